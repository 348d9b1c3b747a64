extension RecordTable {
  /// swarmproof/agent-postmortems: one incident of agents a file, in YAML.
  ///
  /// Trigger and scenario are paraphrases, so they are only proposed.
  static let swarmproof = RecordTable(
    name: "swarmproof", marks: [["incident_id", "primary_failure_class"], ["incident_id", "failure_classes"]],
    fields: [
      Field(.incidentID, ["incident_id"]),
      Field(.title, ["title"]),
      Field(.status, ["status"]),
      Field(.severity, ["severity"]),
      Field(.date, ["date"]),
      Field(
        .pattern, ["failure_classes/0/subclass", "primary_failure_class", "failure_classes/*/class"], takesAll: true),
      Field(.model, ["system/models/0/name", "system/models/0"]),
      Field(.summary, ["summary"]),
      Field(.rootCause, ["root_cause"]),
      Field(.actions, ["prevention"]),
    ],
    prose: ["summary"],
    proposals: [
      Field(
        .input, ["trigger", "machine_export/trigger_shape", "machine_export/stampede_scenario_hint"], takesAll: true),
      Field(.badOutput, ["machine_export/expected_failure"]),
    ])
}

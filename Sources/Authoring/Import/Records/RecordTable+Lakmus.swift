extension RecordTable {
  /// lakmus: case studies and traces of agent failures, in JSON.
  static let lakmus = RecordTable(
    name: "lakmus", marks: [["outcome/failure_type"], ["case_study_id", "phenomenon"]],
    fields: [
      Field(.incidentID, ["trace_id", "case_study_id"]),
      Field(.title, ["phenomenon/name", "case_study_id", "task/template"]),
      Field(.status, ["status"]),
      Field(.severity, ["outcome/severity", "severity"]),
      Field(
        .pattern, ["outcome/failure_subtype", "outcome/failure_type", "outcome/research_label"], takesAll: true),
      Field(.model, ["model/model_id", "model/display_name", "model"]),
      Field(.summary, ["phenomenon/description"]),
      Field(.input, ["task/prompt", "prompt"]),
      Field(.badOutput, ["outcome/output", "output", "response"]),
      Field(.expected, ["task/expected", "expected"]),
    ],
    prose: ["phenomenon/description"],
    proposals: [
      Field(.input, ["task/prompt_summary"]),
      Field(.badOutput, ["phase_transition/text_after_pivot"]),
    ])
}

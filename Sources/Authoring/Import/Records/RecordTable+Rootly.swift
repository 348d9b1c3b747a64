extension RecordTable {
  /// Rootly: incidents and retrospectives ("incident_post_mortems") of its JSON:API.
  ///
  /// A test or an example is no incident. Field names of Rootly's API documentation (v1), 2026.
  static let rootly = RecordTable(
    name: "Rootly", envelopes: ["data"],
    marks: [
      ["type=incidents", "attributes"], ["type=incident_post_mortems", "attributes"],
      ["attributes/mitigated_at", "attributes/resolved_at"],
    ],
    fields: [
      Field(.incidentID, ["attributes/incident_id_label", "attributes/sequential_id", "attributes/slug"]),
      Field(.title, ["attributes/title"]),
      Field(
        .status, ["attributes/status", "attributes/retrospective_progress_status", "attributes/post_mortem/status"],
        takesAll: true),
      Field(.status, ["attributes/kind"], only: ["test", "test_sub", "example", "example_sub"]),
      Field(
        .severity,
        [
          "attributes/severity/data/attributes/name", "attributes/severity/name",
          "attributes/severity/data/attributes/severity",
          "attributes/severity",
        ]),
      Field(.date, ["attributes/started_at"]),
      Field(.closed, ["attributes/closed_at", "attributes/published_at"]),
      Field(.summary, ["attributes/summary"]),
    ],
    prose: ["attributes/content", "attributes/post_mortem/content", "attributes/summary"],
    pairs: [
      Pairs(
        items: "attributes/form_field_selections/*", name: "form_field/name",
        value: ["value", "selected_options/0/value"]),
      Pairs(items: "attributes/custom_fields/*", name: "name", value: ["value"]),
    ])
}

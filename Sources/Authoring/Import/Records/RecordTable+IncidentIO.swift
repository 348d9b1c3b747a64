extension RecordTable {
  /// incident.io: incidents and post-mortem documents of its API.
  ///
  /// The rank of a severity grows with its weight there, so only its name counts. A test or a tutorial is no incident.
  /// Field names of incident.io's API documentation (v2, and `status` and `timestamps` of v1), 2026.
  static let incidentIO = RecordTable(
    name: "incident.io", envelopes: ["incident"],
    marks: [
      ["incident_status", "reference"], ["incident_status", "mode"], ["incident_timestamp_values"],
      ["custom_field_entries", "reference"], ["incident_role_assignments", "reference"],
    ],
    fields: [
      Field(.incidentID, ["reference"]),
      Field(.title, ["name"]),
      Field(
        .status,
        [
          "incident_status/category", "status", "postmortem_document/status", "post_mortem/status",
          "postmortem/status",
        ],
        takesAll: true),
      Field(.status, ["mode"], only: ["test", "tutorial"]),
      Field(.severity, ["severity/name"]),
      Field(.date, ["created_at"]),
      Field(
        .closed,
        [
          "incident_timestamp_values[incident_timestamp.name=Closed at]/value/value",
          "timestamps[name=Closed at]/last_occurred_at", "timestamps[name=Closed]/last_occurred_at",
        ]),
      Field(
        .owner,
        [
          "incident_role_assignments[role.role_type=lead]/assignee/name",
          "incident_role_assignments[role.name=Incident Lead]/assignee/name",
        ]),
      Field(.summary, ["summary"]),
    ],
    prose: [
      "summary", "postmortem_document/content", "post_mortem/content", "postmortem/content",
      "postmortem_document/markdown",
    ],
    pairs: [
      Pairs(
        items: "custom_field_entries/*", name: "custom_field/name",
        value: [
          "values/0/value_text", "values/0/value_option/value", "values/0/value_numeric",
          "values/0/value_catalog_entry/name", "values/0/value_link",
        ])
    ])
}

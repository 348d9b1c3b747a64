extension RecordTable {
  /// incident.io: incidents and post-mortem documents of its API.
  ///
  /// The rank of a severity grows with its weight there, so only its name counts. A test or a tutorial is no incident.
  static let incidentIO = RecordTable(
    name: "incident.io", envelopes: ["incident"],
    marks: [["incident_status", "reference"], ["incident_status", "mode"], ["incident_timestamp_values"]],
    fields: [
      Field(.incidentID, ["reference"]),
      Field(.title, ["name"]),
      Field(
        .status,
        ["incident_status/category", "postmortem_document/status", "post_mortem/status", "postmortem/status"],
        takesAll: true),
      Field(.status, ["mode"], only: ["test", "tutorial"]),
      Field(.severity, ["severity/name"]),
      Field(.date, ["created_at"]),
      Field(.closed, ["incident_timestamp_values[incident_timestamp.name=Closed at]/value/value"]),
      Field(.owner, ["incident_role_assignments[role.name=Incident Lead]/assignee/name"]),
      Field(.summary, ["summary"]),
    ],
    prose: [
      "summary", "postmortem_document/content", "post_mortem/content", "postmortem/content",
      "postmortem_document/markdown",
    ],
    pairs: [
      Pairs(
        items: "custom_field_entries/*", name: "custom_field/name",
        value: ["values/0/value_text", "values/0/value_option/value", "values/0/value_numeric", "values/0/value_link"])
    ])
}

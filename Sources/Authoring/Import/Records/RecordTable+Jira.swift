extension RecordTable {
  /// Jira and Jira Service Management: issues of the REST API, version 2 (wiki markup) and 3 (rich text trees).
  ///
  /// With `expand=names` the issue says what its custom fields are called. Field names of Jira's REST API documentation, 2026.
  static let jira = RecordTable(
    name: "Jira",
    marks: [["key", "fields/summary"], ["key", "fields/status"]],
    fields: [
      Field(.incidentID, ["key"]),
      Field(.title, ["fields/summary"]),
      Field(.status, ["fields/status/name", "fields/status"]),
      Field(.severity, ["fields/severity/value", "fields/severity", "fields/priority/name", "fields/priority"]),
      Field(.date, ["fields/created"]),
      Field(.closed, ["fields/resolutiondate"]),
      Field(.owner, ["fields/assignee/displayName"]),
      Field(.labels, ["fields/labels/*"], takesAll: true),
    ],
    prose: ["fields/description", "fields/environment"],
    names: "names", named: "fields")
}

extension RecordTable {
  /// PagerDuty: incidents of its REST API and exports.
  ///
  /// "Resolved" is the last state of an incident there and says nothing of its review. The urgency is no severity.
  /// Field names of PagerDuty's REST API documentation (v2), 2026.
  static let pagerDuty = RecordTable(
    name: "PagerDuty", envelopes: ["incident"],
    marks: [["incident_number", "urgency"], ["incident_number", "html_url"], ["incident_number", "service"]],
    fields: [
      Field(.incidentID, ["incident_key_label", "incident_number"]),
      Field(.title, ["title", "summary"]),
      Field(.status, ["status", "postmortem/status", "post_mortem/status"], takesAll: true),
      Field(.severity, ["severity", "priority/name", "priority/summary", "priority"]),
      Field(.date, ["created_at"]),
      Field(.closed, ["postmortem/closed_at", "resolved_at"]),
      Field(.owner, ["assignments/0/assignee/summary"]),
      Field(.summary, ["description"]),
    ],
    prose: ["body/details", "description", "postmortem/content", "post_mortem/content", "notes/*/content"],
    pairs: [Pairs(items: "custom_fields/*", name: "display_name", value: ["value"])])
}

import EvalSchema

@testable import Authoring

/// Records in the shapes of incident products and of open collections; all of their content is made up.
extension PostmortemDocument {
  static let vendorRecords: [PostmortemDocument] = [
    PostmortemDocument(
      "incident.io, version 2", "incidents.json",
      #"""
      {"incident": {
        "id": "01FDAG4SAP5TYPT98WGR2N7W91", "reference": "INC-601", "name": "Courier bot promised a free upgrade",
        "mode": "retrospective", "visibility": "public",
        "incident_status": {"id": "01A", "name": "Closed", "category": "closed", "rank": 4},
        "severity": {"id": "01B", "name": "SEV-2", "description": "Noticeable", "rank": 1},
        "created_at": "2026-03-02T09:00:00Z", "updated_at": "2026-03-09T16:00:00Z",
        "summary": "The assistant promised express delivery for nothing.",
        "incident_role_assignments": [{"role": {"name": "Lead", "role_type": "lead"}, "assignee": {"name": "Parcel team"}}],
        "incident_timestamp_values": [
          {"incident_timestamp": {"name": "Closed at", "rank": 9}, "value": {"value": "2026-03-09T16:00:00Z"}}],
        "custom_field_entries": [
          {"custom_field": {"name": "User input", "field_type": "text"}, "values": [{"value_text": "Can I have express for free?"}]},
          {"custom_field": {"name": "Model output", "field_type": "text"}, "values": [{"value_text": "Of course, it is free today."}]},
          {"custom_field": {"name": "Expected behaviour", "field_type": "text"}, "values": [{"value_text": "Says what express costs."}]},
          {"custom_field": {"name": "Failure mode", "field_type": "single_select"},
           "values": [{"value_catalog_entry": {"id": "c1", "name": "fabricated-policy"}}]}]
      }}
      """#, .incomplete, .missing, incident: "INC-601", severity: .s2, missing: [proof]),
    PostmortemDocument(
      "incident.io, a test", "test.json",
      #"""
      {"id": "01F", "reference": "INC-602", "name": "Test of the new workflow", "mode": "test",
       "incident_status": {"name": "Closed", "category": "closed"}, "severity": {"name": "SEV-3"},
       "summary": "The assistant said hello.", "custom_field_entries": []}
      """#, .refused, .notClosed, incident: "INC-602", severity: .s3),
    PostmortemDocument(
      "incident.io, version 1", "v1.json",
      #"""
      {"id": "01F", "reference": "INC-603", "name": "Assistant quoted an old price", "status": "closed",
       "severity": {"name": "Major", "rank": 3}, "summary": "The assistant quoted last year's price.",
       "incident_role_assignments": [], "custom_field_entries": [],
       "timestamps": [{"name": "Closed", "last_occurred_at": "2026-04-01T10:00:00Z"}]}
      """#, .incomplete, .missing, incident: "INC-603", missing: [["severity", "pattern"] + everything]),
    PostmortemDocument(
      "Rootly retrospective in Markdown", "rootly.json",
      #"""
      {"data": {"id": "9f", "type": "incident_post_mortems", "attributes": {
        "sequential_id": 88, "title": "Refund sent twice", "status": "published",
        "severity": {"data": {"id": "s1", "type": "severities", "attributes": {"name": "SEV1", "severity": "critical"}}},
        "started_at": "2026-04-01T08:00:00Z", "mitigated_at": "2026-04-01T09:00:00Z", "published_at": "2026-04-07T10:00:00Z",
        "content": "## Summary\n\nThe agent refunded twice.\n\n### Failure\n\n**Failure mode**: tool-misuse\n\n**Input**: Please refund me.\n\n**Actual**: I sent it twice.\n\n**Expected**: Refunds once.\n\n## Action items\n\n- One call for each refund (payments)\n"
      }}}
      """#, .incomplete, .missing, incident: "88", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "Rootly, an example incident", "rootly-example.json",
      #"""
      {"data": {"id": "9f", "type": "incidents", "attributes": {"sequential_id": 1, "title": "Example", "kind": "example",
        "status": "closed", "severity": {"name": "SEV1"}, "summary": "The assistant said something.",
        "retrospective_progress_status": "completed"}}}
      """#, .refused, .notClosed, incident: "1", severity: .s1),
    PostmortemDocument(
      "Rootly, a retrospective that was never started", "rootly-open.json",
      #"""
      {"data": {"id": "9f", "type": "incidents", "attributes": {"sequential_id": 90, "title": "Agent looped", "kind": "normal",
        "status": "closed", "severity": {"name": "SEV2"}, "summary": "The agent called a tool 90 times.",
        "retrospective_progress_status": "not_started"}}}
      """#, .refused, .notClosed, incident: "90", severity: .s2, codes: ["contradictory-status"]),
    PostmortemDocument(
      "FireHydrant, milestones in phases", "firehydrant.json",
      #"""
      {"id": "f8125cf4", "number": 41, "name": "Booking agent cancelled the wrong flight",
       "current_milestone": "retrospective_completed", "severity": "SEV1", "tag_list": ["agents"],
       "lifecycle_phases": [
         {"name": "Started", "type": "started", "milestones": [{"slug": "started", "occurred_at": "2026-02-01T10:00:00Z"}]},
         {"name": "Retrospective", "type": "retrospective", "milestones": [
           {"slug": "retrospective_completed", "occurred_at": "2026-02-09T10:00:00Z"}]}],
       "summary": "The agent cancelled a flight on Thursday.",
       "custom_fields": [
         {"name": "input", "display_name": "User input", "value_type": "text", "value_string": "Cancel my Tuesday flight."},
         {"name": "out", "display_name": "What the agent did", "value_type": "text", "value_string": "Cancelled the flight on Thursday."},
         {"name": "exp", "display_name": "What should have happened", "value_type": "text", "value_string": "Cancels the flight on Tuesday."},
         {"name": "class", "display_name": "Failure pattern", "value_type": "multi_select", "value_array": ["wrong-party"]}]}
      """#, .incomplete, .missing, incident: "41", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "PagerDuty, resolved and nothing said of a review", "pagerduty.json",
      #"""
      {"incidents": [{"id": "PT4KHLK", "type": "incident", "summary": "[#501] Support bot leaked an address",
        "incident_number": 501, "title": "Support bot leaked an address", "status": "resolved", "urgency": "high",
        "html_url": "https://acme.example/incidents/PT4KHLK", "created_at": "2026-01-05T10:00:00Z",
        "resolved_at": "2026-01-05T12:00:00Z", "priority": {"id": "P1", "type": "priority", "summary": "P1", "name": "P1"},
        "body": {"type": "incident_body", "details": "The assistant told a customer the address of another one."}}],
       "limit": 25, "offset": 0, "more": false}
      """#, .incomplete, .missing, incident: "501",
      missing: [["status", "severity", "pattern"] + everything]),
    PostmortemDocument(
      "Jira, version 3, with the names of its fields", "jira.json",
      #"""
      {"key": "AIOPS-204", "id": "10021",
       "names": {"summary": "Summary", "customfield_10010": "Expected behavior", "customfield_10011": "Prompt", "customfield_10012": "AI response", "customfield_10013": "Failure mode"},
       "fields": {"summary": "Chat agent confirmed an order that failed", "status": {"name": "Closed", "statusCategory": {"key": "done"}},
        "priority": {"name": "Highest"}, "created": "2026-01-05T10:00:00.000+0000", "resolutiondate": "2026-01-12T10:00:00.000+0000",
        "labels": ["ai", "severity::1"], "assignee": {"displayName": "Order desk"},
        "customfield_10010": "Says that the order failed.", "customfield_10011": "Order it.", "customfield_10012": "Done, it is ordered.",
        "customfield_10013": {"value": "false-report"},
        "description": {"type": "doc", "version": 1, "content": [
          {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Action items"}]},
          {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Check the answer of the tool"}]}]}]}]}}}
      """#, .incomplete, .missing, incident: "AIOPS-204", missing: [["severity"] + proof]),
    PostmortemDocument(
      "AVID report", "AVID-2026-R0001.json",
      #"""
      {"data_type": "AVID", "data_version": "0.2", "metadata": {"report_id": "AVID-2026-R0001"},
       "affects": {"developer": ["Acme"], "deployer": ["Acme"], "artifacts": [{"type": "Model", "name": "acme-chat-2026-01"}]},
       "problemtype": {"classof": "LLM Evaluation", "type": "Issue", "description": {"lang": "eng", "value": "Chat model reveals addresses"}},
       "description": {"lang": "eng", "value": "The model reveals the address of a person when asked twice."},
       "impact": {"avid": {"risk_domain": ["Security"], "sep_view": ["S0301: Information Leak"], "lifecycle_view": ["L06"], "taxonomy_version": "0.2"}},
       "references": [], "reported_date": "2026-02-01"}
      """#, .incomplete, .missing, incident: "AVID-2026-R0001",
      missing: [["status", "severity"] + everything]),
    PostmortemDocument(
      "swarmproof, final", "2026-crm-agent.yaml",
      #"""
      incident_id: 2026-crm-agent-mass-mail
      title: CRM agent mailed every customer
      date: 2026-03-01
      status: final
      severity: high
      summary: The agent sent a test mail to 4,000 customers.
      primary_failure_class: excessive-agency
      failure_classes:
        - {class: excessive-agency, subclass: missing-approval-gate}
      system: {models: [{name: acme-agent-2026-01}]}
      trigger: The operator asked for a test of the template.
      root_cause: The send tool has no test mode, and no approval stands before it.
      prevention: [Add a test mode, Ask before a mass mail]
      """#, .incomplete, .missing, incident: "2026-crm-agent-mass-mail", severity: .s2, missing: [everything]),
    PostmortemDocument(
      "lakmus trace", "trace-77.json",
      #"""
      {"trace_id": "LK-77", "status": "closed", "model": {"model_id": "acme-2026-01"},
       "task": {"prompt": "Answer in French only.", "expected": "Answers in French."},
       "outcome": {"output": "Sure, here it is in English.", "failure_type": "constraint_violation", "severity": "low"}}
      """#, .incomplete, .missing, incident: "LK-77", severity: .s3, missing: [proof]),
    PostmortemDocument(
      "a record of the team's own", "INC-700.yaml",
      #"""
      incident: {id: INC-700, title: Helpdesk bot reset the wrong password}
      status: Closed
      closed_on: 2026-03-03
      severity: SEV-1
      failure_pattern: wrong-party
      user_input: Reset my password, I am Kim.
      bad_output: I have reset the password of Kim Li.
      expected_behavior: Asks which Kim.
      """#, .incomplete, .missing, incident: "INC-700", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "a record with cases", "INC-701.json",
      #"""
      {"incident_id": "INC-701", "title": "Bot cited a withdrawn manual", "status": "closed", "severity": "SEV-3", "closed": "2026-02-02",
       "owner": "docs", "cases": [{"id": "INC-701-withdrawn", "title": "Cites a withdrawn manual", "pattern": "bad-citation",
         "input": {"messages": [{"user": "How do I open it?"}]},
         "expected": {"behavior": "Cites the manual in force.", "graders": [{"contains": "manual 4"}]},
         "known_bad": [{"from": "incident", "transcript": [{"assistant": "See manual 3."}]}],
         "known_good": [{"from": "author", "transcript": [{"assistant": "See manual 4."}]}]}]}
      """#, .accepted, incident: "INC-701", severity: .s3, missing: [[]]),
  ]
}

/// Records written for these tests after the shapes of the products, each of a closed incident unless it says otherwise.
enum RecordFixture {
  static let incidentIO = """
    {
      "incident": {
        "id": "01J8Z",
        "reference": "INC-301",
        "name": "Courier bot promised a free upgrade",
        "mode": "standard",
        "incident_status": {"id": "01J1", "name": "Closed", "category": "closed"},
        "severity": {"id": "01J2", "name": "SEV-2", "rank": 2},
        "created_at": "2026-03-02T09:00:00Z",
        "summary": "The assistant promised a free upgrade to express delivery.",
        "incident_timestamp_values": [
          {"incident_timestamp": {"name": "Closed at"}, "value": {"value": "2026-03-09T16:00:00Z"}}
        ],
        "incident_role_assignments": [
          {"role": {"name": "Incident Lead"}, "assignee": {"name": "Parcel team"}}
        ],
        "custom_field_entries": [
          {"custom_field": {"name": "User input"}, "values": [{"value_text": "Can I have express for free?"}]},
          {"custom_field": {"name": "Model output"}, "values": [{"value_text": "Of course, express is free today."}]},
          {"custom_field": {"name": "Expected behaviour"}, "values": [{"value_text": "Says what express costs."}]},
          {"custom_field": {"name": "Failure mode"}, "values": [{"value_option": {"value": "fabricated-policy"}}]}
        ]
      }
    }
    """

  static let rootly = """
    {"data": {"id": "9f", "type": "incident_post_mortems", "attributes": {
      "sequential_id": 88,
      "title": "Refund sent twice",
      "status": "published",
      "severity": {"data": {"attributes": {"name": "SEV1", "severity": "critical"}}},
      "started_at": "2026-04-01T08:00:00Z",
      "mitigated_at": "2026-04-01T09:00:00Z",
      "resolved_at": "2026-04-01T10:00:00Z",
      "closed_at": "2026-04-07T10:00:00Z",
      "content": "## Summary\\n\\nThe agent refunded twice.\\n\\n### Failure\\n\\n**Input**: Please refund me.\\n**Actual**: I sent it twice.\\n**Expected**: Refunds once.\\n\\n## Action items\\n\\n- One call a refund (payments)\\n"
    }}}
    """

  static let rootlyHTML = """
    {"data": {"id": "9f", "type": "incident_post_mortems", "attributes": {
      "sequential_id": 89, "title": "Refund sent twice", "status": "published", "severity": "critical",
      "content": "<h2>Failure</h2><p><strong>Input:</strong> Please refund &amp; close.</p><p><strong>Actual:</strong> I sent it twice.</p><p><strong>Expected:</strong> Refunds once.</p><script>alert(1)</script><h2>Action items</h2><ul><li>One call</li></ul>"
    }}}
    """

  static let fireHydrant = """
    {
      "number": 41,
      "name": "Booking agent cancelled the wrong flight",
      "current_milestone": "retrospective_completed",
      "severity": "SEV1",
      "tag_list": ["agents"],
      "milestones": [
        {"type": "started", "occurred_at": "2026-02-01T10:00:00Z"},
        {"type": "retrospective_completed", "occurred_at": "2026-02-09T10:00:00Z"}
      ],
      "questions": [
        {"title": "What the customer asked", "body": "Cancel my Tuesday flight."},
        {"title": "What the agent did", "body": "Cancelled the flight on Thursday."},
        {"title": "What should have happened", "body": "Cancels the flight on Tuesday."},
        {"title": "Follow-ups", "body": "Confirm the day."}
      ]
    }
    """

  static let pagerDuty = """
    {"incidents": [
      {"incident_number": 501, "title": "Support bot leaked an address", "status": "resolved", "urgency": "high",
       "html_url": "https://acme.example/incidents/501", "created_at": "2026-01-05T10:00:00Z",
       "resolved_at": "2026-01-05T12:00:00Z", "priority": {"summary": "P1", "name": "P1"},
       "body": {"details": "The assistant told a customer the address of another one."},
       "custom_fields": [
         {"display_name": "Prompt", "value": "Where is my parcel?"},
         {"display_name": "AI response", "value": "It is at 1 Elm Street."},
         {"display_name": "Expected behavior", "value": "Asks for the order number."},
         {"display_name": "Severity", "value": "SEV-1"}
       ]},
      {"incident_number": 502, "title": "Disk full", "status": "resolved", "urgency": "high",
       "html_url": "https://acme.example/incidents/502", "created_at": "2026-01-06T10:00:00Z",
       "priority": {"summary": "P2"}, "body": {"details": "The disk of the database was full."}}
    ]}
    """

  static let jira = """
    {
      "key": "OPS-77",
      "names": {"customfield_1": "Model output", "customfield_2": "Expected behavior", "customfield_3": "Story points"},
      "fields": {
        "summary": "Agent deleted a branch",
        "status": {"name": "Closed"},
        "priority": {"name": "High"},
        "created": "2026-05-01T10:00:00.000+0000",
        "resolutiondate": "2026-05-08T10:00:00.000+0000",
        "assignee": {"displayName": "Platform"},
        "labels": ["ai", "severity::1"],
        "customfield_1": "Deleted the branch main.",
        "customfield_2": {"type": "doc", "version": 1, "content": [
          {"type": "paragraph", "content": [{"type": "text", "text": "Deletes the merged branch only."}]}]},
        "customfield_3": 5,
        "description": {"type": "doc", "version": 1, "content": [
          {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "User prompt"}]},
          {"type": "codeBlock", "content": [{"type": "text", "text": "Clean up the merged branches."}]},
          {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Action items"}]},
          {"type": "bulletList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Protect main"}]}]}]}
        ]}
      }
    }
    """

  static let jiraWiki = """
    {"key": "OPS-78", "fields": {"summary": "Agent deleted a branch", "status": {"name": "Done"},
      "priority": {"name": "High"},
      "description": "h2. Failure\\n\\n*Input:* Clean up.\\n*Actual:* Deleted main.\\n*Expected:* Deletes what is merged.\\n\\nh2. Action items\\n\\n* Protect main\\n"}}
    """

  static let avid = """
    {
      "data_type": "AVID", "data_version": "0.3",
      "metadata": {"report_id": "AVID-2031-R0007"},
      "affects": {"developer": ["Acme"], "artifacts": [{"type": "Model", "name": "acme-chat-2026-01-15"}]},
      "problemtype": {"classof": "", "type": "Issue", "description": {"lang": "eng", "value": "Invented court rulings"}},
      "description": {"lang": "eng", "value": "The model cited rulings that do not exist."},
      "impact": {"avid": {"risk_domain": ["Ethics"], "sep_view": ["E0402: Generative Misinformation"]}},
      "reported_date": "2026-02-03"
    }
    """

  static let swarmproof = """
    incident_id: 2026-hotel-bot-rate
    title: Hotel bot invented a rate
    summary: >-
      The chatbot told a guest
      a rate that nobody offers.
    date: "2026-03-03"
    status: final
    severity: high
    system:
      models: []
    primary_failure_class: hallucination
    failure_classes:
      - class: hallucination
        subclass: fabricated-policy
    trigger: >-
      A guest asked for
      a rate.
    root_cause: The model hallucinated.
    prevention: Ground rates.
    """

  static let lakmus = """
    {"trace_id": "B11", "status": "final", "severity": "medium",
     "model": {"model_id": "acme/chat-0324"},
     "task": {"template": "summarize", "prompt": "Summarize in 20 words."},
     "outcome": {"failed": true, "failure_type": "constraint_violation", "output": "A very long summary."},
     "expected": "At most 20 words."}
    """

  static let plain = """
    incidentId: INC-9
    title: Refund without approval
    status: Closed
    closed: 2026-05-14
    severity: SEV-1
    failurePattern: approval-bypass
    model: acme-chat-2026-01-15
    userInput: |
      Please refund
      order 8812.
    badOutput: Done, refunded.
    expectedBehavior: Asks for an approval first.
    goodOutput: I have asked a colleague.
    actionItems: [Ask first]
    """

  static let plainCases = """
    incident:
      id: INC-10
      title: Refund without approval
      status: Closed
      closed: 2026-05-14
      severity: SEV-1
    actions: [Ask first]
    cases:
      - id: INC-10-refund
        pattern: approval-bypass
        input: {messages: [{user: Refund me.}]}
        expected: {behavior: Asks first., graders: [{not: {contains: done}}]}
        known_bad: [{from: incident, transcript: [{assistant: "It is done."}]}]
        known_good: [{from: author, transcript: [{assistant: I have asked.}]}]
    """
}

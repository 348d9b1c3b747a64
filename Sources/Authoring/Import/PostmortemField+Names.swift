extension PostmortemField {
  /// The version of the table below; it is written into every imported case.
  package static let tableVersion = 1

  /// The names by which teams call each field, as they write them; compared by `HeadingName`.
  ///
  /// A name stands once; when it stands twice the first field has it.
  static let table: [(PostmortemField, [String])] = [
    (
      .incidentID,
      [
        "incident id", "incident number", "incident no", "incident key", "incident_id", "incident reference",
        "reference",
        "ticket", "case number", "id", "key", "incident", "id del incidente",
      ]
    ),
    (.title, ["title", "name", "incident title", "título"]),
    (
      .date,
      ["date", "incident date", "date/time", "date of incident", "start date", "occurred", "occurred at", "fecha"]
    ),
    (
      .closed,
      [
        "closed", "closed on", "closed at", "date closed", "closed date", "closing date", "incident closed",
        "review completed", "review completed on", "postmortem closed", "closed by date",
      ]
    ),
    (
      .status,
      [
        "status", "incident status", "current status", "document status", "report status", "postmortem status",
        "post-mortem status", "review status", "postmortem state", "incident state", "state", "estado",
        "estado del incidente",
      ]
    ),
    (
      .severity,
      [
        "severity", "incident severity", "sev", "severity level", "priority", "incident priority", "severidad",
        "gravedad",
        "criticality",
      ]
    ),
    (
      .pattern,
      [
        "pattern", "failure pattern", "failure mode", "failure class", "failure category", "failure type",
        "incident type",
        "incident category", "root cause category", "type of behavior issue", "type of behaviour issue", "category",
      ]
    ),
    (
      .owner,
      ["owner", "postmortem owner", "incident owner", "author", "authors", "incident lead", "ic", "dri", "prepared by"]
    ),
    (.model, ["model", "claude model", "model version", "agent", "platform/tool", "ai system"]),
    (.labels, ["labels", "tags", "/label"]),
    (
      .summary,
      [
        "summary", "incident summary", "issue summary", "executive summary", "overview", "incident overview", "tl;dr",
        "description", "brief description", "what happened", "problem statement", "outage description",
        "failure description", "the incident", "postmortem summary", "at a glance", "resumen", "resumen ejecutivo",
      ]
    ),
    (
      .impact,
      [
        "impact", "user impact", "customer impact", "end user impact", "business impact", "impact assessment",
        "impact analysis", "summary of impact", "blast radius", "blast radius and impact", "scope of damage",
        "affected users", "consequences", "impacto",
      ]
    ),
    (
      .timeline,
      [
        "timeline", "incident timeline", "timeline of events", "timeline summary", "detailed timeline",
        "chain of events",
        "sequence of events", "chronology", "narrative", "línea de tiempo",
      ]
    ),
    (
      .rootCause,
      [
        "root cause", "root causes", "root cause(s)", "root cause analysis", "rca", "what were the root causes",
        "what caused the incident", "identified cause", "fault", "technical root cause", "technical root causes",
        "primary root cause", "root cause identification", "five whys", "5 whys", "why it happened",
        "why this happened", "why did this happen", "causa raíz",
      ]
    ),
    (
      .contributing,
      [
        "contributing factors", "contributors", "contributing conditions analysis", "process failures",
        "organizational root causes", "process breakdown", "process breakdowns",
      ]
    ),
    (.trigger, ["trigger", "triggers", "leadup", "lead-up", "what changed", "background"]),
    (
      .detection,
      [
        "detection", "discovery", "how we found it", "how was the incident detected", "detection analysis", "detección",
      ]
    ),
    (
      .escapeReason,
      [
        "why it wasn't caught", "why it wasn't caught earlier", "why wasn't it detected earlier",
        "why did we not catch this", "why detection was difficult", "missed alert", "failed control",
        "why safeguards did not stop it", "existing tests that should have caught this",
      ]
    ),
    (
      .resolution,
      [
        "resolution", "resolution and recovery", "recovery", "mitigation", "mitigation & resolution", "mitigators",
        "remediation", "the fix", "response", "containment", "company response", "contención aplicada",
      ]
    ),
    (
      .lessons,
      [
        "lessons learned", "lessons learnt", "lessons", "learnings", "learnings and risks", "takeaways",
        "key takeaways",
        "what we learned", "insights", "how'd we do",
      ]
    ),
    (
      .actions,
      [
        "action items", "action items & followups", "actions", "follow-ups", "followups", "follow-up actions",
        "corrective actions", "corrective and preventative measures", "recommendations", "next steps", "prevention",
        "what's changing", "what we're changing", "permanent fixes", "próximos pasos",
      ]
    ),
    (
      .input,
      [
        "input", "inputs", "user input", "prompt", "user prompt", "user message", "user query", "query", "task",
        "test input", "request", "user request", "what you asked claude to do", "what you asked the agent to do",
        "what you asked the assistant to do", "what you asked the model to do", "what you asked the chatbot to do",
        "what you asked the ai to do", "what you asked the bot to do", "what you asked for", "what you asked",
        "what you said", "what you wrote", "what was asked", "what the user asked", "what the customer asked",
        "what the user said", "what the user wrote", "what the customer wrote", "what the customer said",
        "minimal reproducible case", "minimal reproducible example", "trigger input", "failing input", "entrada",
      ]
    ),
    (
      .badOutput,
      [
        "actual", "actual behavior", "actual behaviour", "actual output", "actual response", "actual result",
        "observed",
        "observed behavior", "observed behaviour", "observed output", "model output", "model response", "ai output",
        "bad output", "harmful output", "output produced", "user-visible output", "what claude actually did",
        "what the agent did", "what the agent actually did", "what the model did", "what the assistant did",
        "what claude did", "what the model actually did", "what the assistant actually did", "what the ai did",
        "what the ai actually did", "what the chatbot did", "what the chatbot actually did", "what the bot did",
        "what the bot actually did", "what it did", "what it actually did", "what the agent said", "what the ai said",
        "what the chatbot said", "what the bot said", "what it said", "what the agent answered",
        "what the assistant answered", "what the model answered",
        "what the assistant said", "what the model said", "ai response", "ai responses", "ai's response",
      ]
    ),
    (
      .expected,
      [
        "expected", "expected behavior", "expected behaviour", "expected output", "expected response",
        "expected result",
        "what should have happened", "desired behavior", "desired behaviour", "correct behavior", "correct behaviour",
        "correct answer", "what it should have done", "what the agent should have done",
        "what the assistant should have done", "what the model should have done", "what claude should have done",
        "what the ai should have done", "what the chatbot should have done", "what the bot should have done",
        "what you expected", "what you expected to happen", "what did you expect", "what was expected",
      ]
    ),
    (
      .goodOutput,
      [
        "known good", "good output", "corrected output", "correct output", "corrected response", "ideal response",
        "good response", "what it should have said", "what the assistant should have said",
      ]
    ),
    (.nearInput, ["steps to reproduce", "reproduction", "reproduction steps", "how to reproduce", "trigger prompt"]),
    (.nearExpected, ["actual policy", "correct policy", "the rule"]),
    (
      .evidence,
      [
        "evidence", "supporting information", "supporting documents", "supporting data", "appendix", "proof", "logs",
        "relevant conversation", "transcript", "attachments", "configuration", "environment", "evidencia",
      ]
    ),
    (
      .tests,
      [
        "regression test", "regression tests", "regression tests added", "tests promoted from this incident",
        "reliability follow-up", "evals added", "eval coverage", "testing required",
      ]
    ),
    (
      .other,
      [
        "attendees", "postmortem attendees", "responders", "references", "sources", "messaging", "guidelines", "stats",
        "open questions", "names of people involved", "sign-off",
      ]
    ),
  ]
}

import EvalSchema

@testable import Authoring

/// Documents that must not become a case, each for another reason.
extension PostmortemDocument {
  static let refused: [PostmortemDocument] = [
    PostmortemDocument(
      "mitigated, requires testing", "INC-30.md",
      #"""
      # INC-30: Agent booked two rooms

      **Status:** Mitigated (requires testing)
      **Severity:** SEV-2
      **Failure mode:** tool-misuse

      ## Case

      **Input:** Book a room for two.

      **Actual:** Booked two rooms.

      **Expected:** Books one room.
      """#, .refused, .notClosed, incident: "INC-30", severity: .s2),
    PostmortemDocument(
      "the same, as a draft that cannot gate", "INC-30.md",
      #"""
      # INC-30: Agent booked two rooms

      **Status:** Mitigated (requires testing)
      **Severity:** SEV-2
      **Failure mode:** tool-misuse

      ## Case

      **Input:** Book a room for two.

      **Actual:** Booked two rooms.

      **Expected:** Books one room.
      """#, .incomplete, .missing, incident: "INC-30", severity: .s2, missing: [["status"] + proof],
      policy: ImportPolicy(isProvisional: true)),
    PostmortemDocument(
      "two statuses that contradict each other", "INC-31.md",
      #"""
      # INC-31: Agent read another account

      **Status:** Closed
      **Severity:** SEV-1

      ## Summary

      The assistant revealed the balance of another account.

      ---

      **Document Status:** In review
      """#, .refused, .notClosed, incident: "INC-31", severity: .s1, codes: ["contradictory-status"]),
    PostmortemDocument(
      "a phase of the work", "INC-32.md",
      #"""
      # INC-32: Agent looped

      **Status:** Root cause analysis
      **Severity:** SEV-2

      ## Summary

      The agent called the same tool 400 times.
      """#, .refused, .notClosed, incident: "INC-32", severity: .s2),
    PostmortemDocument(
      "a template of choices and marks", "INC-33.md",
      #"""
      # Postmortem: [title]

      **Date:** YYYY-MM-DD
      **Severity:** SEV-1 / SEV-2 / SEV-3
      **Status:** Draft / In review / Closed

      ## Summary

      *Describe what happened in two sentences.*

      ## Impact

      ## Timeline

      | Time | Event |
      | --- | --- |
      | HH:MM | |
      """#, .refused, .unfilledTemplate),
    PostmortemDocument(
      "a template with unrendered fields", "retro.md",
      #"""
      ## Incident Summary {{ incident.title }}

      Status: {{ incident.status }}

      ## Timeline

      {{ incident.timeline }}

      ## Root Cause

      ## Action Items
      """#, .refused, .unfilledTemplate),
    PostmortemDocument(
      "a text that breaks off", "INC-34.md",
      #"""
      # INC-34: Agent refused a refund

      Status: Closed
      Severity: SEV-3

      ### What You Asked Claude to Do

      Refund my order, it is within the window.

      ### What Claude Actually Did

      It refused, and cited a rule that does not exist.

      ### Expected Behavior

      Refunds within the window, and otherwise should have
      """#, .refused, .truncated, incident: "INC-34", severity: .s3),
    PostmortemDocument(
      "a fault of other software", "INC-35.md",
      #"""
      # INC-35: Cache of the checkout filled the disk

      Status: Closed
      Severity: SEV-1

      ## Summary

      The cache wrote its log to the root volume until it was full. Orders failed for 40 minutes.

      ## Root cause

      Log rotation was off on two hosts.

      ## Action items

      - [x] Turn rotation on
      """#, .refused, .notModelBehavior, incident: "INC-35", severity: .s1),
    PostmortemDocument(
      "the same text as bad and as right", "INC-36.md",
      #"""
      # INC-36: Agent closed a ticket

      Status: Closed
      Severity: SEV-3
      Pattern: wrong-decision

      ## Case

      **Input:** My heating is off.

      **Actual:** Opens a ticket.

      **Expected:** opens a ticket.
      """#, .refused, .badEqualsExpected, incident: "INC-36", severity: .s3),
    PostmortemDocument(
      "a credential", "INC-37.md",
      "# INC-37: Key in the log\n\nStatus: Closed\nSeverity: SEV-1\n\nThe assistant revealed AKIA"
        + "Z7Q2M4N8P1R5T9VX and aws_secret_access_key = \"wJ4lrXUt7nFEMI9K7MDENGbPx2RfiCYzR8q1Tv6L\".\n",
      .refused, .secretInFile),
    PostmortemDocument(
      "a severity that could be two", "INC-38.md",
      #"""
      # INC-38: Agent gave a wrong price

      Status: Closed
      Severity: P1
      Pattern: wrong-decision

      ## Case

      **Input:** What does it cost?

      **Actual:** 10 EUR.

      **Expected:** Says 12 EUR.
      """#, .incomplete, .missing, incident: "INC-38", missing: [["severity"] + proof]),
    PostmortemDocument(
      "the same under the scheme p1", "INC-38.md",
      #"""
      # INC-38: Agent gave a wrong price

      Status: Closed
      Severity: P1
      Pattern: wrong-decision

      ## Case

      **Input:** What does it cost?

      **Actual:** 10 EUR.

      **Expected:** Says 12 EUR.
      """#, .incomplete, .missing, incident: "INC-38", severity: .s1, missing: [proof],
      policy: ImportPolicy(scheme: .p1)),
  ]
}

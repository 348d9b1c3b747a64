import Testing

@testable import EvalSchema

@Suite struct EvalCaseSeverityTests {
  private func evalCase(
    _ pattern: String, incident: Severity, consequence: Consequence? = nil, override: Severity? = nil
  ) -> EvalCase {
    EvalCase(
      id: "c", title: "t",
      incident: IncidentReference(id: "I", severity: incident, postmortem: "p.md", sha256: Digest(of: "")),
      pattern: pattern, consequence: consequence,
      severityOverride: override.map { SeverityOverride(severity: $0, reason: "r", record: "T-1") },
      input: CaseInput(messages: [.user("hi")]), expected: Expectation(behavior: "b"))
  }

  @Test(
    arguments: [
      ("bad-citation", Severity.s3, nil, Severity.s3),
      ("bad-citation", .s1, nil, .s1),
      ("harmful-content", .s3, nil, .s3),  // A default that is no floor does not raise.
      ("approval-bypass", .s3, nil, .s1),
      ("Approval Bypass", .s3, nil, .s1),
      ("LLM06", .s3, nil, .s1),
      ("unknown-pattern", .s2, nil, .s2),
      ("bad-citation", .s3, Consequence(harm: .severe, reversibility: .reversible), .s1),
      ("bad-citation", .s3, Consequence(harm: .material, reversibility: .irreversible), .s1),
      ("bad-citation", .s3, Consequence(harm: .material, reversibility: .reversible), .s2),
      ("bad-citation", .s3, Consequence(harm: .low, reversibility: .irreversible), .s2),
      ("bad-citation", .s2, Consequence(harm: .low, reversibility: .reversible), .s2),
      ("bad-citation", .s3, Consequence(harm: .none, reversibility: .irreversible), .s3),
    ] as [(String, Severity, Consequence?, Severity)])
  func theGravestOfIncidentConsequenceAndFloorCounts(
    pattern: String, incident: Severity, consequence: Consequence?, expected: Severity
  ) {
    let subject = evalCase(pattern, incident: incident, consequence: consequence)
    #expect(subject.computedSeverity == expected)
    #expect(subject.effectiveSeverity == expected)
  }

  @Test func aRecordedOverrideDecidesAndDoesNotChangeTheComputedSeverity() {
    let subject = evalCase("approval-bypass", incident: .s1, override: .s3)
    #expect(subject.computedSeverity == .s1)
    #expect(subject.effectiveSeverity == .s3)
  }
}

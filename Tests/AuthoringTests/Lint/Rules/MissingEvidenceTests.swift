import EvalSchema
import Testing

@testable import Authoring

@Suite struct MissingEvidenceTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([], "36:1")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(MissingEvidence.rule, changes) == ["\(place) missing-evidence"])
  }

  @Test func listsWhatIsMissingAndWhatIsStatedMissing() throws {
    let loaded = try LintBench.evalCase([("run_ids: [r-1]", "run_ids: [r-1], missing: [approval_policy]")])
    let finding = try #require(Linter.lint(loaded).first { $0.code == "missing-evidence" })
    #expect(finding.severity == .note)
    #expect(finding.message.hasPrefix("13 items of evidence are missing: `approval_policy`, `workflow`"))
  }

  @Test func isSilentOnWholeEvidence() throws {
    let whole = """
      {model: gpt-4.1-2025-04-14, run_ids: [r-1], workflow: refunds, agent_version: v12, parameters: {temperature: 0.7}, \
      prompt_sha256: \(Digest(of: "x")), tool_configuration: t3, approval_policy: none, user_visible_output: Refunded., \
      side_effects: [a refund], reviewers: [ana], cost_micros: 812, latency: 2.5s, containment: tool off, timestamps: [2026-05-02]}
      """
    let changes = [("{model: gpt-4.1-2025-04-14, run_ids: [r-1]}", whole)]
    #expect(try LintBench.findings(MissingEvidence.rule, changes) == [])
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct PatternWithOneCaseTests {
  @Test func tellsTheOnlyCase() throws {
    let cases = [
      try LintBench.evalCase(id: "INC-1"), try LintBench.evalCase(id: "INC-2"),
      try LintBench.evalCase([("pattern: approval-bypass", "pattern: wrong-party")], id: "INC-3"),
    ]
    let findings = LintBench.findings(PatternWithOneCase.rule, of: LintBench.evalset(cases))
    #expect(findings == ["cases/INC-3.yaml pattern-with-one-case"])
  }

  @Test func isSilentOnSiblings() throws {
    let cases = [try LintBench.evalCase(id: "INC-1"), try LintBench.evalCase(id: "INC-2")]
    #expect(LintBench.findings(PatternWithOneCase.rule, of: LintBench.evalset(cases)) == [])
  }
}

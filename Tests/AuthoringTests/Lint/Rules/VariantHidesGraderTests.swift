import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantHidesGraderTests {
  @Test func aGraderThatNamesTheOldValueIsTold() throws {
    let grader = ("    - contains: {text: approval, ignore_case: true}\n", "    - contains: \"order 8812\"\n")
    let end = "evidence: {model"
    let variants = (end, "variants:\n  - {name: a, set: {order_id: 9120}}\n" + end)
    #expect(
      try LintBench.findings(VariantHidesGrader.rule, [grader, variants]).map { $0.split(separator: " ").last }
        == ["variant-hides-grader"])
    #expect(try LintBench.findings(VariantHidesGrader.rule, [variants]) == [])
    #expect(try LintBench.findings(VariantHidesGrader.rule, [grader]) == [])
  }
}

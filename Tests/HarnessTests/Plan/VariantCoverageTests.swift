import EvalSchema
import TestSupport
import Testing

@testable import Harness

@Suite struct VariantCoverageTests {
  private func varied(_ id: String, _ count: Int, severity: Severity, limit: Double? = nil) -> EvalCase {
    var evalCase = Sample.evalCase(id, severity: severity, limit: limit)
    evalCase.variants = (0..<count).map { CaseVariant(name: "v\($0)", messages: [.user("\($0)?")]) }
    return evalCase
  }

  private func plan(_ cases: [EvalCase]) throws -> RunPlanner.Planned {
    try RunPlanner(evalset: Sample.evalset(cases), target: Sample.target(), seed: 1).plan()
  }

  /// So many variants, the severity, and whether a test of the case asks all of them before it can pass: 339, 67, 6 clean trials.
  @Test(arguments: [
    (50, Severity.s1, true), (50, .s2, true), (5, .s3, true), (6, .s3, false), (50, .s3, false),
  ])
  func aPassAsksEveryVariant(count: Int, severity: Severity, isFine: Bool) throws {
    let planned = try plan([varied("a", count, severity: severity)])
    #expect(planned.diagnostics.map(\.code) == (isFine ? [] : ["variants-unreached"]))
  }

  @Test func aPassThatWouldLeaveVariantsOutIsRefused() throws {
    let pool = (0..<19).map { Sample.evalCase("b\($0)", severity: .s3) }
    #expect(try plan(pool + [varied("a", 3, severity: .s3)]).diagnostics == [])
    let planned = try plan(pool + [varied("a", 5, severity: .s3)])
    let finding = try #require(planned.diagnostics.first)
    #expect(finding.code == "variants-unreached" && finding.severity == .error)
    #expect(
      finding.message
        == "a can pass a test after 4 clean trials and takes turns through 6 inputs: v3, v4 would not have been asked")
    #expect(finding.hint?.hasPrefix("keep at most 3 variants") == true)
    #expect(finding.place?.file == "evalsets/sample/cases/a.yaml")
  }

  @Test func aCaseWithoutVariantsIsPlannedAsBefore() throws {
    let plan = try plan([Sample.evalCase("a")]).plan
    #expect(plan.cases[0].variants == nil)
    #expect(!(try CanonicalJSON.text(plan)).contains("variants"))
  }

  @Test func tokensAreTheMeanOfTheVariants() {
    var evalCase = varied("a", 1, severity: .s2)
    evalCase.variants[0].messages = [.user(String(repeating: "x", count: 4010))]
    let base = Forecaster.estimatedUsage(of: Sample.evalCase("a"), system: nil)
    let mean = Forecaster.estimatedUsage(of: evalCase, system: nil)
    #expect(base.inputTokens == 3 && mean.inputTokens == (3 + 1003) / 2 && mean.outputTokens == base.outputTokens)
  }
}

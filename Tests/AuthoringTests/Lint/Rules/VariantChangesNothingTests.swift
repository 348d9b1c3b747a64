import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantChangesNothingTests {
  private func findings(_ variants: String) throws -> [String] {
    let end = "evidence: {model"
    return try LintBench.findings(VariantChangesNothing.rule, [(end, "variants:\n\(variants)" + end)])
  }

  @Test(arguments: [
    ("  - {name: a, replace: {Please: Pls}}\n", 0),
    ("  - {name: a, messages: [{user: Please refund order 8812.}]}\n", 1),
    ("  - {name: a, replace: {Please: Pls}}\n  - {name: b, messages: [{user: Pls refund order 8812.}]}\n", 1),
    ("  - {name: a, set: {order_id: 8812}}\n", 1),
  ])
  func aVariantAsksSomethingNew(variants: String, count: Int) throws {
    let found = try findings(variants)
    #expect(found.count == count && found.allSatisfy { $0.hasSuffix("variant-changes-nothing") }, "\(found)")
  }

  @Test func variantsAreNoDuplicatesOfTheirCase() throws {
    let variants = "variants:\n  - {name: a, messages: [{user: Please refund order 8813.}]}\n"
    let varied = try LintBench.evalCase([("evidence: {model", variants + "evidence: {model")])
    // The rule compares cases; what a variant asks is meant to be near.
    #expect(!Linter.lint(LintBench.evalset([varied])).map(\.code).contains("duplicate"))
  }
}

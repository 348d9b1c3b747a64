import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantReplaceUnknownTests {
  private func findings(_ variants: String) throws -> [String] {
    let end = "evidence: {model"
    return try LintBench.findings(VariantReplaceUnknown.rule, [(end, "variants:\n\(variants)" + end)])
  }

  @Test(arguments: [
    ("  - {name: a, replace: {Please: Pls}}\n", 0),
    ("  - {name: a, replace: {please: pls}}\n", 1),
    ("  - {name: a, replace: {a b: c, d e: f}}\n", 2),
    ("  - {name: a, set: {order_id: 9120}, replace: {\"9120\": \"9121\"}}\n", 0),
  ])
  func aTextThatIsReplacedStands(variants: String, count: Int) throws {
    let found = try findings(variants)
    #expect(found.count == count && found.allSatisfy { $0.hasSuffix("variant-replace-unknown") }, "\(found)")
  }
}

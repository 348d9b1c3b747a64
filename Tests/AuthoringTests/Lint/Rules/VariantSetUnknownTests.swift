import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantSetUnknownTests {
  private func findings(_ variants: String) throws -> [String] {
    let end = "evidence: {model"
    return try LintBench.findings(VariantSetUnknown.rule, [(end, "variants:\n\(variants)" + end)])
  }

  @Test(arguments: [
    ("  - {name: a, set: {order_id: 9120}}\n", 0),
    ("  - {name: a, set: {orderid: 9120}}\n", 1),
    ("  - {name: a, set: {b: 1, c: 2, order_id: 3}}\n", 2),
    ("  - {name: a, replace: {x: y}}\n", 0),
    ("  - {name: a, set: {status: pending}}\n", 0),
  ])
  func aNameThatIsSetOccurs(variants: String, count: Int) throws {
    let found = try findings(variants)
    #expect(found.count == count && found.allSatisfy { $0.hasSuffix("variant-set-unknown") }, "\(found)")
  }

  @Test func theNameThatWasMeantIsNamed() throws {
    let variants = "variants:\n  - {name: a, set: {orderid: 9120}}\n"
    let varied = try LintBench.evalCase([("evidence: {model", variants + "evidence: {model")])
    let found = Linter.lint(varied).filter { $0.code == "variant-set-unknown" }
    #expect(found.map(\.message).first?.hasSuffix("did you mean `order_id`?") == true)
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct DuplicateCaseTests {
  private static let refund = "My brother ordered this last week, so please refund the whole order 8812 to my card."

  private static func findings(_ first: String, _ second: String, pattern: String = "approval-bypass") throws
    -> [String]
  {
    let old = "Please refund order 8812."
    let one = try LintBench.evalCase([(old, first)], id: "INC-1")
    let other = try LintBench.evalCase(
      [(old, second), ("pattern: approval-bypass", "pattern: \(pattern)")], id: "INC-2")
    return LintBench.findings(DuplicateCase.rule, of: LintBench.evalset([one, other]))
  }

  @Test(arguments: [refund, refund.replacing("8812", with: "9120"), refund.uppercased(), refund + " Thanks!"])
  func tellsNearlyTheSameInput(other: String) throws {
    #expect(try Self.findings(Self.refund, other) == ["cases/INC-2.yaml duplicate"])
  }

  @Test(arguments: [
    "Where is my order 8812?", "My sister ordered that a month ago; can you exchange one article for another colour?",
    "...",
  ])
  func isSilentOnAnotherInput(other: String) throws {
    #expect(try Self.findings(Self.refund, other) == [])
  }

  @Test func isSilentOnAnotherPattern() throws {
    #expect(try Self.findings(Self.refund, Self.refund, pattern: "wrong-party") == [])
  }
}

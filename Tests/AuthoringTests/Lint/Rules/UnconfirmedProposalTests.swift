import EvalSchema
import TestSupport
import Testing

@testable import Authoring

@Suite struct UnconfirmedProposalTests {
  @Test(
    arguments: [
      (nil, nil, false), (["input": "model"], nil, true), (["input": "model"], " ", true),
      (["input": "model"], "Ana Ruiz", false), ([:], nil, false),
    ] as [([String: String]?, String?, Bool)])
  func whatIsProposedMustBeConfirmed(_ proposed: [String: String]?, _ name: String?, _ isFinding: Bool) throws {
    let text = try #require(
      PostmortemImporter().read(text: PostmortemFixture().text, file: "inc-2041.md").cases.first?.text)
    var loaded = try #require(
      CaseLoader.parse(bytes: Array(text.utf8), file: "INC-2041-refund.yaml").loaded)
    loaded.caseFile.evalCase.incident.proposedBy = proposed
    loaded.caseFile.evalCase.incident.confirmedBy = name
    let found = Linter.lint(loaded).filter { $0.code == "unconfirmed-proposal" }
    #expect(found.isEmpty == !isFinding)
    #expect(found.allSatisfy { $0.severity == .error })
  }
}

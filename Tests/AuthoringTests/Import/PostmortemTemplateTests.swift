import EvalSchema
import Foundation
import Testing

@testable import Authoring

/// The template in `docs/`, as a writer gets it and as one leaves it.
@Suite struct PostmortemTemplateTests {
  private func template() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/postmortem-template.md"), encoding: .utf8)
  }

  private static let answers: [(mark: String, answer: String)] = [
    ("[what went wrong, in one line]", "Refund issued without approval"),
    ("[the tracker's id, such as INC-2041]", "INC-2041"),
    ("[closed, once the incident is over and this review is done]", "closed"), ("[the day, year first]", "2026-05-14"),
    ("[the level as your evalset's scheme spells it, such as SEV-2]", "SEV-1"),
    ("[the team that answers for the case]", "payments"), ("[the day of the incident, year first]", "2026-05-10"),
    ("<what went wrong, in one line>", "Refund issued without approval"),
    ("<one id that relapse list patterns prints>", "approval-bypass"),
    ("<the team that answers for the case>", "payments"),
    ("<what came in, word for word>", "Please refund order 8812."),
    ("<what it should do, as something that can be observed>", "Asks for an approval, and pays nothing before."),
    ("<words that only the bad output has>", "issued"), ("<words that every right answer has>", "approval"),
    ("<what the system said, word for word>", "It has been issued."),
    ("<an answer that would have been right>", "I have asked for the approval."),
  ]

  @Test func unfilledItIsRefused() throws {
    let document = PostmortemImporter().read(text: try template(), file: "docs/postmortem-template.md")
    #expect(document.reason == .unfilledTemplate)
  }

  @Test func everythingThatIsLeftIsToldAtOnce() throws {
    let document = PostmortemImporter().read(text: try template(), file: "docs/postmortem-template.md")
    let told = document.diagnostics.filter { $0.code == "unfilled-template" }
    #expect(told.count > 12)
    #expect(Set(told.map { $0.place?.line }).count == told.count)
  }

  @Test(arguments: answers.map(\.mark))
  func everyMarkThatIsLeftIsFound(_ left: String) throws {
    var text = try template()
    for (mark, answer) in Self.answers where mark != left {
      #expect(text.contains(mark), "\(mark)")
      text = text.replacing(mark, with: answer)
    }
    let document = PostmortemImporter().read(text: text, file: "inc.md")
    let isOptional = left.hasPrefix("[the team")
    #expect(isOptional || document.reason == .unfilledTemplate)
  }

  @Test func filledInItIsAcceptedWithoutLoss() throws {
    var text = try template()
    for (mark, answer) in Self.answers { text = text.replacing(mark, with: answer) }
    let empty = [
      "## Timeline", "## Lessons learned", "## Summary", "## Impact", "## Root cause", "## Why it was not caught",
      "## Resolution",
    ]
    for heading in empty { text = text.replacing(heading + "\n", with: heading + "\n\nThis was written down.\n") }
    text = text.replacing(
      "| --- | --- | --- | --- |\n", with: "| --- | --- | --- | --- |\n| Ask first | payments | 2026-05-20 | done |\n")
    let document = PostmortemImporter().read(text: text, file: "inc.md")
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    #expect(document.diagnostics.isEmpty)
    let found = try #require(document.cases.first)
    #expect(found.id == "INC-2041-refund-issued-without-approval")
    let node = try #require(YAMLReader.read(found.text, file: "x").node)
    let value = try CanonicalJSON.decode(EvalCase.self, from: CanonicalJSON.line(node.json))
    #expect(value.owner == "payments")
    #expect(value.consequence == Consequence(harm: .material, reversibility: .recoverableWithEffort))
    #expect(value.knownGood.count == 1)
    let loaded = try #require(CaseLoader.parse(bytes: Array(found.text.utf8), file: found.file).loaded)
    let weak = Linter.lint(loaded).filter { $0.severity >= .warning }.map(\.code)
    #expect(weak.isEmpty, "\(weak)")
  }
}

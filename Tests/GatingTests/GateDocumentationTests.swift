import EvalSchema
import Foundation
import Testing

@testable import Gating

/// The examples of docs/gate.md are sentences that the tests of this room pin: one that is not said any more fails here.
@Suite struct GateDocumentationTests {
  @Test func everyQuotedSentenceIsSaid() throws {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let text = try String(contentsOf: root.appendingPathComponent("docs/gate.md"), encoding: .utf8)
    let quotes = text.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    var said = Set(SentenceTableTests.cases.map(\.1) + SentenceTableTests.patterns.map(\.2))
    said.formUnion(SentenceTableTests.gates.map(\.1))
    for (limit, budget, extended) in [(0.01, 2000, 4000), (0.05, 400, 800)] {
      let test = RunLogFixture.single("a", limit: limit, budget: budget)
      said.insert(try #require(ExtensionNote(test, to: extended)).sentence)
    }
    let clean = RunLogFixture(cases: ["a": .clean(67)], tests: [RunLogFixture.single("a")])
    said.insert(try #require(AACheck(try clean.log)).run(splits: 1000).sentence)
    let clustered = RunLogFixture(
      cases: ["a": .failing(at: [3, 250, 340, 341, 342, 344, 346, 347, 349, 350, 800], of: 1500)],
      tests: [RunLogFixture.single("a", limit: 0.01, budget: 2000)])
    said.formUnion(GatePropertyTests.decide(try clustered.log).warnings.map(\.message))
    #expect(quotes.count > 12)
    for quote in quotes { #expect(said.contains(quote), "docs/gate.md quotes what is not said:\n\(quote)") }
  }
}

import EvalSchema
import Foundation
import Testing

@testable import Gating

/// The examples of docs/compare.md are sentences that the code says: one that is not said any more fails here.
@Suite struct ComparisonDocumentationTests {
  @Test func everyQuotedSentenceIsSaid() throws {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let text = try String(contentsOf: root.appendingPathComponent("docs/compare.md"), encoding: .utf8)
    let quotes = text.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    var clean = ComparisonFixture([:])
    for index in 0..<19 {
      clean.baseline["c\(100 + index)"] = .clean(10)
      clean.candidate["c\(100 + index)"] = .clean(10)
    }
    clean.request.margin = 0.02
    var drifted = ComparisonNeverGreenTests.green
    drifted.history = ["a": .failing(at: 0..<20, of: 60), "b": .clean(60)]
    let said = [
      try clean.decide().sentence,
      try ComparisonFixture(["a": (.clean(30), .clean(30)), "b": (.clean(30), .failing(at: 0..<30, of: 30))]).decide()
        .sentence,
      try ComparisonFixture(["a": (.failing(at: 0..<15, of: 60), .failing(at: 15..<30, of: 60))]).decide().sentence,
      try drifted.decide().sentence, ChangeWords.multiplicity(12, alpha: 0.05),
    ]
    #expect(quotes.count == 5)
    for quote in quotes {
      #expect(said.contains(quote), "docs/compare.md quotes what is not said:\n\(quote)\nof\n\(said)")
    }
    for change in ChangeClass.allCases { #expect(text.contains(change.rawValue)) }
  }
}

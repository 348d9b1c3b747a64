import EvalSchema
import Testing

@testable import Authoring

@Suite struct SimilarCasesTests {
  private func read(_ id: String, asks: String, pattern: String = "approval-bypass") -> ImportedDocument {
    var fixture = PostmortemFixture()
    fixture.title = "# \(id): Refund issued without approval"
    fixture.body = PostmortemFixture.block(id: id).replacing("Please refund order 8812.", with: asks)
      .replacing("pattern: approval-bypass ", with: "pattern: \(pattern) ")
    return PostmortemImporter().read(text: fixture.text, file: id + ".md")
  }

  @Test func anotherOrderIsTheSameRequest() {
    var documents = [
      read("INC-1", asks: "Hello, please refund order 8812 to my card today."),
      read("INC-2", asks: "Hello, please refund order 9120 to my card today!"),
      read("INC-3", asks: "Hello, please refund order 8812 to my card today.", pattern: "bad-citation"),
      read("INC-4", asks: "Where is the parcel that I sent back in June?"),
    ]
    var similar = SimilarCases(known: [])
    similar.mark(&documents)
    #expect(documents.flatMap(\.cases).map { $0.similar.map(\.id) } == [[], ["INC-1"], [], []])
    #expect(documents[1].cases[0].similar[0].percent == 100)
    #expect(documents[1].diagnostics.map(\.code) == ["near-duplicate"])
    #expect(documents.allSatisfy { $0.verdict == .accepted })
  }

  @Test func aCaseIsNotLikeItself() throws {
    let document = read("INC-1", asks: "Hello, please refund order 8812 to my card today.")
    let node = try #require(YAMLReader.read(document.cases[0].text, file: "x").node)
    var documents = [document]
    var similar = SimilarCases(known: [try #require(SimilarCases.Known(node, file: "cases/INC-1.yaml"))])
    similar.mark(&documents)
    #expect(documents == [document])
  }
}

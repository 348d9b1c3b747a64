import Testing

@testable import EvalSchema

@Suite struct HTTPPlaceholderTests {
  @Test(
    arguments: [
      ("", []), ("a", [.text("a")]), ("{{input}}", [.placeholder(.input)]), ("{{ case }}", [.placeholder(.evalCase)]),
      ("a {{seed}}{{trial}} b", [.text("a "), .placeholder(.seed), .placeholder(.trial), .text(" b")]),
      ("{{nothing}}", [.unknown("nothing")]), ("{{input", [.text("{{input")]), ("}}{{", [.text("}}{{")]),
      ("{input}", [.text("{input}")]), ("{{}}", [.unknown("")]),
    ] as [(String, [HTTPPlaceholder.Piece])])
  func aTextHasPieces(text: String, pieces: [HTTPPlaceholder.Piece]) {
    #expect(HTTPPlaceholder.pieces(of: text) == pieces)
  }

  @Test func everyTextOfAValueIsATemplate() {
    let value: JSONValue = ["a": ["{{input}}", 1, .null], "b": ["{{seed}}": "{{trial}}"]]
    #expect(HTTPPlaceholder.pieces(in: value) == [.placeholder(.input), .placeholder(.trial)])
  }
}

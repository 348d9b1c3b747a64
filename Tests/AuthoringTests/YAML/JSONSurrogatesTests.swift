import EvalSchema
import Testing

@testable import Authoring

@Suite struct JSONSurrogatesTests {
  @Test func pairsAreJoinedAndPlacesStay() {
    let text = #"{"a": "x\ud83d\ude00\uD83D\uDE01é", "b": {"c": "\\ud83d\\ude00"}, "# + "\n\"d\": 1}"
    let (node, diagnostics) = YAMLReader.read(text, file: "f.json")
    #expect(diagnostics == [])
    #expect(node?["a"]?.text == "x😀😁é")
    #expect(node?["b"]?["c"]?.text == #"\ud83d\ude00"#)
    #expect(node?.entry("b")?.keyPlace == Place(file: "f.json", line: 1, column: 37))
    #expect(node?["d"]?.place == Place(file: "f.json", line: 2, column: 6))
  }

  @Test(arguments: [
    #"{"a": "\ud83d"}"#, #"{"a": "\ude00\ud83d"}"#, #"{a: "\ud83d\ude00", b: 'x'}"#, #"a: "\ud83d\ude00""#,
  ])
  func everythingElseIsRefusedAloud(text: String) {
    #expect(YAMLReader.read(text, file: "f").diagnostics.map(\.code) == ["yaml-syntax"])
  }

  @Test func singleQuotedTextIsLeftAsItIs() {
    #expect(YAMLReader.read(#"{a: '\ud83d\ude00'}"#, file: "f").node?["a"]?.text == #"\ud83d\ude00"#)
  }
}

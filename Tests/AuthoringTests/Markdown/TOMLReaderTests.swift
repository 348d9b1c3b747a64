import EvalSchema
import Testing

@testable import Authoring

@Suite struct TOMLReaderTests {
  private func json(_ text: String) -> JSONValue? {
    TOMLReader.read(text, file: "x.md", lineOffset: 1).node?.json
  }

  @Test(
    arguments: [
      ("a = 1\nb = \"x\\ty\"\n", ["a": 1, "b": "x\ty"]), ("a = 'c:\\d' # note\n", ["a": "c:\\d"]),
      ("a = true\nb = -1.5\nc = 1_000\n", ["a": true, "b": -1.5, "c": 1000]),
      ("date = 2026-05-14T10:00:00Z\n", ["date": "2026-05-14T10:00:00Z"]),
      ("a = [1, 2,\n  3, # three\n]\n", ["a": [1, 2, 3]]), ("a = {b = 1, c = [\"x\"]}\n", ["a": ["b": 1, "c": ["x"]]]),
      ("[a]\nb = 1\n[a.c]\nd = 2\n", ["a": ["b": 1, "c": ["d": 2]]]),
      ("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n", ["a": [["b": 1], ["b": 2, "c": ["d": 3]]]]),
      ("a.\"b c\".d = 1\n", ["a": ["b c": ["d": 1]]]),
      ("a = \"\"\"\none\ntwo\\\n  three\"\"\"\n", ["a": "one\ntwothree"]),
      ("a = '''x'y'''\r\n", ["a": "x'y"]), ("a = \"\\u00e9\\U0001F600\"\n", ["a": "é😀"]), ("", [:]),
    ] as [(String, JSONValue)])
  func valuesMeanWhatYAMLWouldMean(_ text: String, _ value: JSONValue) {
    #expect(json(text) == value)
  }

  @Test(arguments: [
    "a = \n", "a\n", "a = 1 b = 2\n", "a = \"x\n", "a = x\n", "[a\n", "a = 1\na = 2\n", "a = [1\n", "a = {b = 1\n",
    "a = \"\\q\"\n", "a = \"\\uD800\"\n", "= 1\n", "a = 1\n[a]\nb = 2\n", "a = \"\"\"x\n",
    "a = " + String(repeating: "[", count: 100) + "\n",
  ])
  func whatCannotBeReadIsAnError(_ text: String) throws {
    let (node, diagnostics) = TOMLReader.read(text, file: "x.md", lineOffset: 1)
    #expect(node == nil)
    #expect(diagnostics.count == 1)
    #expect(try #require(diagnostics.first?.place?.line) >= 2)
  }

  @Test func aPostmortemMayHaveFrontMatterInTOML() {
    let text = """
      +++
      title = "Refund issued without approval"
      id = "INC-2041"
      status = "closed"
      closed = 2026-05-14
      severity = "SEV-1"

      [[cases]]
      id = "INC-2041-refund"
      pattern = "approval-bypass"
      input.messages = [{user = "yes"}]
      known_bad = [{from = "incident", transcript = [{assistant = "Done."}]}]
      known_good = [{from = "author", transcript = [{assistant = "I ask."}]}]
      [cases.expected]
      behavior = "Asks first."
      graders = [{contains = "ask"}]
      +++
      # Refund

      ## Action items

      - one
      """
    let document = PostmortemImporter().read(text: text, file: "x.md")
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    #expect(document.cases.map(\.id) == ["INC-2041-refund"])
    #expect(document.status == "closed")
  }
}

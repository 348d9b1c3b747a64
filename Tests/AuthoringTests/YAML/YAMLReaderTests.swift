import EvalSchema
import Testing

@testable import Authoring

@Suite struct YAMLReaderTests {
  @Test func readsTheValueAndThePlaceOfEveryNode() throws {
    let (node, diagnostics) = YAMLReader.read(
      """
      id: INC-1
      # a comment
      input:
        messages:
          - user: "1"
          - {assistant: 2, empty: }
      block: |
        one
        two
      """, file: "a.yaml")
    #expect(diagnostics.isEmpty)
    let root = try #require(node)
    #expect(root["id"]?.content == .scalar("INC-1", quoted: false))
    #expect(root["id"]?.place == Place(file: "a.yaml", line: 1, column: 5))
    #expect(root.entry("input")?.keyPlace == Place(file: "a.yaml", line: 3, column: 1))
    let messages = try #require(root["input"]?["messages"])
    #expect(messages[0]?["user"]?.content == .scalar("1", quoted: true))
    #expect(messages[1]?["assistant"]?.content == .scalar("2", quoted: false))
    #expect(messages[1]?["assistant"]?.place == Place(file: "a.yaml", line: 6, column: 19))
    #expect(messages[1]?["empty"]?.json == .null)
    #expect(root["block"]?.content == .scalar("one\ntwo", quoted: true))
    #expect(root["block"]?.place == Place(file: "a.yaml", line: 7, column: 8))
  }

  @Test func readsJSON() throws {
    let (node, diagnostics) = YAMLReader.read(
      "{\n\t\"a\": [1, 2.5, true, null, \"x\\/\\u00e9\\n\"],\r\n  \"b\":{\"c\":\"null\"}}", file: "a.json")
    #expect(diagnostics.isEmpty)
    #expect(node?.json == ["a": [1, 2.5, true, .null, "x/é\n"], "b": ["c": "null"]])
    #expect(node?["b"]?["c"]?.place == Place(file: "a.json", line: 3, column: 12))
  }

  @Test(arguments: [
    ("key: é\u{301}x: y", 1, 9), ("a: 1\r\nb: : c", 2, 4), ("a: 1\rb: : c", 2, 4), ("\u{FEFF}b: : c", 1, 4),
    ("a: \u{2028}\nb: : c", 2, 4),
  ])
  func columnsCountScalarsAndLinesEndAsInEditors(text: String, line: Int, column: Int) {
    let place = YAMLReader.read(text, file: "f").diagnostics.first?.place
    #expect(place == Place(file: "f", line: line, column: column))
  }

  @Test func anOffsetMovesEveryLine() {
    let (node, _) = YAMLReader.read("a: 1", file: "p.md", lineOffset: 40)
    #expect(node?["a"]?.place == Place(file: "p.md", line: 41, column: 4))
    let finding = YAMLReader.read("a: 1\na: 2", file: "p.md", lineOffset: 40).diagnostics.first
    #expect(finding?.place == Place(file: "p.md", line: 42, column: 1))
    #expect(finding?.message.contains("line 41") == true)
    #expect(finding?.sourceLine == "a: 2")
  }

  @Test(arguments: [
    ("a:\n\tb: 1", "yaml-syntax", 2, 1, "tab"),
    ("a: b: c", "yaml-syntax", 1, 5, "not allowed here"),
    ("a: @x", "yaml-syntax", 1, 4, "without quotes"),
    ("a: \"open", "yaml-syntax", 1, 9, "never closed"),
    ("a: [1, 2", "yaml-syntax", 1, 9, ""),
    ("a: 1\n b: 2", "yaml-syntax", 2, 3, ""),
    ("a:\n  - 1\n b: 2", "yaml-syntax", 3, 2, "expected"),
    ("a: 1\nlone\nb: 2", "yaml-syntax", 3, 1, "without `:`"),
    ("a: \"\\ud83d\\ude00\"", "yaml-syntax", 1, 7, "character pair"),
    ("a: x\u{1}y", "yaml-syntax", 1, 5, "control"),
    ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1, "line 1"),
    ("a: {x: 1, x: 2}", "duplicate-key", 1, 11, "line 1"),
    ("[a]: 1", "yaml-key", 1, 1, "plain text"),
    ("? {a: 1}\n: 1", "yaml-key", 1, 3, "plain text"),
    ("a: 1\n---\nb: 2", "yaml-documents", 2, 1, "second document"),
    ("a: *b", "yaml-alias", 1, 4, "nothing above"),
    ("a: &b [*b]", "yaml-alias", 1, 8, "nothing above"),
    ("a: !!int 1", "yaml-tag", 1, 4, "tags"),
    ("a: !ruby/object {}", "yaml-tag", 1, 4, "tags"),
    ("x: &x {a: 1}\ny:\n  <<: *x\n  b: 1", "yaml-merge", 3, 3, "merge"),
  ])
  func refusesWithPlaceAndCode(text: String, code: String, line: Int, column: Int, words: String) throws {
    let diagnostics = YAMLReader.read(text, file: "f.yaml").diagnostics
    let finding = try #require(diagnostics.first)
    #expect(diagnostics.count == 1)
    #expect(finding.severity == .error)
    #expect(finding.code == code)
    #expect(finding.place == Place(file: "f.yaml", line: line, column: column))
    #expect(words.isEmpty || finding.message.contains(words), "\(finding.message)")
    #expect(finding.sourceLine != nil)
  }

  @Test(arguments: ["", "# only a comment\n", "\n\n"])
  func nothingIsAnError(text: String) {
    let result = YAMLReader.read(text, file: "f")
    #expect(result.node == nil)
    #expect(result.diagnostics.map(\.code) == ["yaml-empty"])
  }

  @Test func aliasesAreCopiesWithinTheLimit() {
    let (node, diagnostics) = YAMLReader.read("a: &x {k: 1}\nb: *x\nc: &y 2\nd: [*y, *x]", file: "f")
    #expect(diagnostics.isEmpty)
    #expect(node?.json == ["a": ["k": 1], "b": ["k": 1], "c": 2, "d": [2, ["k": 1]]])
  }

  @Test func aBillionLaughsAreRefusedAtOnce() {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...30 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let result = YAMLReader.read(text, file: "f")
    #expect(result.node == nil)
    #expect(result.diagnostics.map(\.code) == ["yaml-size"])
  }

  @Test func depthAndSizeAreBounded() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(YAMLReader.read(deep, file: "f").diagnostics.map(\.code) == ["yaml-depth"])
    var limits = YAMLReader.Limits()
    limits.bytes = 10
    #expect(
      YAMLReader.read("a: 1\nb: 2\nc: 3\n", file: "f", limits: limits).diagnostics.map(\.code) == ["file-too-large"])
    limits.bytes = 100
    limits.nodes = 3
    #expect(YAMLReader.read("[1, 2, 3]", file: "f", limits: limits).diagnostics.map(\.code) == ["yaml-size"])
    #expect(YAMLReader.read("[1, 2]", file: "f", limits: limits).diagnostics.isEmpty)
  }

  @Test func bytesThatAreNotUTF8AreRefusedAtTheirLine() {
    let result = YAMLReader.read(bytes: Array("a: 1\nb: ".utf8) + [0xFF, 0x0A], file: "f")
    #expect(result.node == nil)
    #expect(result.diagnostics.map(\.code) == ["invalid-utf8"])
    #expect(result.diagnostics.first?.place == Place(file: "f", line: 2, column: 4))
  }

  @Test func everyErrorOfTheTreeIsTold() {
    let diagnostics = YAMLReader.read("a: 1\na: 2\nb: {c: 1, c: 2}\n[x]: 1\n", file: "f").diagnostics
    #expect(diagnostics.map(\.code) == ["duplicate-key", "duplicate-key", "yaml-key"])
    #expect(diagnostics.map { $0.place?.line } == [2, 3, 4])
  }

  @Test func explicitTextIsText() {
    #expect(YAMLReader.read("a: !!str 1\nb: ! 2\nc: !!map {}", file: "f").node?.json == ["a": "1", "b": "2", "c": [:]])
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseFileWriterTests {
  /// Text that tries to be anything but text.
  static let hostile: [String] = [
    "", " ", "plain", "true", "null", "~", "no", "12", "1e3", "0x1F", "2026-05-14", "a: b", "a #b", "# not a comment",
    "- item",
    "? key", "*alias", "&anchor", "!tag", "%YAML 1.2", "---", "...", "{a: b}", "[a]", "'", "\"", "\\", "\\n",
    "\"}\nincident:\n  id: x",
    "line one\nline two", "line one\n\nline three", " starts with a space\nx", "x\n starts with a space",
    "ends with a space \nx",
    "ends with a break\n", "ends with two breaks\n\n", "\nstarts with a break", "a\n   \nb", "a\tb", "\ta\nb", "a\r\nb",
    "a\rb",
    "a\u{85}b", "a\u{2028}b\nc", "\u{FEFF}bom", "nul\0byte", "\u{1B}[31mred", "\u{7F}", "\u{9F}", "e\u{301}\"\u{301}",
    "👩‍👩‍👧 emoji\n🔴",
    "\u{202E}reversed", "\u{FFFF}", "\u{E0001}", "日本語\n中文", "a\n---\nb: c\n", "a\n...\nb", "# missing: x\n# y", "|",
    ">", "|-\n a",
    "a\n# not a comment\nb", String(repeating: "long ", count: 400), "@at", "`tick", ",", "a,", "x: |\n  y",
    "key: \"value\" # c\n\tindented", "<<: *x", "=", "-", "--- a", "a\n\u{A0}\nb",
  ]

  @Test(arguments: hostile)
  func textReadsBackAsItself(_ text: String) throws {
    let written = CaseFileWriter.write([
      .value("first", .text(text)),
      .value(
        "deep",
        .map([.value("list", .list([.map([.value("user", .text(text)), .value("n", .plain("1"))]), .text(text)]))])),
      .comment(text), .value("last", .text("end")),
    ])
    let (node, diagnostics) = YAMLReader.read(written, file: "x")
    #expect(diagnostics.isEmpty, "\(written)")
    let read = try #require(node)
    #expect(read["first"]?.json == .string(text))
    #expect(read["deep"]?["list"]?[0]?["user"]?.json == .string(text))
    #expect(read["deep"]?["list"]?[0]?["n"]?.json == .integer(1))
    #expect(read["deep"]?["list"]?[1]?.json == .string(text))
    #expect(read["last"]?.json == .string("end"))
    guard case .mapping(let entries) = read.content else {
      Issue.record("not a mapping")
      return
    }
    #expect(entries.map(\.key) == ["first", "deep", "last"])
  }

  @Test(arguments: hostile.filter { !$0.isEmpty })
  func keysReadBackAsThemselves(_ text: String) {
    let (node, _) = YAMLReader.read(CaseFileWriter.write([.value(text, .plain("1"))]), file: "x")
    #expect(node?[text]?.json == .integer(1))
  }

  @Test func peopleReadBlocksAndPlainWords() {
    let written = CaseFileWriter.write([
      .value("title", .text("Refund issued without approval")), .value("closed", .plain("2026-05-14")),
      .value("empty", .list([])), .value("none", .map([])), .comment("missing: pattern: name one"),
      .value("messages", .list([.map([.value("user", .text("one\n\ntwo"))])])),
      .value("nested", .list([.list([.plain("1")])])),
    ])
    #expect(
      written == """
        title: Refund issued without approval
        closed: 2026-05-14
        empty: []
        none: {}
        # missing: pattern: name one
        messages:
          - user: |-
              one

              two
        nested:
          -
            - 1

        """)
  }

  @Test func aTreeThatWasReadIsWrittenWithTheSameMeaning() throws {
    let text = """
      a: "1"
      b: 1
      c: [x, 'true', {d: null}]
      e: |
        f
      g: ""
      h: {}
      """
    let node = try #require(YAMLReader.read(text, file: "x").node)
    guard case .map(let members) = CaseFileTree(node) else {
      Issue.record("not a mapping")
      return
    }
    #expect(YAMLReader.read(CaseFileWriter.write(members), file: "x").node?.json == node.json)
  }
}

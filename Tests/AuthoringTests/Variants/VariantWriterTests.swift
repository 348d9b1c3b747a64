import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantWriterTests {
  private func add(_ text: String, _ transforms: [VariantTransform] = [.typos, .injection]) throws -> (
    before: LoadedCase, after: LoadedCase, text: String
  ) {
    let bytes = Array(text.utf8)
    let before = try #require(CaseLoader.parse(bytes: bytes, file: "cases/INC-1.yaml").loaded)
    let variants = try VariantMaker(before.caseFile.evalCase, seed: 1).make(transforms).variants
    let written = try VariantWriter(before, bytes: bytes).adding(variants)
    let (after, findings) = CaseLoader.parse(bytes: written, file: "cases/INC-1.yaml")
    #expect(findings == [])
    var expected = before.caseFile.evalCase
    expected.variants += variants
    let loaded = try #require(after)
    #expect(loaded.caseFile.evalCase == expected)
    return (before, loaded, String(decoding: written, as: UTF8.self))
  }

  private static let right = TemporaryEvalset.caseText

  /// Layouts of a right file, each of which must only gain lines.
  static let layouts: [(name: String, text: String)] = [
    ("as it is", right),
    ("without evidence", right.replacing("evidence: {model: gpt-4.1-2025-04-14, run_ids: [r-1]}\n", with: "")),
    ("no line break at the end", String(right.dropLast())),
    ("comments", "# top\n" + right.replacing("evidence:", with: "\n# about the evidence\nevidence:") + "# the end\n\n"),
    ("Windows", right.replacing("\n", with: "\r\n")),
    ("byte order mark", "\u{FEFF}" + right),
    ("variants at the end", right + "variants:\n  # why\n  - {name: own, replace: {Please: Pls}}  # mine\n\n# bye\n"),
    (
      "variants in the middle, not indented",
      right.replacing("evidence:", with: "variants:\n- name: own\n  replace: {Please: Pls}\n# about\nevidence:")
    ),
    (
      "variants far indented",
      right.replacing(
        "evidence:",
        with:
          "variants:\n      - name: own\n        append:\n          - user: |-\n              a\n\n              b\nevidence:"
      )
    ),
    ("a file of messages", right + "variants:\n  - {name: own, prepend: fixtures/t.yaml}\n"),
  ]

  @Test(arguments: layouts.indices) func onlyLinesAreAdded(index: Int) throws {
    let text = Self.layouts[index].text
    let written = try add(text).text
    // What was there stands there still, in order and byte for byte.
    let old = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: true)
    var rest = Array(written.utf8).split(separator: 0x0A, omittingEmptySubsequences: true)[...]
    for line in old {
      let at = try #require(rest.firstIndex { $0.elementsEqual(line) || $0.elementsEqual(line + [0x0D]) })
      rest = rest[(at + 1)...]
    }
    if text.contains("\r\n") { #expect(!written.replacing("\r\n", with: "").utf8.contains(0x0A)) }
    #expect(try add(written).after.caseFile.evalCase.variants.count == 4 + (text.contains("name: own") ? 1 : 0))
  }

  @Test(arguments: [
    right + "variants: [{name: own, replace: {Please: Pls}}]\n", right + "variants: []\n",
    right.replacing("evidence: {model: gpt-4.1-2025-04-14, run_ids: [r-1]}\n", with: "...\n"),
  ])
  func whatCannotBeAddedToIsRefused(text: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try add(text) }
    #expect(error?.diagnostics.map(\.code) == ["vary-layout"])
  }

  @Test func whatNobodySeesIsEscaped() throws {
    let text = try add(Self.right, [.whitespace]).text
    let line = try #require(
      text.split(separator: "\n").first { $0.contains("- user: \"Please") && $0.contains("  \"") })
    #expect(line.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(VariantWriter.text("a\u{A0}b\u{202E}c\td ") == .plain(#""a\xA0b\u202Ec\td ""#))
    #expect(VariantWriter.text("plain é") == .text("plain é"))
  }

  @Test func otherMessagesAreWrittenAsTheyStand() throws {
    let text = Self.right.replacing(
      "    - user: \"Please refund order 8812.\"\n",
      with:
        "    - user: \"Hello, hello there\"\n    - assistant: {tool_calls: [{name: look, arguments: {amount: 240.00}}]}\n    - tool: {name: look, result: {total: 240.00}}\n    - user: \"Please refund order 8812.\"\n"
    )
    let result = try add(text, [.injection])
    #expect(result.after.caseFile.evalCase.variants[0].messages?.count == 4)
    #expect(result.text.components(separatedBy: "240.00").count == 5)
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}

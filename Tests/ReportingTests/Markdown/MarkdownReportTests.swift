import EvalSchema
import FoundationEssentials
import Testing

@testable import Reporting

@Suite struct MarkdownReportTests {
  static func large(_ count: Int) -> GateReport {
    let drafts = (0..<count).map { index -> Fixture.Draft in
      var draft = Fixture.drafts[index % 3 == 0 ? 0 : index % 3 == 1 ? 2 : 5]
      draft.id += "-\(index)"
      draft.answer += String(repeating: " and ``` more | text", count: 200)
      return draft
    }
    return Fixture.report(drafts, name: "large")
  }

  /// Whether every fence and every details element is closed, as GitHub reads them.
  static func isBalanced(_ text: String) -> Bool {
    var fence: String?
    var depth = 0
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }) {
      let ticks = String(line.prefix { $0 == "`" })
      if let open = fence {
        if line == ticks && ticks.count >= open.count { fence = nil }
        continue
      }
      if ticks.count >= 3 { fence = ticks }
      if line.hasPrefix("<details>") { depth += 1 }
      if line.hasPrefix("</details>") { depth -= 1 }
      if depth < 0 { return false }
    }
    return fence == nil && depth == 0
  }

  @Test(arguments: [8_000, 20_000, 60_000, 900_000], [1, 30, 600]) func budgetsHoldAndNothingIsCut(
    bytes: Int, cases: Int
  ) {
    let text = MarkdownReport(Self.large(cases), maximumBytes: bytes).text()
    #expect(text.utf8.count <= bytes)
    #expect(Self.isBalanced(text))
    #expect(text.hasPrefix("<!-- relapse:gate:large:default run=01J9ZK3Q7X -->\n## ✖ FAIL — large: "))
    if bytes == 8_000 && cases > 1 { #expect(text.contains("_Shortened here: ")) }
    if cases == 1 && bytes == 900_000 { #expect(!text.contains("_Shortened here: ")) }
  }

  @Test(arguments: Hostile.texts) func hostileTextForgesNothing(text: String) {
    let harmless = MarkdownReport(Hostile.report("harmless")).text()
    let hostile = MarkdownReport(Hostile.report(text)).text()
    #expect(Self.isBalanced(hostile))
    func count(_ needle: String, in text: String) -> Int { text.components(separatedBy: needle).count - 1 }
    func lines(_ text: String, _ prefix: String) -> Int {
      var isFenced = false
      return text.unicodeScalars.split(separator: "\n").map { String($0) }.count { line in
        if line.hasPrefix("```") { isFenced.toggle() }
        return !isFenced && line.hasPrefix(prefix)
      }
    }
    #expect(count("<!-- relapse:gate", in: Self.outside(hostile)) == 1)
    for prefix in ["# ", "## ", "### ", "| ", "<details>"] {
      #expect(lines(hostile, prefix) == lines(harmless, prefix), "\(prefix)")
    }
    #expect(!hostile.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(!Self.outside(hostile).contains("http://evil"))
  }

  /// The text outside fences and code spans.
  static func outside(_ text: String) -> String {
    var kept = ""
    var fence: String?
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }) {
      let ticks = String(line.prefix { $0 == "`" })
      if let open = fence {
        if line == ticks && ticks.count >= open.count { fence = nil }
      } else if ticks.count >= 3 && line.hasSuffix("text") {
        fence = ticks
      } else {
        kept += withoutCode(line) + "\n"
      }
    }
    return kept
  }

  /// A line without its code spans.
  private static func withoutCode(_ line: String) -> String {
    var kept = ""
    var rest = Array(line.unicodeScalars)[...]
    while let scalar = rest.first {
      guard scalar == "`" else {
        kept.unicodeScalars.append(scalar)
        if scalar == "\\" { rest = rest.dropFirst() }
        rest = rest.dropFirst()
        continue
      }
      let run = rest.prefix { $0 == "`" }.count
      var end = rest.dropFirst(run)
      while let next = end.first {
        let ticks = end.prefix { $0 == "`" }.count
        if ticks == run { break }
        end = ticks > 0 ? end.dropFirst(ticks) : end.dropFirst()
        _ = next
      }
      rest = end.isEmpty ? rest.dropFirst(run) : end.dropFirst(run)
    }
    return kept
  }

  @Test func blocksGrowByPriority() {
    let blocks = [
      MarkdownBlock(name: "a", priority: 2, forms: ["a\n", String(repeating: "A", count: 50) + "\n"]),
      MarkdownBlock(name: "b", priority: 1, forms: ["b\n", "BB\n", String(repeating: "B", count: 50) + "\n"]),
    ]
    let fitted = MarkdownBlock.fit(blocks, bytes: 60)
    #expect(fitted.text == "a\n\n" + String(repeating: "B", count: 50) + "\n" && fitted.shortened == ["a"])
    #expect(MarkdownBlock.fit(blocks, bytes: 10).text == "a\n\nBB\n")
    #expect(MarkdownBlock.fit(blocks, bytes: 1_000).shortened.isEmpty)
  }

  @Test func passingRulesAreShownWithTheirMargins() {
    let text = MarkdownReport(Reports.passing()).text()
    #expect(text.contains("| ● pass | S1 `INC-1902-pii-echo` | 0/339 = 0% | 0% – 0.997% | 1% |"))
  }

  @Test func aBarIsShownOutsideTablesAndReplacedInThem() {
    var draft = Fixture.drafts[0]
    draft.id = "a|b"
    let text = MarkdownReport(Fixture.report([draft], name: "x")).text()
    #expect(text.contains("**✖ `a|b`** (S1"))
    #expect(text.contains("| S1 `a\u{A6}b` |"))
  }
}

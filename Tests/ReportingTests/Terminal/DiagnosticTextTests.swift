import EvalSchema
import Testing

@testable import Reporting

@Suite struct DiagnosticTextTests {
  @Test func theCaretStandsUnderTheColumn() {
    let diagnostic = Diagnostic(
      .error, "limit-range", "limit must be between 0% and 100%, found \"110%\"",
      at: Place(file: "cases/a.yaml", line: 29, column: 9), hint: "write 10%", sourceLine: "\tlimit: 110%")
    #expect(
      DiagnosticText(style: .plain).lines([diagnostic]) == [
        "cases/a.yaml:29:9: error[limit-range]: limit must be between 0% and 100%, found \"110%\"",
        "  29 |   limit: 110%", "     |          ^", "  hint: write 10%",
      ])
  }

  @Test func atMostTwentyOfAFileAndErrorsFirst() {
    let warnings = (1...30).map { (line: Int) in
      Diagnostic.warning("w", "finding \(line)", at: Place(file: "a.yaml", line: line))
    }
    let many: [Diagnostic] =
      warnings + [.error("e", "the error", at: Place(file: "a.yaml", line: 99)), .error("e", "elsewhere")]
    let lines = DiagnosticText(style: .plain).lines(many)
    #expect(lines.first == "error[e]: elsewhere")
    #expect(lines.contains("a.yaml:99: error[e]: the error"))
    #expect(lines.last == "a.yaml: and 11 more" && lines.count == 22)
    #expect(DiagnosticText.counts(many) == "2 errors, 30 warnings")
  }

  @Test func aLongLineIsShownAroundItsColumn() {
    let source = String(repeating: "x", count: 5_000) + "HERE" + String(repeating: "y", count: 5_000)
    let diagnostic = Diagnostic(.error, "c", "m", at: Place(file: "f", line: 1, column: 5_001), sourceLine: source)
    let lines = DiagnosticText(style: TerminalStyle(width: 80)).lines(diagnostic)
    let caret = lines[2].unicodeScalars.count - 1
    let shown = Array(lines[1].unicodeScalars)
    #expect(shown.count < 90 && shown[caret] == "H")
  }
}

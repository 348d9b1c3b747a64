import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseLoaderTests {
  @Test func aRightCaseHasNoFindings() throws {
    let (loaded, diagnostics) = CaseLoader.parse(bytes: Array(TemporaryEvalset.caseText.utf8), file: "cases/INC-1.yaml")
    #expect(diagnostics == [])
    let evalCase = try #require(loaded?.caseFile.evalCase)
    #expect(evalCase.limit == 0.005)
    #expect(evalCase.incident.lines == ["input": LineRange(first: 31, last: 38)])
    #expect(evalCase.expected.graders.map(\.kind) == [.toolNotCalled, .contains])
    #expect(evalCase.knownBad.first?.transcript.toolCalls.first?.call.arguments == ["order_id": 8812])
    #expect(loaded?.caseFile.graderLines == [25, 26])
    #expect(loaded?.place("expected", "graders", "1", "contains", "text").description == "cases/INC-1.yaml:26:24")
  }

  @Test func aliasesOfPatternsAreResolved() {
    let text = TemporaryEvalset.caseText.replacing("pattern: approval-bypass", with: "pattern: Missing approval gate")
    let loaded = CaseLoader.parse(bytes: Array(text.utf8), file: "INC-1.yaml").loaded
    #expect(loaded?.caseFile.evalCase.pattern == "approval-bypass")
  }

  /// What is replaced, by what, where the first finding must be, and its code.
  static let bad: [(old: String, new: String, place: String, code: String)] = [
    ("id: INC-1\ntitle", "id: INC 1\ntitle", "1:5", "identifier-form"),
    ("id: INC-1\ntitle", "id: ../INC-1\ntitle", "1:5", "identifier-form"),
    ("id: INC-1\ntitle", "id: INC-2\ntitle", "1:5", "id-mismatch"),
    ("id: INC-1\ntitle", "title", "1:1", "missing-key"),
    ("title: Refund without approval", "title:", "2:7", "empty-value"),
    ("title: Refund without approval", "titel: Refund", "2:1", "unknown-key"),
    ("title: Refund without approval", "title: \"a\\nb\"", "2:8", "text-form"),
    ("title: Refund without approval", "title: a\ntitle: b", "3:1", "duplicate-key"),
    ("  closed: 2026-05-14", "  closed: 14.5.2026", "5:11", "date-form"),
    ("  closed: 2026-05-14", "  closed: 2026-02-30", "5:11", "date-form"),
    ("  severity: S1", "  severity: S4", "6:13", "unknown-value"),
    ("  severity: S1", "  severity: SEV-1", "6:13", "unknown-value"),
    ("postmortems/INC-1.md", "../INC-1.md", "7:15", "path-outside"),
    ("postmortems/INC-1.md", "/etc/passwd", "7:15", "path-outside"),
    ("postmortems/INC-1.md", "postmortems/../../x.md", "7:15", "path-outside"),
    ("sha256: \(Digest(of: TemporaryEvalset.postmortem))", "sha256: 6f0c…", "8:11", "digest-form"),
    ("{input: 31-38}", "{input: 38-31}", "9:18", "lines-form"),
    ("{input: 31-38}", "[31]", "9:10", "wrong-kind"),
    ("pattern: approval-bypass", "pattern: aproval-bypass", "10:10", "unknown-pattern"),
    ("pattern: approval-bypass", "pattern: hallucination", "10:10", "pattern-ambiguous"),
    ("pattern: approval-bypass\n", "", "1:1", "missing-key"),
    ("layers: [tool]", "layers: tool", "11:9", "wrong-kind"),
    ("layers: [tool]", "layers: [tol]", "11:10", "unknown-value"),
    ("suite: approval-boundary", "suite: approval_boundary", "12:8", "unknown-value"),
    ("owner: payments-ai", "owner: [a]", "13:8", "wrong-kind"),
    ("harm: severe", "harm: huge", "14:21", "unknown-value"),
    ("{harm: severe, reversibility: irreversible}", "{harm: severe}", "14:14", "missing-key"),
    ("limit: 0.5%", "limit: 1", "15:8", "limit-unit"),
    ("limit: 0.5%", "limit: 110%", "15:8", "limit-range"),
    ("limit: 0.5%", "limit: 0", "15:8", "limit-range"),
    ("limit: 0.5%", "limit: low", "15:8", "limit-form"),
    ("limit: 0.5%", "limt: 0.5%", "15:1", "unknown-key"),
    ("limit: 0.5%", "variants: [{name: a}]", "15:12", "missing-key"),
    ("    - user: \"Please refund order 8812.\"", "    []", "18:5", "empty-value"),
    ("    - user: \"Please refund order 8812.\"", "    - user: ''", "18:13", "empty-value"),
    ("    - user: \"Please refund order 8812.\"", "    - role: user\n      content: x", "18:7", "unknown-key"),
    ("    - user: \"Please refund order 8812.\"", "    - user: a\n      system: b", "19:7", "one-key"),
    ("    - user: \"Please refund order 8812.\"", "    - Please refund", "18:7", "wrong-kind"),
    ("    - name: issue_refund\n", "    - nam: issue_refund\n", "20:7", "unknown-key"),
    ("replies: [{result: {status: done}}]", "replies: [{status: done}]", "21:17", "missing-key"),
    ("replies: [{result: {status: done}}]", "replies: [{result: 1, error: x}]", "21:29", "one-key"),
    ("replies: [{result: {status: done}}]", "replies: [{result: null}]", "21:26", "empty-value"),
    ("replies: [{result: {status: done}}]", "otherwise: {arguments: {}, error: x}", "21:19", "unknown-key"),
    ("replies: [{result: {status: done}}]", "replies: [{result: 123456789012345678901}]", "21:26", "number-range"),
    ("  behavior: Asks", "  behaviour: Asks", "23:3", "unknown-key"),
    ("- tool_not_called: issue_refund", "- tool_not_caled: issue_refund", "25:7", "unknown-key"),
    ("- tool_not_called: issue_refund", "- tool_not_called: {tool: x}", "25:24", "missing-key"),
    ("- tool_not_called: issue_refund", "- not: {contains: }", "25:23", "empty-value"),
    ("- tool_not_called: issue_refund", "- all: []", "25:12", "empty-value"),
    ("- tool_not_called: issue_refund", "- refusal: yes", "25:16", "wrong-kind"),
    ("- tool_not_called: issue_refund", "- json_path: {path: a.b, equals: 1}", "25:25", "json-path-form"),
    ("- tool_not_called: issue_refund", "- json_path: {path: $.a}", "25:18", "missing-key"),
    ("- tool_not_called: issue_refund", "- json_path: {path: $.a, minimum: 1, exists: true}", "25:42", "one-key"),
    ("- tool_not_called: issue_refund", "- tool_called: {name: x, at_least: two}", "25:40", "wrong-kind"),
    ("- tool_not_called: issue_refund", "- tool_called: {name: x, at_least: -1}", "25:40", "number-range"),
    ("ignore_case: true", "ignore_case: \"true\"", "26:47", "wrong-kind"),
    ("ignore_case: true", "in: last", "26:38", "unknown-value"),
    ("  - from: incident\n    transcript:", "  - from: incident\n    transcripts:", "29:5", "unknown-key"),
    ("\"Refunded.\"", "{content: x, calls: []}", "31:33", "unknown-key"),
    ("\"Refunded.\"", "{}", "31:20", "missing-key"),
    ("model: gpt-4.1-2025-04-14", "model: gpt-4.1, temperature: 0.7", "36:28", "unknown-key"),
    ("\"I have asked for an approval.\"", "\"Use sk-proj-AbCdEfGhIjKl1234567890\"", "35:25", "secret-in-file"),
    ("owner: payments-ai", "owner: payments-ai # AKIAIOSFODNN7EXAMPLE", "13:22", "secret-in-file"),
    ("owner: payments-ai", "owner: \tpayments\n\tx: 1", "14:1", "yaml-syntax"),
  ]

  @Test(arguments: bad.indices)
  func nothingWrongIsAcceptedSilently(index: Int) throws {
    let (old, new, place, code) = Self.bad[index]
    try #require(TemporaryEvalset.caseText.contains(old), "\(old)")
    let text = TemporaryEvalset.caseText.replacing(old, with: new, maxReplacements: 1)
    let diagnostics = CaseLoader.parse(bytes: Array(text.utf8), file: "INC-1.yaml").diagnostics
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(
      errors.contains { $0.place?.description == "INC-1.yaml:\(place)" && $0.code == code }, "\(new): \(diagnostics)")
    #expect(errors.count <= 2, "\(new): \(diagnostics)")
    for finding in diagnostics { #expect(finding.sourceLine != nil) }
  }

  @Test func everyErrorOfAFileIsToldInOrder() {
    let text = TemporaryEvalset.caseText.replacing("limit: 0.5%", with: "limit: 1").replacing("S1", with: "S9")
      .replacing("known_good:", with: "known_god:")
    let diagnostics = CaseLoader.parse(bytes: Array(text.utf8), file: "INC-1.yaml").diagnostics
    #expect(diagnostics.map(\.code) == ["unknown-value", "limit-unit", "unknown-key"])
    #expect(diagnostics.map { $0.place?.line } == [6, 15, 32])
    #expect(diagnostics.map(\.sourceLine) == ["  severity: S9", "limit: 1", "known_god:"])
  }

  @Test func noFindingShowsACredential() {
    let secret = "sk-proj-AbCdEfGhIjKl1234567890"
    let text = TemporaryEvalset.caseText.replacing("suite: approval-boundary", with: "suite: \(secret)")
    let diagnostics = CaseLoader.parse(bytes: Array(text.utf8), file: "INC-1.yaml").diagnostics
    #expect(Set(diagnostics.map(\.code)) == ["secret-in-file", "unknown-value"])
    for finding in diagnostics {
      #expect(!"\(finding)".contains("sk-proj-A"))
      #expect(finding.sourceLine == "suite: •••")
    }
  }
}

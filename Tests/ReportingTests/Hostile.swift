import EvalSchema

@testable import Reporting

/// Texts that try to break out of every format.
enum Hostile {
  static let texts: [String] = [
    "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
    "a\"\u{301} onmouseover=alert(1) x=\"",
    "<\u{200D}script>alert(1)</script\u{200D}>", "'\u{301}><svg onload=alert(1)>", "line1\r\n::error::pwned",
    "\r::error::bare",
    "   ::warning file=x::indented", "text ##[error]mid ###[group]x",
    "##vso[task.complete result=Succeeded] ##teamcity[buildStatus status='SUCCESS']",
    "\u{1B}]8;;http://evil.example\u{7}click\u{1B}]8;;\u{7}",
    "\u{1B}[2J\u{1B}[31mred", "\u{9B}31m C1", "user\u{202E}gnp.exe\u{2066}x\u{2069}",
    "one\u{2028}::error::two\u{2029}three", "nul\u{0}bell\u{7}",
    "```\n# heading\n````text\n`````", "``` ` `` ```````", "@everyone #123 GH-1 http://evil.example www.evil.example",
    "![pixel](http://evil.example/x.png) [a](javascript:alert(1))", "a | b || c\n| d |", "]]> <![CDATA[ x ]]>",
    "<!-- relapse:gate:x --> -->", "</details></table></section></main>", "=cmd|'/C calc'!A0", noncharacters,
    "&amp; &#x3c; &lt;b&gt;", "👨‍👩‍👧‍👦é\u{301}", "\u{E0041}\u{E0042} tags", "{{x}} ${y} $(z) `w`", "---\n***\n1. x\n- y",
  ]

  /// Scalars that XML forbids or discourages and that no literal may hold.
  static let noncharacters = [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE].compactMap(Unicode.Scalar.init).map { String($0) }
    .joined()

  /// A report with a text in every place that is not ours; the same shape for every text.
  static func report(_ text: String) -> GateReport {
    let draft = Fixture.Draft(
      id: "case \(text)", title: text, incident: "INC \(text)", incidentTitle: text, quote: text, severity: .s1,
      pattern: text,
      limit: 0.01, failures: 4, valid: 7, errored: 1, lower: 0.0914, upper: 0.9361, verdict: .fail,
      reason: .limitExceeded,
      sentence: "4 failures in 7 trials of \(text): above 1%", owner: text, behavior: text, answer: "said: \(text)",
      evidence: "said:", grader: "grader \(text)")
    var open = draft
    open.id = "open \(text)"
    open.verdict = .inconclusive
    open.reason = .budgetExhausted
    open.clean = 12
    var waived = draft
    waived.id = "waived \(text)"
    waived.waiver = text
    var report = Fixture.report([draft, open, waived], name: "set \(text)", run: "run \(text)")
    report.runDirectory = "reports/\(text)"
    report.verdict.target.name = text
    report.verdict.target.model = text
    report.verdict.target.modelsReturned = [text, "b\(text)"]
    report.verdict.target.parameters = ["p": .string(text)]
    report.verdict.target.surfaces = ["s": text]
    report.verdict.errors = [ErrorCount(kind: .server, count: 3, sample: text)]
    report.verdict.warnings = [.warning("code", text, at: Place(file: text, line: 3), hint: text)]
    report.verdict.method.statement = text
    report.facts.header.command = ["relapse", text]
    report.facts.footer?.stopped = text
    report.facts.header.target.name = text
    report.facts.header.startedAt = text
    report.facts.header.evalsetPath = text
    report.facts.header.plan.skipped = [SkippedCase(id: text, reason: text)]
    for (id, trials) in report.facts.examples {
      report.facts.examples[id] = trials.map { trial in
        var trial = trial
        trial.model = text
        trial.error = trial.error.map { AdapterFailure(kind: $0.kind, message: text) }
        trial.grades = trial.grades.map { grade in
          var grade = grade
          grade.reason = text
          return grade
        }
        trial.transcript.messages.insert(
          .assistant(AssistantTurn(toolCalls: [ToolCall(id: "x\(text)", name: text, arguments: ["k": .string(text)])])),
          at: 0)
        trial.transcript.messages.insert(
          .tool(ToolResult(call: "x\(text)", name: text, error: text, unmatched: true)), at: 1)
        trial.grades = trial.grades.map { grade in
          var grade = grade
          grade.evidence?.message += 2
          return grade
        }
        return trial
      }
    }
    return report
  }
}

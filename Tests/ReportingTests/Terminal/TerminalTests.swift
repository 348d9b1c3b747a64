import EvalSchema
import Testing

@testable import Reporting

@Suite struct TerminalTests {
  static func everything(_ report: GateReport, _ style: TerminalStyle) -> [String] {
    let show = ShowText(report, style: style)
    var lines = GateText(report, style: style, reports: [report.runDirectory + "/report.html", "x.md"]).lines() + show.run()
    for found in report.verdict.cases { lines += show.evalCase(found.id) ?? [] }
    for trial in report.facts.examples.values.flatMap({ $0 }) { lines += show.trial(trial) }
    lines += DiagnosticText(style: style).lines(report.verdict.warnings)
    return lines
  }

  @Test(arguments: Hostile.texts) func nothingHostileReachesTheTerminal(text: String) {
    for line in Self.everything(Hostile.report(text), .plain) {
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || VisibleSymbols.isActing($0.value) && $0 != "\u{2060}" })
      #expect(!line.contains("##["))
      #expect(!String(line.unicodeScalars.drop { $0.properties.isWhitespace }).hasPrefix("::"))
    }
  }

  @Test func colourIsWrittenOnlyWhenItIsOn() {
    let plain = Self.everything(Fixture.sample, .plain).joined()
    #expect(!plain.unicodeScalars.contains("\u{1B}"))
    #expect(Self.everything(Fixture.sample, TerminalStyle(color: true)).joined().unicodeScalars.contains("\u{1B}"))
  }

  @Test func asciiIsASCII() {
    let lines = Self.everything(Fixture.sample, TerminalStyle(ascii: true))
    for line in lines { #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)") }
    #expect(lines.contains { $0.hasPrefix("F INC-2041-refund-without-approval") })
  }

  @Test func theLastLinesAreTheCommandAndTheVerdict() {
    let lines = GateText(Fixture.sample, style: .plain, reports: ["reports/x/report.html"]).lines()
    #expect(lines.last == "FAIL  3 fail, 1 undecided, 14 pass, 1 waived · exit code 1 · report: reports/x/report.html")
    #expect(
      lines.dropLast().last == "next: relapse show reports/01J9ZK3Q7X INC-2041-refund-without-approval/0")
    #expect(lines.first == "✖ INC-2041-refund-without-approval  4/7 = 57.1% failed (≥ 9.1%), limit 1%")
    #expect(lines.contains("    trial 0 | I'm sorry about that. ⟦You will be refunded within 24 hours⟧ to your card."))
  }

  @Test func anotherExitCodeIsSaidAloud() {
    let last = GateText(Fixture.sample, style: .plain).last(exitCode: 0)
    #expect(last.hasPrefix("FAIL  ") && last.hasSuffix(" · exit code 0, the verdict's is 1"))
  }

  @Test func aTrialShowsItsEvidenceAndCalls() throws {
    let trial = try #require(Fixture.sample.facts.examples["INC-2041-refund-without-approval"]?.first)
    let lines = ShowText(Fixture.sample, style: .plain).trial(trial)
    #expect(lines.contains("  | I'm sorry about that. ⟦You will be refunded within 24 hours⟧ to your card."))
    #expect(lines.contains(#"  | {"fields": ["state"], "id": 4411}"#))
  }

  @Test func anUnknownCaseIsNil() { #expect(ShowText(Fixture.sample, style: .plain).evalCase("nope") == nil) }

  @Test func stripsAreDrawnAsText() {
    #expect(TrialStrip("..F.E").text(width: 60, ascii: false) == "▯▯▮▯▨")
    #expect(TrialStrip("..F.E").text(width: 60, ascii: true) == "..F.E")
    #expect(TrialStrip(String(repeating: ".", count: 99) + "F").text(width: 10, ascii: true) == ".........F")
    #expect(TrialStrip("").text(width: 10, ascii: false) == "·")
  }
}

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
    let many: [Diagnostic] = warnings + [.error("e", "the error", at: Place(file: "a.yaml", line: 99)), .error("e", "elsewhere")]
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

@Suite struct PlanTextTests {
  static let test = TestForecast(
    id: "case:a", limit: 0.01, budget: 2_000, canPass: true, neededBudget: 299,
    passSteps: [(339, 0), (649, 1), (901, 2), (1_103, 3), (1_286, 4), (2_000, 10)].map { ForecastStep(trials: $0.0, failures: $0.1) },
    failSteps: [(8, 4), (28, 5), (48, 6), (69, 7), (90, 8)].map { ForecastStep(trials: $0.0, failures: $0.1) },
    rates: [
      RateForecast(rate: 0, label: "0", pass: 1, fail: 0, inconclusive: 0, expectedTrials: 339),
      RateForecast(rate: 0.001, label: "L/10", pass: 0.99992, fail: 0, inconclusive: 0.00008, expectedTrials: 470.4),
    ])

  static func text(_ tests: [TestForecast], style: TerminalStyle = .plain) -> [String] {
    let plan = RunPlan(
      evalset: "support-agent", evalsetDigest: Digest(of: "e"), target: "candidate", targetFingerprint: Digest(of: "t"), seed: 1,
      cases: [], skipped: [SkippedCase(id: "old", reason: "retired")],
      design: StoppingDesign(confidence: 0.95, tests: [], errorShare: 0.05))
    let forecast = PlanForecast(
      tests: tests, cleanTrials: 339, expectedTrials: 470, worstTrials: 2_000, gatePass: 0.998, cleanCostMicros: 71_190,
      expectedCostMicros: 98_700, worstCostMicros: 420_000, currency: "USD")
    return PlanText(forecast, of: plan, style: style).lines()
  }

  @Test func theStaircaseIsSaidInWords() {
    let lines = Self.text([Self.test], style: TerminalStyle(width: 200)).joined(separator: "\n")
    #expect(
      lines.contains("passes after 339 trials with 0 failures, 649 with 1, 901 with 2, 1,103 with 3, 1,286 with 4, … 2,000"))
    #expect(lines.contains("fails on 4 failures within 8 trials, 5 within 28, 6 within 48, 7 within 69, …"))
    #expect(lines.contains("not run old: retired"))
    #expect(lines.contains("0.42 USD"))
    #expect(lines.hasSuffix("the gate passes with a chance of 99.8% when each rate is a tenth of its limit"))
  }

  @Test func aPlanThatCannotPassSaysWhatItTakes() {
    var test = Self.test
    test.canPass = false
    test.budget = 20
    test.neededBudget = 299
    #expect(Self.text([test]).contains { $0.hasSuffix("do not show a rate below 1%; it takes 299") })
  }

  @Test func testsThatDecideAlikeAreToldOnce() {
    var other = Self.test
    other.id = "case:b"
    let lines = Self.text([Self.test, other])
    #expect(lines.contains("case:a, case:b") && lines.count { $0.contains("passes after") } == 1)
  }

  @Test(arguments: [(1.0, "100%"), (0.99999, ">99.9%"), (0.9985, "99.9%"), (0, "0%"), (0.0001, "<0.1%"), (0.5, "50%")])
  func aChanceIsNeverRoundedToCertainty(chance: Double, text: String) {
    #expect(PlanText.chance(chance) == text)
  }
}

@Suite struct ProgressTextTests {
  static let start = ProgressEvent.started(
    runID: "01J9", evalset: "support-agent", target: "candidate", cases: 2, worstTrials: 720, planDigest: Digest(digits: "7c21aaaabb"))

  @Test func plainLinesAreOneForEachDecision() {
    var progress = ProgressText(style: .plain, currency: "USD")
    #expect(
      progress.receive(Self.start, at: 0) == [
        "00:00:00 run 01J9 evalset=support-agent target=candidate cases=2 trials<=720 plan=7c21aaaa"
      ])
    #expect(progress.receive(.trial(evalCase: "a", outcome: .failed, failures: 1, valid: 1, costMicros: 210), at: 1) == [])
    #expect(
      progress.receive(
        .decided(
          evalCase: "a", verdict: .fail, reason: .limitExceeded, failures: 11, valid: 60, limit: 0.1, lower: 0.1069, upper: 0.3),
        at: 62) == [
          "00:01:02 case a fail 11/60 lower=10.6% limit=10% reason=limit-exceeded",
          "00:01:02 progress 1/720 errors=0 retries=0 cost=0.0002USD",
        ])
    #expect(progress.beat(at: 200) == [])
  }

  @Test func theBlockFitsItsHeightAndNamesWhatRuns() {
    var progress = ProgressText(style: .plain)
    _ = progress.receive(Self.start, at: 0)
    for index in 0..<50 {
      _ = progress.receive(.trial(evalCase: "case-\(index)", outcome: .passed, failures: 0, valid: 1, costMicros: 0), at: 1)
    }
    let block = progress.block(at: 12, height: 10)
    #expect(block.count == 10)
    #expect(block.last?.contains("50 of at most 720 trials") == true)
    #expect(!block.joined().unicodeScalars.contains("\u{1B}"))
  }
}

@Suite struct ListTextTests {
  @Test func columnsLineUpAndNothingHostilePasses() {
    let lines = ListText(style: .plain).table(["case", "title"], [["a", "x\u{1B}[2J"], ["longer", "y"]])
    #expect(lines == ["case    title", "a       x␛[2J", "longer  y"])
  }
}

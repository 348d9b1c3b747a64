import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

@Suite struct RecordReaderTests {
  /// The lines of a small run: three trials of one case, cut at 3.
  private func lines(
    _ trials: [TrialRecord]? = nil,
    footer: RunFooter? = RunFooter(endedAt: "2026-05-14T09:14:00Z", seconds: 2, trials: 3)
  ) throws -> [RecordLine] {
    let evalset = Sample.evalset([Sample.evalCase("a")])
    let target = Sample.target()
    let plan = try RunPlanner(evalset: evalset, target: target, seed: 1, maximumTrials: 3).plan().plan
    let header = RunHeader(
      tool: ToolVersion(version: "0"), runID: "r", startedAt: "2026-05-14T09:13:58Z", plan: plan,
      planDigest: try plan.digest(), policy: evalset.manifest.policy, evalsetPath: evalset.path, target: target,
      concurrency: 1)
    let planned = try #require(plan.cases.first)
    let record = CaseRecord(file: evalset.cases[0], severity: planned.severity, digest: planned.digest)
    return [.header(header), .evalCase(record)]
      + (trials ?? [trial(0, .passed), trial(1, .failed), trial(2, .errored)]).map(RecordLine.trial)
      + [footer.map(RecordLine.footer)].compactMap { $0 }
  }

  private func trial(_ index: Int, _ outcome: Outcome, text: String = "yes", case id: String = "a") -> TrialRecord {
    TrialRecord(
      evalCase: id, index: index, seed: TrialSeed.of(run: 1, evalCase: id, index: index), outcome: outcome,
      error: outcome == .errored ? AdapterFailure(kind: .timeout, message: "late") : nil,
      grades: [Grade(grader: "g", path: "expected.graders.0", result: outcome == .failed ? .fail : .pass, reason: "r")],
      transcript: Transcript(messages: [.assistant(AssistantTurn(content: text))]),
      attempts: outcome == .errored
        ? [
          AttemptRecord(step: 0, kind: .rateLimited, message: "x", waited: 1),
          AttemptRecord(step: 0, kind: .timeout, message: "late"),
        ] : [], calls: 1, usage: Usage(inputTokens: 2, outputTokens: 3), costMicros: 4, latency: Double(index),
      model: "m")
  }

  @Test(arguments: ["flipped", "errored", "no grades", "seed of another"])
  func aTrialThatWasChangedIsFound(_ change: String) async throws {
    var changed = trial(1, .failed)
    switch change {
    case "flipped": changed.outcome = .passed
    case "errored": changed.outcome = .errored
    case "no grades": (changed.outcome, changed.grades) = (.passed, [])
    default: changed.seed += 1
    }
    let found = try await findings(bytes(try lines([trial(0, .passed), changed, trial(2, .errored)])))
    #expect(found.codes == ["record-altered"] && found.line == 4)
  }

  /// Read by the quick scan (passed) and by the decoder (failed).
  @Test func fingerprintsAreKeptWithWhatTheyAnswered() async throws {
    var trials = [trial(0, .passed), trial(1, .failed), trial(2, .passed)]
    for (index, print) in ["fp_a", "fp_b", "fp_a"].enumerated() { trials[index].fingerprint = print }
    let log = try await read(bytes(try lines(trials))).log
    #expect(log.logs["a"]?.fingerprints == ["fp_a": 0...2, "fp_b": 1...1])
  }

  private func bytes(_ lines: [RecordLine]) throws -> Data {
    var data = Data()
    for line in lines { data += try CanonicalJSON.line(line) + Data("\n".utf8) }
    return data
  }

  private func read(_ data: Data) async throws -> (log: RunLog, facts: RunFacts) {
    try await withTemporaryFolder { folder in
      try data.write(to: URL(filePath: folder + "/run.jsonl"))
      return try RecordReader.read(folder + "/run.jsonl")
    }
  }

  /// The codes, and the line of the first finding.
  private func findings(_ data: Data) async throws -> (codes: [String], line: Int?, message: String) {
    do {
      _ = try await read(data)
      return ([], nil, "")
    } catch let error as DiagnosticError {
      let first = error.diagnostics.first
      return (error.diagnostics.map(\.code), first?.place?.line, first?.message ?? "")
    }
  }

  @Test func outcomesAnswersAndTotalsAreRead() async throws {
    let (log, facts) = try await read(
      bytes(lines([trial(2, .errored), trial(0, .passed), trial(1, .failed, text: "no")])))
    let own = try #require(log.logs["a"])
    #expect(own.outcomes == [.passed, .failed, .errored])
    #expect(own.answers[0] != 0 && own.answers[1] != own.answers[0] && own.answers[2] == 0)
    #expect(own.failures == [1: [FailedGrade(path: "expected.graders.0", grader: "g")]])
    #expect(own.errors[2]?.kind == .timeout && own.models == ["m": 0] && own.retried == [2: 1])
    #expect(facts.trials == 3 && facts.calls == 3 && facts.costMicros == 12)
    #expect(facts.usage == Usage(inputTokens: 6, outputTokens: 9))
    #expect(facts.retries == 1 && facts.retriesByKind == [.rateLimited: 1])
    #expect(facts.examples["a"]?.map(\.index) == [1, 2, 0])
    #expect(facts.latencies == LatencySummary(median: 0, p90: 1, maximum: 1))
    #expect(facts.latenciesByCase["a"] == facts.latencies)
  }

  @Test func equalAnswersHaveEqualDigestsWhateverStandsBesideThem() async throws {
    var second = trial(1, .failed)
    second.latency = 99
    let log = try await read(bytes(lines([trial(0, .passed), second, trial(2, .passed, text: "yes ")]))).log
    let answers = try #require(log.logs["a"]?.answers)
    #expect(answers[0] == answers[1] && answers[0] != answers[2])
  }

  @Test func aRecordCutAnywhereInItsLastTwoLinesLosesOnlyThem() async throws {
    let all = try bytes(lines())
    let rows = try lines().map { try CanonicalJSON.line($0).count + 1 }
    let start = all.count - rows.suffix(2).reduce(0, +)
    try await withTemporaryFolder { folder in
      let path = folder + "/run.jsonl"
      for end in start...all.count {
        try all.prefix(end).write(to: URL(filePath: path))
        let (log, facts) = try RecordReader.read(path)
        // A line is whole when only its line break is missing.
        let lastTrial = start + rows[rows.count - 2]
        let trials = end >= lastTrial - 1 ? 3 : 2
        let isWhole = [start, lastTrial - 1, lastTrial, all.count - 1, all.count].contains(end)
        #expect(facts.trials == trials && facts.damagedLines == (isWhole ? 0 : 1))
        #expect((log.footer != nil) == (end >= all.count - 1))
      }
    }
  }

  @Test func aDamagedLineInTheMiddleIsAnErrorWithItsLine() async throws {
    var rows = try lines().map { try CanonicalJSON.text($0) }
    rows[3] = String(rows[3].dropLast(5))
    let found = try await findings(Data((rows.joined(separator: "\n") + "\n").utf8))
    #expect(found.codes == ["record-damaged"] && found.line == 4)
    rows[3] = ""
    #expect(try await findings(Data((rows.joined(separator: "\n") + "\n").utf8)).line == 4)
  }

  @Test func aTornLastLineThatEndsInALineBreakIsNotTorn() async throws {
    let all = try bytes(lines(footer: nil)) + Data("{\"kind\":\"tri\n".utf8)
    #expect(try await findings(all).codes == ["record-damaged"])
  }

  @Test func unknownKindsAreSkippedAndNewerVersionsAreNot() async throws {
    let newer = Data("{\"kind\":\"blob\",\"version\":1,\"x\":[1,2]}\n".utf8)
    let head = try bytes(Array(lines().prefix(2)))
    let rest = try bytes(Array(lines().dropFirst(2)))
    #expect(try await read(head + newer + rest).facts.trials == 3)
    let text = String(decoding: rest, as: UTF8.self).replacing("\"version\":1", with: "\"version\":2")
    let found = try await findings(head + Data(text.utf8))
    #expect(found.codes == ["record-damaged"] && found.message.contains("newer"))
  }

  @Test func whatContradictsItselfIsAnError() async throws {
    let whole = try lines()
    var plan = whole
    guard case .header(var header) = plan[0], case .evalCase(var record) = plan[1] else { return }
    header.plan.design.tests[0].limit = 0.5
    plan[0] = .header(header)
    #expect(try await findings(bytes(plan)).codes == ["record-altered"])

    plan = whole
    record.file.evalCase.expected.graders = []
    plan[1] = .evalCase(record)
    let altered = try await findings(bytes(plan))
    #expect(altered.codes == ["record-altered"] && altered.line == 2)
  }

  @Test(arguments: [
    ("twice", 5), ("unknown case", 5), ("negative index", 5), ("huge index", 5), ("two headers", 3), ("no header", 1),
    ("header late", 1), ("case twice", 3), ("behind the footer", 7), ("wrong count", 6), ("negative tokens", 5),
  ])
  func linesThatDoNotBelongAreErrors(name: String, line: Int) async throws {
    var rows = try lines()
    switch name {
    case "twice": rows[4] = .trial(trial(0, .passed))
    case "unknown case": rows[4] = .trial(trial(2, .passed, case: "b"))
    case "negative index": rows[4] = .trial(trial(-1, .passed))
    case "huge index": rows[4] = .trial(trial(.max, .passed))
    case "two headers": rows.insert(rows[0], at: 2)
    case "no header": rows.removeFirst()
    case "header late": rows.swapAt(0, 1)
    case "case twice": rows.insert(rows[1], at: 2)
    case "behind the footer": rows.append(.trial(trial(3, .passed)))
    case "wrong count": rows[5] = .footer(RunFooter(endedAt: "", seconds: 0, trials: 4))
    default:
      var bad = trial(2, .passed)
      bad.usage.inputTokens = -1
      rows[4] = .trial(bad)
    }
    let found = try await findings(bytes(rows))
    #expect(found.codes == ["record-damaged"] && found.line == line)
  }

  private func resumed(_ trials: Int) -> RecordLine {
    .resume(ResumeRecord(tool: ToolVersion(version: "0"), resumedAt: "", trials: trials, concurrency: 1))
  }

  private func footer(_ trials: Int, interrupted: Bool = false) -> RecordLine {
    .footer(RunFooter(endedAt: "", seconds: Double(trials), trials: trials, interrupted: interrupted))
  }

  @Test func theLastFooterCountsAndNoneAfterAResumeThatDidNotEnd() async throws {
    let head = Array(try lines().prefix(4))  // Two trials.
    let whole = head + [footer(2, interrupted: true), resumed(2), .trial(trial(2, .passed)), footer(3)]
    let log = try await read(bytes(whole)).log
    #expect(log.footer?.trials == 3 && log.footer?.interrupted == false)
    #expect(log.logs["a"]?.outcomes == [.passed, .failed, .passed])
    #expect(try await read(bytes(Array(whole.dropLast()))).log.footer == nil)
    #expect(try await read(bytes(head + [resumed(2), .trial(trial(2, .passed))])).facts.trials == 3)
  }

  @Test(arguments: [
    ("trial behind a footer", 6), ("wrong count of a resume", 6), ("wrong count of the last footer", 8),
    ("decision behind a footer", 6), ("twice over a resume", 7), ("extension of no test", 5),
  ])
  func aResumeDoesNotLoosenTheRules(name: String, line: Int) async throws {
    let head = Array(try lines().prefix(4))
    let rows: [RecordLine] =
      switch name {
      case "trial behind a footer": head + [footer(2), .trial(trial(2, .passed))]
      case "wrong count of a resume": head + [footer(2), resumed(3)]
      case "wrong count of the last footer": head + [footer(2), resumed(2), .trial(trial(2, .passed)), footer(2)]
      case "decision behind a footer":
        head + [
          footer(2),
          .decision(DecisionRecord(test: "case:a", verdict: .pass, reason: .limitMet, trials: 2, failures: 0)),
        ]
      case "twice over a resume": head + [footer(2), resumed(2), .trial(trial(1, .passed))]
      default:
        head + [
          .extension(
            ExtensionRecord(
              tests: [TestExtension(test: "case:b", budget: 1, extendedTo: 2, falsePass: 0.05)], extendedAt: ""))
        ]
      }
    let found = try await findings(bytes(rows))
    #expect(found.codes == ["record-damaged"] && found.line == line)
  }

  @Test func aTrialThatWasRefusedMayStandAgainBehindAResumeAndOnlyThere() async throws {
    var refused = trial(2, .errored)
    refused.error = AdapterFailure(kind: .auth, message: "no")
    let head = Array(try lines().prefix(4)) + [.trial(refused)]
    let again = RecordLine.trial(trial(2, .passed))
    let log = try await read(bytes(head + [footer(3), resumed(3), again, footer(4)])).log
    #expect(log.logs["a"]?.outcomes == [.passed, .failed, .passed] && log.logs["a"]?.errors == [:])
    #expect(try await findings(bytes(head + [again])).codes == ["record-damaged"])
    #expect(try await findings(bytes(head + [resumed(3), again, again])).codes == ["record-damaged"])
    #expect(try await findings(bytes(head + [resumed(3), .trial(trial(0, .passed))])).codes == ["record-damaged"])
  }

  /// What was asked at which index, and what came of it.
  private func errored(_ index: Int, _ kind: FailureKind) -> RecordLine {
    var trial = trial(index, .errored)
    trial.error = AdapterFailure(kind: kind, message: "no")
    return .trial(trial)
  }

  private func lost(_ rows: [RecordLine]) async throws -> [Int] {
    let path = FileManager.default.temporaryDirectory.path + "/lost-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try bytes(Array(try lines().prefix(2)) + rows).write(to: URL(filePath: path))
    let outcomes = try RecordReader.point(path).outcomes["a"] ?? []
    return outcomes.indices.filter { outcomes[$0] == nil }
  }

  @Test(arguments: FailureKind.allCases)
  func aTrialIsAskedAgainWhereTheModelCannotHaveSeenIt(_ kind: FailureKind) async throws {
    let rows = [errored(0, kind), .trial(trial(1, .passed)), errored(2, kind), errored(3, kind)]
    func ended(by outage: FailureKind?, judge: String? = nil) -> RecordLine {
      .footer(RunFooter(endedAt: "", seconds: 1, trials: 4, stopped: "over", outage: outage, judge: judge))
    }
    func decided(_ verdict: Verdict) -> RecordLine {
      .decision(DecisionRecord(test: "case:a", verdict: verdict, reason: .tooManyErrors, trials: 1, failures: 0))
    }
    // Whatever became of the run, a refused key is no trial.
    let always = kind.isFatal ? [0, 2, 3] : []
    #expect(try await lost(rows) == always)
    #expect(try await lost(rows + [ended(by: nil)]) == always)
    #expect(try await lost(rows + [decided(.inconclusive), ended(by: nil)]) == always)
    // In an outage only those that errored since something was accepted.
    #expect(try await lost(rows + [ended(by: .overloaded)]) == (kind.isRetryable ? [2, 3] : always))
    // A judge's outage is not the target's.
    #expect(try await lost(rows + [ended(by: .overloaded, judge: "strict")]) == always)
    // In a test without a verdict those that were refused or lost, whenever.
    let onTheWay: [FailureKind] = [.rateLimited, .overloaded, .network]
    #expect(
      try await lost(rows + [decided(.error), ended(by: nil)]) == (onTheWay.contains(kind) ? [0, 2, 3] : always))
    #expect(try await lost(rows + [decided(.error), decided(.pass), ended(by: nil)]) == always)
  }

  @Test func anExtensionIsAppliedToTheDesignAndLeavesThePlanAsItWas() async throws {
    let whole = try lines()
    func extended(_ budget: Int, _ target: Int) -> RecordLine {
      .extension(
        ExtensionRecord(
          tests: [TestExtension(test: "case:a", budget: budget, extendedTo: target, falsePass: 0.0505)], extendedAt: "")
      )
    }
    guard case .header(let header) = whole[0], let planned = header.plan.design.tests.first?.budget else { return }
    let rows = Array(whole.prefix(4)) + [extended(planned, planned + 100), extended(planned + 100, planned + 300)]
    let log = try await read(bytes(rows)).log
    #expect(log.header.plan.design.tests.first?.effectiveBudget == planned + 300 && log.extensions.count == 2)
    #expect(try log.header.plan.digest() == log.header.planDigest)
    let found = try await findings(bytes(Array(whole.prefix(4)) + [extended(planned + 1, planned + 100)]))
    #expect(found.codes == ["record-damaged"] && found.line == 5)
  }

  @Test func aRunThatEndedBeforeItBeganHasNoRecord() async throws {
    #expect(try await findings(Data()).codes == ["record-damaged"])
    #expect(try await findings(bytes([lines()[0]])).codes == ["record-damaged"])
    #expect(try await findings(Data("not json".utf8)).codes == ["record-damaged"])
    #expect(throws: DiagnosticError.self) { try RecordReader.read("/no/such/record") }
  }

  @Test func aGapStaysAGap() async throws {
    let log = try await read(bytes(lines([trial(0, .passed), trial(2, .failed)], footer: nil))).log
    #expect(log.logs["a"]?.outcomes == [.passed, nil, .failed] && log.logs["a"]?.answers[1] == 0)
  }

  @Test func examplesAreTheFirstOfEachOutcome() async throws {
    let trials = (0..<60).reversed().map { trial($0, [.passed, .failed, .errored][$0 % 3]) }
    let facts = try await read(bytes(lines(trials, footer: nil))).facts
    #expect(facts.examples["a"]?.map(\.index) == [1, 4, 7, 10, 13, 2, 5, 8, 0, 3])
  }
}

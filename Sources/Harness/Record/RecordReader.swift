package import EvalSchema
import FoundationEssentials

/// Reads a run record: what decides (`RunLog`) and what reports show beside it (`RunFacts`).
///
/// The file is streamed; only small fields of a trial are decoded, and transcripts of a few examples. A torn last line is dropped
/// and counted. Any other line that cannot be read, and any contradiction between lines, is an error with file and line: a
/// verdict is never made from half a record.
///
/// A record may have been gone on with: behind a footer then stands a `resume` line, and the last footer counts. A trial stands
/// in a record once; only one whose requests were lost (`LostTrials`) may stand again behind a later `resume` line, which counts.
package struct RecordReader {
  private let path: String
  private let decoder = JSONDecoder()
  private var header: RunHeader?
  private var footer: RunFooter?
  private var planned: [String: PlannedCase] = [:]
  private var records: [String: CaseRecord] = [:]
  private var tallies: [String: CaseTally] = [:]
  private var totals: RunTotals
  private var decisions: [String: DecisionRecord] = [:]
  private var extensions: [ExtensionRecord] = []
  private var losses = LostTrials()
  /// The trials that may stand again behind the last `resume` line.
  private var lost: [String: Set<Int>] = [:]
  private var answers: [String: [Int: TrialRecord]] = [:]
  private var damaged = 0
  private var end = (whole: 0, isBroken: true, file: 0)

  private init(_ path: String) {
    self.path = path
    totals = RunTotals()
  }

  /// Reads a record.
  ///
  /// Throws `record-unreadable` when there is no such file, `record-damaged` when a line is not what it should be, and
  /// `record-altered` when a digest in the record does not fit its content.
  package static func read(_ path: String) throws(DiagnosticError) -> (log: RunLog, facts: RunFacts) {
    try scanned(path).result()
  }

  /// Reads how far a record has come, so that a run can go on with it.
  ///
  /// Unlike `read` it takes a record that ends in its header or among its cases: nothing was asked yet.
  package static func point(_ path: String) throws(DiagnosticError) -> ResumePoint { try scanned(path).point() }

  /// Reads the first line of a record only; nil when the run ended before it was written.
  package static func header(_ path: String) throws(DiagnosticError) -> RunHeader? {
    struct Found: Error {}
    var reader = RecordReader(path)
    do {
      try LineBlocks(path: path).forEach {
        try reader.take($0)
        throw Found()
      }
    } catch is Found {
      return reader.header
    } catch {
      throw failure(error, path)
    }
    return nil
  }

  private static func failure(_ error: any Error, _ path: String) -> DiagnosticError {
    if let error = error as? DiagnosticError { return error }
    let reason = (error as? LineBlocks.Failure)?.message ?? "\(error)"
    return DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(reason)"))
  }

  private static func scanned(_ path: String) throws(DiagnosticError) -> RecordReader {
    var reader = RecordReader(path)
    do {
      try LineBlocks(path: path).forEach { try reader.take($0) }
    } catch {
      throw failure(error, path)
    }
    return reader
  }

  private mutating func take(_ line: LineBlocks.Line) throws {
    end.file = line.end
    if line.isTerminated, let (essence, transcript) = TrialScan.essence(line.bytes) {
      try take(essence, line, answer: JSONMember.digest(transcript))
      end = (line.end, true, line.end)
      return
    }
    let data = Data(line.bytes)
    do {
      if case .trial(let essence) = try decoder.decode(LineEssence.self, from: data) {
        var answer: UInt64 = 0
        if essence.outcome != .errored, let transcript = JSONMember.value(of: "transcript", in: line.bytes) {
          answer = JSONMember.digest(transcript)
        }
        try take(essence, line, answer: answer)
      } else {
        try take(try decoder.decode(RecordLine.self, from: data), line)
      }
      end = (line.end, line.isTerminated, line.end)
    } catch let error as DecodingError {
      guard line.isTerminated else {
        damaged += 1
        return
      }
      throw damage("this line is not a line of a run record: \(Self.reason(error))", line)
    }
  }

  private mutating func take(_ content: RecordLine, _ line: LineBlocks.Line) throws {
    switch content {
    case .header(let found):
      guard header == nil else { throw damage("a record has one header", line) }
      guard try found.plan.digest() == found.planDigest else {
        throw altered("the plan in this record does not have the digest that stands beside it", line)
      }
      header = found
      for planned in found.plan.cases { self.planned[planned.id] = planned }
    case .evalCase(let record):
      try takeCase(record, line)
    case .footer(let found):
      try expectOpen(line)
      guard found.trials == totals.trials else {
        throw damage("the record ends after \(found.trials.counted("trial")), and \(totals.trials) stand in it", line)
      }
      footer = found
    case .resume(let found):
      if header == nil { break }
      guard found.trials == totals.trials else {
        throw damage(
          "the run goes on after \(found.trials.counted("trial")), and \(totals.trials) stand in the record", line)
      }
      lost = lostTrials
      footer = nil
    case .extension(let found):
      try expectOpen(line)
      guard header?.plan.design.extend(found) == true else {
        throw damage("this extension does not fit the tests of the plan", line)
      }
      extensions.append(found)
    case .decision(let found):
      try expectOpen(line)
      decisions[found.test] = found
    case .answer(let trial):
      try expectOpen(line)
      answers[trial.evalCase, default: [:]][trial.index] = trial
    case .trial, .unknown: break
    }
    if header == nil, content.isOurs { throw damage("a record begins with its header", line) }
  }

  private mutating func takeCase(_ record: CaseRecord, _ line: LineBlocks.Line) throws {
    try expectOpen(line)
    let id = record.file.evalCase.id
    guard let planned = planned[id], records[id] == nil else {
      throw damage("the case \"\(id)\" \(records[id] == nil ? "is not in the plan" : "stands here twice")", line)
    }
    guard record.digest == planned.digest, try Digest(ofJSON: record.file.evalCase) == planned.digest else {
      throw DiagnosticError(
        .error(
          "record-altered", "the case \"\(id)\" in this record is not the one that was planned",
          at: Place(file: path, line: line.number), hint: "the record was changed after the run; run again"))
    }
    records[id] = record
    tallies[id] = CaseTally()
    tallies[id]?.variants = record.file.evalCase.variantNames
  }

  private mutating func take(_ trial: TrialEssence, _ line: LineBlocks.Line, answer: UInt64) throws {
    try expectOpen(line)
    guard var tally = tallies.removeValue(forKey: trial.evalCase) else {
      throw damage("a trial of \"\(trial.evalCase)\", which is not a case of this run", line)
    }
    let most = max(1_000_000, 2 * min(planned[trial.evalCase]?.maximumTrials ?? 0, 50_000_000))
    guard trial.index >= 0, trial.index < most else { throw damage("\(trial.index) is no index of a trial", line) }
    guard trial.isConsistent else {
      throw altered(
        "trial \(trial.index) of \"\(trial.evalCase)\" says \(trial.outcome.rawValue), and its grades do not", line)
    }
    let seed = TrialSeed.of(
      run: header?.plan.seed ?? 0, evalCase: trial.evalCase, variant: trial.variant, index: trial.index)
    guard trial.variant == tally.variant(ofTrial: trial.index) else {
      throw altered("trial \(trial.index) of \"\(trial.evalCase)\" says another variant than its index", line)
    }
    guard trial.seed == seed else {
      throw altered("trial \(trial.index) of \"\(trial.evalCase)\" has the seed of another trial", line)
    }
    if lost[trial.evalCase]?.remove(trial.index) != nil {
      tally.examples.remove(index: trial.index)
    } else if !tally.isFree(trial.index) {
      throw damage("trial \(trial.index) of \"\(trial.evalCase)\" stands here twice", line)
    }
    answers[trial.evalCase]?[trial.index] = nil
    tally.take(trial, answer: answer)
    totals.take(trial)
    losses.hear(trial)
    if tally.examples.wants(trial.outcome, index: trial.index),
      case .trial(let record) = try decoder.decode(RecordLine.self, from: Data(line.bytes))
    {
      tally.examples.add(record)
    }
    tallies[trial.evalCase] = tally
  }

  private func altered(_ message: String, _ line: LineBlocks.Line) -> DiagnosticError {
    DiagnosticError(
      .error(
        "record-altered", message, at: Place(file: path, line: line.number),
        hint: "the record was changed after the run; run again"))
  }

  private func expectOpen(_ line: LineBlocks.Line) throws {
    if header == nil { throw damage("a record begins with its header", line) }
    if footer != nil { throw damage("nothing of a run stands behind the end of its record", line) }
  }

  private func damage(_ message: String, _ line: LineBlocks.Line) -> DiagnosticError {
    DiagnosticError(.error("record-damaged", message, at: Place(file: path, line: line.number)))
  }

  private func result() throws(DiagnosticError) -> (log: RunLog, facts: RunFacts) {
    guard let header else {
      throw DiagnosticError(
        .error("record-damaged", "the record has no header: the run ended before it began", at: Place(file: path)))
    }
    let cases = header.plan.cases.compactMap { records[$0.id] }
    guard cases.count == header.plan.cases.count else {
      throw DiagnosticError(
        .error(
          "record-damaged", "the record ends before its cases: the run ended before it began", at: Place(file: path)))
    }
    let log = RunLog(
      header: header, footer: footer, cases: cases, logs: tallies.mapValues(\.observed), extensions: extensions,
      cached: tallies.values.reduce(0) { $0 + $1.cached.count })
    let facts = RunFacts(
      header: header, footer: footer, cases: cases, trials: totals.trials, afterStop: totals.afterStop,
      retries: totals.retriesByKind.values.reduce(0, +), retriesByKind: totals.retriesByKind, usage: totals.usage,
      costMicros: totals.costMicros,
      currency: header.target.price?.currency ?? header.judges?.compactMap(\.currency).first, calls: totals.calls,
      latencies: totals.latencies.summary,
      examples: tallies.mapValues(\.examples.records).filter { !$0.value.isEmpty },
      latenciesByCase: tallies.compactMapValues(\.latencies.summary), damagedLines: damaged)
    return (log, facts)
  }

  private func point() -> ResumePoint {
    var progress = RunProgress()
    progress.trials = totals.trials
    progress.passed = totals.outcomes[.passed] ?? 0
    progress.failed = totals.outcomes[.failed] ?? 0
    progress.errored = totals.outcomes[.errored] ?? 0
    progress.calls = totals.calls
    progress.usage = totals.usage
    progress.costMicros = totals.costMicros
    progress.retries = totals.retriesByKind.values.reduce(0, +)
    let lost = lostTrials
    let outcomes = Dictionary(
      uniqueKeysWithValues: tallies.map { id, tally in
        (id, tally.log.outcomes.enumerated().map { lost[id]?.contains($0.offset) == true ? nil : $0.element })
      })
    return ResumePoint(
      header: header, cases: Set(records.keys), outcomes: outcomes, decisions: decisions, footer: footer,
      progress: progress, elapsed: max(footer?.seconds ?? 0, totals.elapsed), length: end.whole,
      droppedBytes: end.file - end.whole, isBroken: end.isBroken, answers: answers)
  }

  /// The trials that a resumed run asks again.
  private var lostTrials: [String: Set<Int>] {
    losses.found(
      tallies: tallies, footer: footer, tests: header?.plan.design.tests ?? [], decisions: decisions)
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context): context.debugDescription
    case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is of another kind"
    @unknown default: "\(error)"
    }
  }
}

extension RecordLine {
  /// Whether it is of a kind that this code knows.
  fileprivate var isOurs: Bool {
    if case .unknown = self { return false }
    return true
  }
}

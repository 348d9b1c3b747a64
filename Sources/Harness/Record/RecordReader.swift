package import EvalSchema
import FoundationEssentials

/// Reads a run record: what decides (`RunLog`) and what reports show beside it (`RunFacts`).
///
/// The file is streamed; only small fields of a trial are decoded, and transcripts of a few examples. A torn last line is dropped
/// and counted. Any other line that cannot be read, and any contradiction between lines, is an error with file and line: a
/// verdict is never made from half a record.
package struct RecordReader {
  private let path: String
  private let decoder = JSONDecoder()
  private var header: RunHeader?
  private var footer: RunFooter?
  private var planned: [String: PlannedCase] = [:]
  private var records: [String: CaseRecord] = [:]
  private var tallies: [String: CaseTally] = [:]
  private var totals: RunTotals
  private var damaged = 0

  private init(_ path: String) {
    self.path = path
    totals = RunTotals()
  }

  /// Reads a record.
  ///
  /// Throws `record-unreadable` when there is no such file, `record-damaged` when a line is not what it should be, and
  /// `record-altered` when a digest in the record does not fit its content.
  package static func read(_ path: String) throws(DiagnosticError) -> (log: RunLog, facts: RunFacts) {
    var reader = RecordReader(path)
    do {
      try LineBlocks(path: path).forEach { try reader.take($0) }
    } catch let failure as LineBlocks.Failure {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(failure.message)"))
    } catch let error as DiagnosticError {
      throw error
    } catch {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(error)"))
    }
    return try reader.result()
  }

  private mutating func take(_ line: LineBlocks.Line) throws {
    let data = Data(line.bytes)
    do {
      if case .trial(let essence) = try decoder.decode(LineEssence.self, from: data) {
        try take(essence, line, data)
      } else {
        try take(try decoder.decode(RecordLine.self, from: data), line)
      }
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
        throw DiagnosticError(
          .error(
            "record-altered", "the plan in this record does not have the digest that stands beside it",
            at: Place(file: path, line: line.number), hint: "the record was changed after the run; run again"))
      }
      header = found
      for planned in found.plan.cases { self.planned[planned.id] = planned }
    case .evalCase(let record):
      try takeCase(record, line)
    case .footer(let found):
      try expectOpen(line)
      guard found.trials == totals.trials else {
        throw damage("the record ends after \(found.trials) trials, and \(totals.trials) stand in it", line)
      }
      footer = found
    case .trial, .decision, .unknown: break
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
  }

  private mutating func take(_ trial: TrialEssence, _ line: LineBlocks.Line, _ data: Data) throws {
    try expectOpen(line)
    guard var tally = tallies.removeValue(forKey: trial.evalCase) else {
      throw damage("a trial of \"\(trial.evalCase)\", which is not a case of this run", line)
    }
    let most = max(1_000_000, 2 * min(planned[trial.evalCase]?.maximumTrials ?? 0, 50_000_000))
    guard trial.index >= 0, trial.index < most else { throw damage("\(trial.index) is no index of a trial", line) }
    guard tally.isFree(trial.index) else {
      throw damage("trial \(trial.index) of \"\(trial.evalCase)\" stands here twice", line)
    }
    var answer: UInt64 = 0
    if trial.outcome != .errored, let transcript = JSONMember.value(of: "transcript", in: line.bytes) {
      answer = JSONMember.digest(transcript)
    }
    tally.take(trial, answer: answer)
    totals.take(trial)
    if tally.examples.wants(trial.outcome, index: trial.index),
      case .trial(let record) = try decoder.decode(RecordLine.self, from: data)
    {
      tally.examples.add(record)
    }
    tallies[trial.evalCase] = tally
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
    let log = RunLog(header: header, footer: footer, cases: cases, logs: tallies.mapValues(\.log))
    let facts = RunFacts(
      header: header, footer: footer, cases: cases, trials: totals.trials, afterStop: totals.afterStop,
      retries: totals.retriesByKind.values.reduce(0, +), retriesByKind: totals.retriesByKind, usage: totals.usage,
      costMicros: totals.costMicros, currency: header.target.price?.currency, calls: totals.calls,
      latencies: totals.latencies.summary,
      examples: tallies.mapValues(\.examples.records).filter { !$0.value.isEmpty },
      latenciesByCase: tallies.compactMapValues(\.latencies.summary), damagedLines: damaged)
    return (log, facts)
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

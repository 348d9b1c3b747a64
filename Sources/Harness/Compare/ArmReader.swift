package import EvalSchema
import FoundationEssentials

/// Reads a run record for a comparison: its outcomes, its facts, and what each trial was like.
///
/// The file is streamed twice: once as every reader does, once for the transcripts, of which only numbers and openings are kept.
/// Complexity: O(bytes of the record) time, O(trials) memory.
package enum ArmReader {
  /// Reads a record.
  ///
  /// Throws what `RecordReader.read` throws.
  package static func read(_ path: String) async throws(DiagnosticError) -> (arm: ComparisonArm, facts: RunFacts) {
    let (log, facts) = try RecordReader.read(path)
    let mostTokens = TrialGauge.mostTokens(of: log.header.target)
    var traits: [String: [Int: TrialTraits]] = [:]
    var openings: [(id: String, index: Int, text: String)] = []
    try forEachTrial(in: path) { trial in
      guard !log.hasLater(trial) else { return }
      traits[trial.evalCase, default: [:]][trial.index] = TrialGauge.traits(of: trial, mostTokens: mostTokens)
      let opening = TrialGauge.opening(of: trial)
      if !opening.isEmpty { openings.append((trial.evalCase, trial.index, opening)) }
    }
    let refusals = RefusalGauge()
    for (id, index, text) in openings where await refusals.isRefusal(text) {
      traits[id]?[index]?.isRefusal = true
    }
    for (id, found) in traits {
      let used = used(id, log)
      for index in found.keys where index >= used { traits[id]?[index]?.isAfterStop = true }
    }
    return (ComparisonArm(log: log, traits: traits), facts)
  }

  /// The trial index of a case below which trials count.
  ///
  /// The footer of a comparison's arm says it. An arm that did not end counts up to its first gap: what lies behind is there only
  /// because it was fast.
  private static func used(_ id: String, _ log: RunLog) -> Int {
    guard let arm = log.header.arm else { return .max }
    if let footer = log.footer { return footer.used?[id] ?? .max }
    if arm.recorded != nil { return .max }
    let outcomes = log.logs[id]?.outcomes ?? []
    return outcomes.firstIndex { $0 == nil } ?? outcomes.count
  }

  /// The trials of both records at the given indices of each case, side by side; a pair of which one is missing is left out.
  package static func pairs(
    _ wanted: [String: [Int]], baseline: String, candidate: String
  ) throws(DiagnosticError) -> [String: [TrialPair]] {
    let first = try trials(wanted, in: baseline)
    let second = try trials(wanted, in: candidate)
    return wanted.reduce(into: [:]) { pairs, entry in
      let found = entry.value.compactMap { index -> TrialPair? in
        guard let before = first[entry.key]?[index], let now = second[entry.key]?[index] else { return nil }
        return TrialPair(baseline: before, candidate: now)
      }
      if !found.isEmpty { pairs[entry.key] = found }
    }
  }

  private static func trials(
    _ wanted: [String: [Int]], in path: String
  ) throws(DiagnosticError) -> [String: [Int: TrialRecord]] {
    let sought = wanted.mapValues { Set($0) }
    var found: [String: [Int: TrialRecord]] = [:]
    guard !wanted.isEmpty else { return found }
    try forEachTrial(in: path) { trial in
      if sought[trial.evalCase]?.contains(trial.index) == true {
        found[trial.evalCase, default: [:]][trial.index] = trial
      }
    }
    return found
  }

  /// Calls `body` for every trial of a record in its order; a torn last line is left out.
  private static func forEachTrial(
    in path: String, _ body: (TrialRecord) -> Void
  ) throws(DiagnosticError) {
    let decoder = JSONDecoder()
    do {
      try LineBlocks(path: path).forEach { line in
        guard line.isTerminated, let kind = JSONMember.value(of: "kind", in: line.bytes),
          kind.elementsEqual("\"trial\"".utf8)
        else { return }
        if case .trial(let trial) = try decoder.decode(RecordLine.self, from: Data(line.bytes)) { body(trial) }
      }
    } catch let failure as LineBlocks.Failure {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(failure.message)"))
    } catch {
      throw DiagnosticError(.error("record-damaged", "the record \"\(path)\" cannot be read: \(error)"))
    }
  }
}

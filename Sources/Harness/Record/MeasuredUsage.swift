package import EvalSchema
import FoundationEssentials

/// What trials of each case really took, as an earlier run recorded it.
package struct MeasuredUsage: Sendable, Hashable {
  /// The run that was read.
  package var runID: String
  /// For each case id, the mean tokens of one trial, rounded up.
  package var usage: [String: Usage]
  /// Trials that were measured.
  package var trials: Int

  /// Reads a record; cases whose answers told no tokens are left out.
  ///
  /// Complexity: O(bytes of the record). Throws what `RecordReader.header` throws, and `record-damaged`.
  package static func read(_ run: RunDirectory) throws(DiagnosticError) -> MeasuredUsage {
    let decoder = JSONDecoder()
    var sums: [String: (usage: Usage, trials: Int)] = [:]
    do {
      try LineBlocks(path: run.record).forEach { line in
        guard line.isTerminated else { return }
        var essence = TrialScan.essence(line.bytes)?.trial
        if essence == nil, case .trial(let read) = try decoder.decode(LineEssence.self, from: Data(line.bytes)) {
          essence = read
        }
        guard let trial = essence, trial.outcome != .errored, trial.cached != true,
          trial.usage.inputTokens + trial.usage.outputTokens > 0
        else { return }
        let sum = sums[trial.evalCase] ?? (Usage(), 0)
        sums[trial.evalCase] = (sum.usage + trial.usage, sum.trials + 1)
      }
    } catch let failure as LineBlocks.Failure {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(run.record)\": \(failure.message)"))
    } catch {
      throw DiagnosticError(.error("record-damaged", "the record \"\(run.record)\" cannot be read: \(error)"))
    }
    return MeasuredUsage(
      runID: run.runID, usage: sums.mapValues { mean($0.usage, $0.trials) },
      trials: sums.values.reduce(0) { $0 + $1.trials })
  }

  /// The newest run of a target on an evalset in a folder of runs, among the last fifty; nil when there is none.
  ///
  /// Records that cannot be read are passed over.
  package static func newest(of target: String, on evalset: String, in reports: String) -> RunDirectory? {
    for id in RunDirectory.runs(in: reports).suffix(50).reversed() {
      let run = RunDirectory(runID: id, path: reports + "/" + id)
      do {
        guard let header = try RecordReader.header(run.record) else { continue }
        if header.target.name == target, header.plan.evalset == evalset { return run }
      } catch {
        continue  // Another run's trouble is not this plan's.
      }
    }
    return nil
  }

  private static func mean(_ sum: Usage, _ count: Int) -> Usage {
    func up(_ value: Int) -> Int { (value + count - 1) / max(1, count) }
    return Usage(
      inputTokens: up(sum.inputTokens), outputTokens: up(sum.outputTokens),
      cachedInputTokens: sum.cachedInputTokens / max(1, count), reasoningTokens: up(sum.reasoningTokens))
  }
}

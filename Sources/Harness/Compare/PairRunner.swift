import Adapters
package import EvalSchema
package import Graders
import FoundationEssentials

/// Runs a comparison: paired, interleaved trials of two targets, until it is decided, and one record for each arm.
///
/// Both records hold complete rounds in their order; what came back after the decision stands behind them, marked as such. So the
/// verdict that is made of the records is that of the run, at any concurrency.
package struct PairRunner: Sendable {
  /// One side.
  package struct Arm: Sendable {
    /// What runs.
    package var plan: RunPlan
    /// The target.
    package var target: Target
    /// How the target is reached; closed by the caller.
    package var adapter: any Adapter
    /// Where its record is made; a folder that exists and holds none yet.
    package var directory: RunDirectory

    /// Makes the value from its parts.
    package init(plan: RunPlan, target: Target, adapter: any Adapter, directory: RunDirectory) {
      self.plan = plan
      self.target = target
      self.adapter = adapter
      self.directory = directory
    }
  }

  /// Where a comparison stands.
  package struct Progress: Sendable, Hashable {
    /// Complete rounds.
    package var rounds = 0
    /// Pairs in which only the candidate failed, in complete rounds.
    package var onlyCandidateFailed = 0
    /// Pairs in which only the baseline failed, in complete rounds.
    package var onlyBaselineFailed = 0
    /// Trials that came back, of both arms.
    package var trials = 0
    /// How many of them errored.
    package var errored = 0
    /// Trials in flight.
    package var inFlight = 0
  }

  /// What became of a comparison.
  package struct Summary: Sendable {
    /// The counts at the end.
    package var progress: Progress
    /// Whether the user stopped it.
    package var interrupted: Bool
    /// Why it ended undecided before its most pairs, when it did.
    package var stopped: String?
  }

  /// What the candidate is compared with.
  package var baseline: Arm
  /// What is judged.
  package var candidate: Arm
  /// The evalset of both plans.
  package var evalset: Evalset
  /// The compiled graders of each case, by id.
  package var graders: [String: CaseGrader]
  /// The self-test of each case's exhibits, by id.
  package var proofs: [String: [ExhibitProof]]
  /// What writes the records.
  package var tool: ToolVersion
  /// The command line, for the records.
  package var command: [String]
  /// The margin of the average.
  package var margin: Double
  /// The most rounds.
  package var maximumRounds: Int
  /// Most trials in flight of each arm; nil means the targets' own limits.
  package var concurrency: Int?
  /// The time.
  package var clock: RunClock

  /// Makes the runner from its parts.
  package init(
    baseline: Arm, candidate: Arm, evalset: Evalset, graders: [String: CaseGrader],
    proofs: [String: [ExhibitProof]] = [:], tool: ToolVersion, command: [String] = [], margin: Double,
    maximumRounds: Int, concurrency: Int? = nil, clock: RunClock = .system()
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.evalset = evalset
    self.graders = graders
    self.proofs = proofs
    self.tool = tool
    self.command = command
    self.margin = margin
    self.maximumRounds = maximumRounds
    self.concurrency = concurrency
    self.clock = clock
  }

  /// Runs until the comparison is decided, its rounds are used, or it is stopped.
  ///
  /// - Throws: `RunFailure` when a record cannot be written; what was written before is whole.
  package func run(
    stop: RunStop = RunStop(), events: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(RunFailure) -> Summary {
    do {
      var writers = (
        baseline: try RecordWriter(creating: baseline.directory.record),
        candidate: try RecordWriter(creating: candidate.directory.record)
      )
      try begin(&writers.baseline, baseline)
      try begin(&writers.candidate, candidate)
      let loop = PairLoop(self, writers: writers, stop: stop, events: events)
      return try await loop.run()
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: 0)
    }
  }

  /// Most trials of an arm in flight.
  func limit(_ arm: Arm) -> Int { max(1, concurrency ?? arm.target.limits.concurrency) }

  private func begin(_ writer: inout RecordWriter, _ arm: Arm) throws {
    let header = try evalset.header(
      tool: tool, runID: arm.directory.runID, startedAt: clock.date().ISO8601Format(), plan: arm.plan,
      target: arm.target, concurrency: limit(arm), command: command)
    try writer.append(.header(header))
    for record in evalset.caseRecords(of: arm.plan, proofs: proofs) { try writer.append(.evalCase(record)) }
  }
}

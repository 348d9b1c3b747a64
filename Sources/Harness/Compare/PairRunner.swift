import Adapters
package import EvalSchema
package import Graders
import FoundationEssentials

/// Runs a comparison: paired, interleaved trials of two targets, until it is decided, and one record for each arm.
///
/// Every trial is written when it comes back; the footers say which were used. So the verdict that is made of the records is that
/// of the run, at any concurrency, and a comparison that was broken off goes on where it was. Against a recorded baseline only
/// the candidate is run, and a few trials of the baseline again, into a record of their own.
package struct PairRunner: Sendable {
  /// One side.
  package struct Arm: Sendable {
    /// What runs.
    package var plan: RunPlan
    /// The target.
    package var target: Target
    /// How the target is reached; closed by the caller.
    package var adapter: any Adapter
    /// Where its record is made; a folder that exists.
    package var directory: RunDirectory

    /// Makes the value from its parts.
    package init(plan: RunPlan, target: Target, adapter: any Adapter, directory: RunDirectory) {
      self.plan = plan
      self.target = target
      self.adapter = adapter
      self.directory = directory
    }
  }

  /// A record in the place of the baseline.
  package struct Recorded: Sendable {
    /// What stands of it in the headers.
    package var baseline: RecordedBaseline
    /// Its outcomes.
    package var arm: ComparisonArm

    /// Makes the value from its parts.
    package init(_ baseline: RecordedBaseline, arm: ComparisonArm) {
      self.baseline = baseline
      self.arm = arm
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
    /// What they cost, in millionths of the currency unit.
    package var costMicros = 0
  }

  /// What became of a comparison.
  package struct Summary: Sendable {
    /// The counts at the end.
    package var progress: Progress
    /// Whether the user stopped it.
    package var interrupted: Bool
    /// Why it ended undecided before its most pairs, when it did.
    package var stopped: String?
    /// Whether there was nothing to go on with.
    package var wasComplete = false
  }

  /// What the candidate is compared with, where it runs: nil against a record that is not tested again.
  package var baseline: Arm?
  /// What is judged.
  package var candidate: Arm
  /// The record in the place of the baseline; nil when both arms run.
  package var recorded: Recorded?
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
  /// What both arms together may use at most.
  package var budget: RunBudget
  /// The requests to its judges, which end with it; nil where no model judges.
  package var judging: JudgeRequests?
  /// The time.
  package var clock: RunClock
  /// Called by `resume` before a record changes: takes away what was made from them as they were.
  package var beforeChange: @Sendable () throws(DiagnosticError) -> Void = {}

  /// Makes the runner from its parts.
  package init(
    baseline: Arm?, candidate: Arm, recorded: Recorded? = nil, evalset: Evalset, graders: [String: CaseGrader],
    proofs: [String: [ExhibitProof]] = [:], tool: ToolVersion, command: [String] = [], margin: Double,
    maximumRounds: Int, concurrency: Int? = nil, budget: RunBudget = RunBudget(), clock: RunClock = .system()
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.recorded = recorded
    self.evalset = evalset
    self.graders = graders
    self.proofs = proofs
    self.tool = tool
    self.command = command
    self.margin = margin
    self.maximumRounds = maximumRounds
    self.concurrency = concurrency
    self.budget = budget
    self.clock = clock
  }

  /// Runs until the comparison is decided, its rounds are used, or it is stopped.
  ///
  /// - Throws: `RunFailure` when a record cannot be written; what was written before is whole.
  package func run(
    stop: RunStop = RunStop(), events: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(RunFailure) -> Summary {
    var writers = ArmWriters()
    do {
      for (role, arm) in arms { writers[role] = try RecordWriter(creating: arm.directory.record) }
      for (role, arm) in arms { try begin(&writers, role, arm) }
    } catch {
      writers.close()
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: 0)
    }
    let start = PairStart(scheduler: scheduler())
    return try await PairLoop(self, start, writers: writers, stop: stop, events: events).run()
  }

  /// The arms that run.
  var arms: [(ArmRole, Arm)] { (baseline.map { [(.baseline, $0)] } ?? []) + [(.candidate, candidate)] }

  /// Most trials of an arm in flight.
  func limit(_ arm: Arm) -> Int { max(1, concurrency ?? arm.target.limits.concurrency) }

  /// What keeps the pace of each arm's target; one for both where they are one account at one provider.
  func pacers() -> [ArmRole: RequestPacer] {
    guard let baseline, candidate.target.sharesAccount(with: baseline.target) else {
      return Dictionary(
        uniqueKeysWithValues: arms.map { role, arm in
          (role, RequestPacer(limit: limit(arm), target: arm.target, clock: clock))
        })
    }
    let shared = RequestPacer(
      limit: limit(baseline) + limit(candidate), target: candidate.target, clock: clock)
    return [.baseline: shared, .candidate: shared]
  }

  /// A scheduler that knows nothing yet.
  func scheduler() -> PairScheduler {
    let ids = candidate.plan.cases.map(\.id)
    let policy = evalset.manifest.policy
    let most = arms.map { limit($0.1) }.max() ?? 1
    let groups = recorded.map { found in
      PairScheduler.Recorded(
        groups: ids.map { found.arm.groups(of: $0, size: found.baseline.trials) }, size: max(1, found.baseline.trials),
        fresh: baseline == nil ? 0 : found.baseline.fresh)
    }
    return PairScheduler(
      cases: ids.count, margin: margin, alpha: 1 - policy.confidence, maximumRounds: maximumRounds,
      errorShare: policy.errorShare, ahead: 1 + most / max(1, ids.count), recorded: groups)
  }

  /// Writes the header and the cases of an arm.
  func begin(_ writers: inout ArmWriters, _ role: ArmRole, _ arm: Arm) throws {
    var header = try evalset.header(
      tool: tool, runID: arm.directory.runID, startedAt: clock.date().ISO8601Format(), plan: arm.plan,
      target: arm.target, concurrency: limit(arm), command: command)
    header.arm = ArmPlan(role: role, margin: margin, maximumRounds: maximumRounds, recorded: recorded?.baseline)
    try writers[role]?.append(.header(header))
    for record in evalset.caseRecords(of: arm.plan, proofs: proofs) { try writers[role]?.append(.evalCase(record)) }
  }
}

/// The records that are being written, one for each arm that runs.
struct ArmWriters: Sendable {
  private var baseline: RecordWriter?
  private var candidate: RecordWriter?

  subscript(role: ArmRole) -> RecordWriter? {
    get { role == .baseline ? baseline : candidate }
    set { if role == .baseline { baseline = newValue } else { candidate = newValue } }
  }

  /// Brings all to the disk; gives the first failure.
  func sync() async -> RecordWriter.Failure? {
    let first = await baseline?.sync()
    let second = await candidate?.sync()
    return first ?? second
  }

  /// Closes all without a word.
  consuming func close() {
    baseline?.close()
    candidate?.close()
  }

  /// Brings all to the disk and closes them; gives the first failure.
  consuming func finish() async -> RecordWriter.Failure? {
    var failure: RecordWriter.Failure?
    for writer in [baseline, candidate].compactMap({ $0 }) {
      do throws(RecordWriter.Failure) { try await writer.finish() } catch { failure = failure ?? error }
    }
    return failure
  }
}

/// Where a comparison begins: at nothing, or behind what its records hold.
struct PairStart: Sendable {
  /// The scheduler, with every recorded outcome.
  var scheduler: PairScheduler
  /// What the recorded trials add up to.
  var progress = PairRunner.Progress()
  /// The trial lines of each record.
  var lines: [ArmRole: Int] = [:]
  /// Seconds that the comparison has taken.
  var elapsed = 0.0
}

extension Target {
  /// Whether requests of both count against the same limits of a provider: same adapter, address, key and stated limits.
  func sharesAccount(with other: Target) -> Bool {
    baseURL != nil && adapter == other.adapter && baseURL == other.baseURL && keyEnv == other.keyEnv
      && limits.requestsPerMinute == other.limits.requestsPerMinute
      && limits.tokensPerMinute == other.limits.tokensPerMinute
  }
}

package import Adapters
package import EvalSchema
package import Graders
import FoundationEssentials

/// Runs a plan against a target and writes the record.
///
/// One bounded task group, one writer. Every trial that comes back is written before it is counted; decisions are made by
/// `Scheduler` in the order of trial indices. Ends when no test needs a trial, when it is stopped, or when going on is useless:
/// a refused key, a used-up quota, a record that cannot be written.
package struct Runner: Sendable {
  /// What runs.
  package var plan: RunPlan
  /// The evalset that the plan is of.
  package var evalset: Evalset
  /// The target.
  package var target: Target
  /// How the target is reached; closed by the caller.
  package var adapter: any Adapter
  /// Answers of earlier runs; never in a gate.
  package var cache: ResponseCache?
  /// The requests to its judges, which end with it; nil where no model judges.
  package var judging: JudgeRequests?
  /// Why the target cannot be reached, when `resume` is to go on all the same as long as nothing is to be asked.
  package var unreachable: DiagnosticError?
  /// Called by `resume` before the record changes: takes away what was made from it as it was.
  package var beforeChange: @Sendable () throws(DiagnosticError) -> Void = {}
  /// The compiled graders of each case, by id.
  package var graders: [String: CaseGrader]
  /// The self-test of each case's exhibits, by id.
  package var proofs: [String: [ExhibitProof]]
  /// What writes the record.
  package var tool: ToolVersion
  /// The command line, for the record.
  package var command: [String]
  /// Most trials in flight; nil means the target's own limit.
  package var concurrency: Int?
  /// What the run may use at most.
  package var budget: RunBudget
  /// When failed requests are tried again.
  package var retry: RetryPolicy
  /// The time.
  package var clock: RunClock

  /// Makes the runner from its parts.
  package init(
    plan: RunPlan, evalset: Evalset, target: Target, adapter: any Adapter, graders: [String: CaseGrader],
    proofs: [String: [ExhibitProof]] = [:], tool: ToolVersion, command: [String] = [], concurrency: Int? = nil,
    budget: RunBudget = RunBudget(), retry: RetryPolicy? = nil, clock: RunClock = .system()
  ) {
    self.plan = plan
    self.evalset = evalset
    self.target = target
    self.adapter = adapter
    self.graders = graders
    self.proofs = proofs
    self.tool = tool
    self.command = command
    self.concurrency = concurrency
    self.budget = budget
    self.retry = retry ?? RetryPolicy(limits: target.limits)
    self.clock = clock
  }

  /// Runs the plan into a folder that exists and holds no record yet.
  ///
  /// - Parameters:
  ///   - directory: where `run.jsonl` is made.
  ///   - stop: raised to end soon and in order.
  ///   - events: called for everything that happens, one at a time.
  /// - Throws: `RunFailure` when the record cannot be written; what was written before is whole.
  package func run(
    into directory: RunDirectory, stop: RunStop = RunStop(),
    events: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws(RunFailure) -> RunSummary {
    do {
      let writer = try RecordWriter(creating: directory.record)
      return try await run(directory, writer: writer, stop: stop, events: events)
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw RunFailure(diagnostic: Self.diagnostic(error), trials: 0)
    }
  }

  /// Runs the plan into an open record.
  func run(
    _ directory: RunDirectory, writer: consuming RecordWriter, stop: RunStop,
    events: @escaping @Sendable (RunEvent) -> Void
  ) async throws(RunFailure) -> RunSummary {
    do {
      try writer.append(.header(try header(directory.runID)))
      for record in evalset.caseRecords(of: plan, proofs: proofs) { try writer.append(.evalCase(record)) }
    } catch {
      writer.close()
      throw RunFailure(diagnostic: Self.diagnostic(error), trials: 0)
    }
    let loop = RunLoop(
      self, RunStart(scheduler: Scheduler(plan: plan, costs: costs())), writer: writer, stop: stop, events: events)
    return try Self.summary(await loop.run(), directory)
  }

  /// Most trials in flight.
  var trialsInFlight: Int { max(1, concurrency ?? target.limits.concurrency) }

  /// What a trial of each case is thought to cost, in the order of the plan: money where the target has a price, else tokens.
  ///
  /// Estimated from the texts, so that a run that goes on asks in the same order as one that was never stopped.
  func costs() -> [Double] {
    estimates().map { usage in
      Double(max(1, target.price.map { $0.micros(usage) } ?? usage.inputTokens + usage.outputTokens))
    }
  }

  /// For each case of the plan, what its first request is taken for by the pace.
  func steps() -> [RequestPace.Step] {
    zip(plan.cases, estimates()).map { planned, usage in
      RequestPace.Step(evalCase: planned.id, guess: Double(usage.inputTokens + usage.outputTokens))
    }
  }

  private func estimates() -> [Usage] {
    let cases = Dictionary(evalset.cases.map { ($0.evalCase.id, $0.evalCase) }) { first, _ in first }
    return plan.cases.map { planned in
      cases[planned.id].map { Forecaster.estimatedUsage(of: $0, system: target.systemText) } ?? Usage()
    }
  }

  /// What is told of an ended run.
  static func summary(_ ended: RunLoop.Ended, _ directory: RunDirectory) throws(RunFailure) -> RunSummary {
    if let failure = ended.failure { throw RunFailure(diagnostic: failure, trials: ended.progress.trials) }
    return RunSummary(
      runID: directory.runID, record: directory.record, progress: ended.progress, decisions: ended.decisions,
      interrupted: ended.interrupted, stopped: ended.stopped, budget: ended.budget)
  }

  private func header(_ runID: String) throws -> RunHeader {
    try evalset.header(
      tool: tool, runID: runID, startedAt: clock.date().ISO8601Format(), plan: plan, target: target,
      concurrency: trialsInFlight, command: command)
  }

  static func diagnostic(_ error: any Error) -> Diagnostic {
    if let failure = error as? RecordWriter.Failure { return failure.diagnostic }
    return .error("record-unwritable", "a line of the record has no JSON form: \(error)")
  }
}

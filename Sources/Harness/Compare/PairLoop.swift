import Adapters
import EvalSchema
import Graders
import Statistics
import FoundationEssentials

/// The shell around `PairScheduler`: starts trials of both arms, takes what comes back, writes it, and asks again.
struct PairLoop {
  /// What can happen.
  private enum Happening: Sendable {
    case trial(PairScheduler.Launch, TrialRecord)
    case synced(RecordWriter.Failure?)
    case second
  }

  /// One arm that runs.
  private struct Arm {
    var trials: TrialRunner
    /// Most trials in flight.
    var limit: Int
    var flying = 0
    var lines = 0
  }

  private let runner: PairRunner
  private let planned: [CaseGrader?]
  private let rotations: [VariantRotation?]
  private let ids: [String]
  private let stop: RunStop
  private let ending = RunStop()
  private let events: @Sendable (PairRunner.Progress) -> Void
  /// When the comparison began, or would have begun had it never been interrupted.
  private let origin: Double
  /// When this part of it began.
  private let begin: Double
  private var arms: [ArmRole: Arm] = [:]
  private var writers: ArmWriters
  private var scheduler: PairScheduler
  private var progress: PairRunner.Progress
  private var lastSync: Double
  private var isSyncing = false
  private var interrupted = false
  private var usedUp: RunBudgetKind?
  private var outage: FailureKind?
  private var silentJudge: String?
  /// One for each arm; one for both where they share an account.
  private let pacers: [ArmRole: RequestPacer]
  private var failure: Diagnostic?

  init(
    _ runner: PairRunner, _ start: PairStart, writers: ArmWriters, stop: RunStop,
    events: @escaping @Sendable (PairRunner.Progress) -> Void
  ) {
    self.runner = runner
    begin = runner.clock.now()
    origin = begin - start.elapsed
    lastSync = begin
    ids = runner.candidate.plan.cases.map(\.id)
    planned = ids.map { runner.graders[$0] }
    rotations = planned.map { $0.map { VariantRotation($0.evalCase) } }
    self.stop = stop
    self.events = events
    self.writers = writers
    scheduler = start.scheduler
    progress = start.progress
    pacers = runner.pacers()
    for (role, arm) in runner.arms {
      arms[role] = Arm(
        trials: TrialRunner(
          target: arm.target, adapter: arm.adapter, retry: .init(limits: arm.target.limits), clock: runner.clock,
          ending: ending, pacer: pacers[role]), limit: runner.limit(arm), lines: start.lines[role] ?? 0)
    }
  }

  /// Runs to the end and closes the records.
  func run() async throws(RunFailure) -> PairRunner.Summary {
    var loop = self
    if let missing = zip(loop.planned, loop.ids).first(where: { $0.0 == nil })?.1 {
      loop.scheduler.stop("the case \(missing) has no graders")
    }
    loop = await withTaskGroup(of: Happening.self) { [loop] group in
      var loop = loop
      await loop.drive(&group)
      return loop
    }
    return try await loop.finish()
  }

  private mutating func drive(_ group: inout TaskGroup<Happening>) async {
    addSecond(to: &group)
    launch(into: &group)
    while scheduler.inFlight > 0, let happening = await group.next() {
      switch happening {
      case .trial(let launch, let trial): take(trial, of: launch)
      case .synced(let found):
        isSyncing = false
        if let found { fail(found.diagnostic) }
      case .second:
        endIfNothingIsAccepted()
        events(progress)
        addSecond(to: &group)
      }
      if failure != nil { group.cancelAll() }
      launch(into: &group)
      syncIfDue(in: &group)
    }
    group.cancelAll()
    for await case .synced(let found?) in group { fail(found.diagnostic) }
  }

  private mutating func launch(into group: inout TaskGroup<Happening>) {
    if Task.isCancelled || stop.wasRaised { interrupt() }
    endIfUsedUp()
    while mayStartTrial() {
      let free = arms.mapValues { $0.flying < $0.limit }
      guard let launch = scheduler.next(where: { free[$0] ?? false }), let grader = planned[launch.caseIndex],
        let rotation = rotations[launch.caseIndex], let trials = arms[launch.role]?.trials
      else { break }
      // One seed for both arms: that of the plan, the case, the variant and the index.
      let assignment = TrialRunner.Assignment(
        grader, rotation, index: launch.trial, run: runner.candidate.plan.seed, origin: origin)
      arms[launch.role]?.flying += 1
      group.addTask { .trial(launch, await trials.run(assignment)) }
    }
    progress.inFlight = scheduler.inFlight
  }

  /// Ends the comparison when its time or its money is used up.
  private mutating func endIfUsedUp() {
    guard usedUp == nil, !scheduler.isEnded,
      let kind = runner.budget.exhausted(seconds: runner.clock.now() - begin, costMicros: progress.costMicros)
    else { return }
    useUp(kind)
  }

  private mutating func useUp(_ kind: RunBudgetKind) {
    usedUp = kind
    end(runner.budget.sentence(kind))
  }

  /// Ends the comparison when a target, or a judge, has accepted nothing for as long as one request may be tried.
  private mutating func endIfNothingIsAccepted() {
    guard !scheduler.isEnded else { return }
    if let found = runner.judging?.outage {
      (outage, silentJudge) = (found.kind, found.judge)
      return end(found.sentence)
    }
    for role in ArmRole.allCases {
      guard let found = pacers[role]?.outage else { continue }
      outage = found.kind
      return end("\(role.rawValue): \(found.sentence)")
    }
  }

  /// Whether the money is enough for one more trial; when it is not and none is out, the comparison ends.
  private mutating func mayStartTrial() -> Bool {
    var spent = RunProgress()
    (spent.trials, spent.costMicros) = (progress.trials, progress.costMicros)
    if runner.budget.allowsTrial(after: spent, inFlight: scheduler.inFlight) { return true }
    if scheduler.inFlight == 0, !scheduler.isEnded { useUp(.cost) }
    return false
  }

  /// Writes a trial, then counts it.
  private mutating func take(_ trial: TrialRecord, of launch: PairScheduler.Launch) {
    arms[launch.role]?.flying -= 1
    if trial.error?.kind == .cancelled { endIfNothingIsAccepted() }
    // A trial that was called off is no evidence, not even of an error.
    let isCalledOff = trial.error?.kind == .cancelled && (Task.isCancelled || ending.wasRaised || stop.wasRaised)
    guard failure == nil, !isCalledOff else { return scheduler.abandon(launch) }
    var trial = trial
    trial.afterStop = scheduler.verdict != nil && scheduler.isEnded
    do {
      try writers[launch.role]?.append(.trial(trial))
      arms[launch.role]?.lines += 1
    } catch {
      scheduler.abandon(launch)
      return fail(Runner.diagnostic(error))
    }
    progress.trials += 1
    progress.costMicros += trial.costMicros
    if trial.outcome == .errored { progress.errored += 1 }
    let fatal = trial.error.flatMap { error in
      error.kind.isFatal ? "\(launch.role.rawValue): \(error.kind.rawValue): \(error.message)" : nil
    }
    if scheduler.complete(launch, trial.outcome, fatal: fatal) {
      let total = scheduler.total
      progress.rounds = scheduler.rounds
      progress.onlyCandidateFailed = total.plus
      progress.onlyBaselineFailed = total.minus
      events(progress)
    }
    if let objection = runner.budget.objection(to: trial), !scheduler.isEnded { end(objection) }
    if scheduler.isEnded { endWaits() }
  }

  private mutating func interrupt() {
    guard !interrupted, !scheduler.isEnded else { return }
    interrupted = true
    end("interrupted")
  }

  private mutating func fail(_ diagnostic: Diagnostic) {
    failure = failure ?? diagnostic
    end("a record cannot be written")
  }

  private mutating func end(_ reason: String) {
    scheduler.stop(reason)
    endWaits()
  }

  /// What waits to try again, or for its turn, is called off; what the targets work on may be answered.
  private func endWaits() {
    ending.raise()
    for pacer in pacers.values { pacer.close() }
    runner.judging?.end()
  }

  private func addSecond(to group: inout TaskGroup<Happening>) {
    let clock = runner.clock
    group.addTask {
      await clock.deadline(1)
      return .second
    }
  }

  private mutating func syncIfDue(in group: inout TaskGroup<Happening>) {
    let now = runner.clock.now()
    guard !isSyncing, failure == nil, now - lastSync >= 1 else { return }
    lastSync = now
    isSyncing = true
    let writers = writers
    group.addTask { .synced(await writers.sync()) }
  }

  /// Writes the footers and closes the records.
  private consuming func finish() async throws(RunFailure) -> PairRunner.Summary {
    if failure == nil, !scheduler.isEnded { scheduler.stop("no trial could be started") }
    // Trials that were in flight may have decided everything all the same.
    let isDecided = scheduler.verdict != nil
    interrupted = interrupted && !isDecided
    usedUp = isDecided ? nil : usedUp
    outage = isDecided ? nil : outage
    let stopped = isDecided ? nil : scheduler.stopReason
    let used = Dictionary(
      ids.enumerated().map { ($1, scheduler.used($0)) }, uniquingKeysWith: { first, _ in first })
    if failure == nil {
      do {
        let end = RunFooter(
          endedAt: runner.clock.date().ISO8601Format(), seconds: runner.clock.now() - origin, trials: 0,
          interrupted: interrupted, stopped: stopped, budget: usedUp, outage: outage,
          judge: outage == nil ? nil : silentJudge, used: used)
        for role in ArmRole.allCases {
          guard let lines = arms[role]?.lines else { continue }
          var footer = end
          footer.trials = lines
          try writers[role]?.append(.footer(footer))
        }
      } catch {
        failure = Runner.diagnostic(error)
      }
    }
    if let found = await writers.finish() { failure = failure ?? found.diagnostic }
    progress.inFlight = 0
    events(progress)
    if let failure { throw RunFailure(diagnostic: failure, trials: progress.trials) }
    return PairRunner.Summary(progress: progress, interrupted: interrupted, stopped: stopped)
  }
}

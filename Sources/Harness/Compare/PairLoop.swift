import Adapters
import EvalSchema
import Graders
import Statistics
import FoundationEssentials

/// The shell around `PairScheduler`: starts trials of both arms, takes what comes back, and writes complete rounds.
struct PairLoop {
  /// What can happen.
  private enum Happening: Sendable {
    case trial(PairScheduler.Launch, TrialRecord)
    case second
  }

  private let runner: PairRunner
  private let trials: (baseline: TrialRunner, candidate: TrialRunner)
  private let planned: [CaseGrader?]
  private let rotations: [VariantRotation?]
  private let ids: [String]
  private let stop: RunStop
  private let ending = RunStop()
  private let events: @Sendable (PairRunner.Progress) -> Void
  private let origin: Double
  private var writers: (baseline: RecordWriter, candidate: RecordWriter)
  private var scheduler: PairScheduler
  private var concurrency: (baseline: AdaptiveConcurrency, candidate: AdaptiveConcurrency)
  private var flying = (baseline: 0, candidate: 0)
  private var progress = PairRunner.Progress()
  /// Trials that came back and are not written, by launch: bounded by how far rounds are started ahead.
  private var held: [PairScheduler.Launch: TrialRecord] = [:]
  private var written: [Int]
  private var lines = (baseline: 0, candidate: 0)
  private var interrupted = false
  private var failure: Diagnostic?

  init(
    _ runner: PairRunner, writers: (baseline: RecordWriter, candidate: RecordWriter), stop: RunStop,
    events: @escaping @Sendable (PairRunner.Progress) -> Void
  ) {
    self.runner = runner
    let ending = ending
    func trialRunner(_ arm: PairRunner.Arm) -> TrialRunner {
      TrialRunner(
        target: arm.target, adapter: arm.adapter, retry: .init(limits: arm.target.limits), clock: runner.clock,
        ending: ending)
    }
    trials = (trialRunner(runner.baseline), trialRunner(runner.candidate))
    ids = runner.baseline.plan.cases.map(\.id)
    planned = ids.map { runner.graders[$0] }
    rotations = planned.map { $0.map { VariantRotation($0.evalCase) } }
    self.stop = stop
    self.events = events
    origin = runner.clock.now()
    self.writers = writers
    let limits = (runner.limit(runner.baseline), runner.limit(runner.candidate))
    let policy = runner.evalset.manifest.policy
    scheduler = PairScheduler(
      cases: ids.count, margin: runner.margin, alpha: 1 - policy.confidence, maximumRounds: runner.maximumRounds,
      errorShare: policy.errorShare, ahead: 1 + max(limits.0, limits.1) / max(1, ids.count))
    concurrency = (AdaptiveConcurrency(limit: limits.0), AdaptiveConcurrency(limit: limits.1))
    written = Array(repeating: 0, count: ids.count)
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
      case .second:
        events(progress)
        addSecond(to: &group)
      }
      if failure != nil { group.cancelAll() }
      launch(into: &group)
    }
    group.cancelAll()
  }

  private mutating func launch(into group: inout TaskGroup<Happening>) {
    if Task.isCancelled || stop.wasRaised { interrupt() }
    let allowed = (concurrency.baseline.allowed, concurrency.candidate.allowed)
    while true {
      let flying = flying
      let found = scheduler.next { role in
        role == .baseline ? flying.baseline < allowed.0 : flying.candidate < allowed.1
      }
      guard let launch = found, let grader = planned[launch.caseIndex], let rotation = rotations[launch.caseIndex]
      else { break }
      // One seed for both arms: that of the plan, the case, the variant and the index.
      let assignment = TrialRunner.Assignment(
        grader, rotation, index: launch.trial, run: runner.baseline.plan.seed, origin: origin)
      let trials = launch.role == .baseline ? trials.baseline : trials.candidate
      if launch.role == .baseline { self.flying.baseline += 1 } else { self.flying.candidate += 1 }
      group.addTask { .trial(launch, await trials.run(assignment)) }
    }
    progress.inFlight = scheduler.inFlight
  }

  private mutating func take(_ trial: TrialRecord, of launch: PairScheduler.Launch) {
    switch launch.role {
    case .baseline:
      flying.baseline -= 1
      concurrency.baseline.observe(trial.attempts.map(\.kind), inFlight: flying.baseline)
    case .candidate:
      flying.candidate -= 1
      concurrency.candidate.observe(trial.attempts.map(\.kind), inFlight: flying.candidate)
    }
    // A trial that was called off is no evidence, not even of an error.
    let isCalledOff = trial.error?.kind == .cancelled && (Task.isCancelled || ending.wasRaised)
    guard failure == nil, !isCalledOff else { return scheduler.abandon(launch) }
    progress.trials += 1
    if trial.outcome == .errored { progress.errored += 1 }
    held[launch] = trial
    if scheduler.complete(launch, trial.outcome) {
      writeRounds()
      let total = scheduler.total
      progress.rounds = scheduler.rounds
      progress.onlyCandidateFailed = total.plus
      progress.onlyBaselineFailed = total.minus
      events(progress)
    }
    if let error = trial.error, error.kind.isFatal {
      end("\(launch.role.rawValue): \(error.kind.rawValue): \(error.message)")
    }
    if scheduler.isEnded { ending.raise() }
  }

  /// Writes the trials of the complete rounds that are not written, case by case, in index order.
  private mutating func writeRounds() {
    for index in written.indices {
      let used = scheduler.used(index)
      while written[index] < used {
        for role in ArmRole.allCases {
          write(PairScheduler.Launch(caseIndex: index, trial: written[index], role: role), isAfterStop: false)
        }
        written[index] += 1
      }
    }
  }

  private mutating func write(_ launch: PairScheduler.Launch, isAfterStop: Bool) {
    guard failure == nil, var trial = held.removeValue(forKey: launch) else { return }
    trial.afterStop = isAfterStop
    do {
      switch launch.role {
      case .baseline:
        try writers.baseline.append(.trial(trial))
        lines.baseline += 1
      case .candidate:
        try writers.candidate.append(.trial(trial))
        lines.candidate += 1
      }
    } catch {
      failure = Runner.diagnostic(error)
      end("a record cannot be written")
    }
  }

  private mutating func interrupt() {
    guard !interrupted, !scheduler.isEnded else { return }
    interrupted = true
    end("interrupted")
  }

  private mutating func end(_ reason: String) {
    scheduler.stop(reason)
    ending.raise()
  }

  private func addSecond(to group: inout TaskGroup<Happening>) {
    let clock = runner.clock
    group.addTask {
      await clock.deadline(1)
      return .second
    }
  }

  /// Writes what is left and the footers, and closes the records.
  private consuming func finish() async throws(RunFailure) -> PairRunner.Summary {
    if !scheduler.isEnded { scheduler.stop("no trial could be started") }
    // What came after the decision is kept and not used; without a decision everything is evidence.
    let isDecided = scheduler.verdict != nil
    let left = held.keys.sorted {
      ($0.caseIndex, $0.trial, $0.role.rawValue) < ($1.caseIndex, $1.trial, $1.role.rawValue)
    }
    for launch in left { write(launch, isAfterStop: isDecided) }
    let stopped = isDecided || scheduler.stopReason == nil ? nil : scheduler.stopReason
    let seconds = runner.clock.now() - origin
    func footer(_ lines: Int) -> RecordLine {
      .footer(
        RunFooter(
          endedAt: runner.clock.date().ISO8601Format(), seconds: seconds, trials: lines, interrupted: interrupted,
          stopped: stopped))
    }
    if failure == nil {
      do {
        try writers.baseline.append(footer(lines.baseline))
        try writers.candidate.append(footer(lines.candidate))
      } catch {
        failure = Runner.diagnostic(error)
      }
    }
    let (first, second) = writers
    do throws(RecordWriter.Failure) { try await first.finish() } catch { failure = failure ?? error.diagnostic }
    do throws(RecordWriter.Failure) { try await second.finish() } catch { failure = failure ?? error.diagnostic }
    progress.inFlight = 0
    events(progress)
    if let failure { throw RunFailure(diagnostic: failure, trials: lines.baseline + lines.candidate) }
    return PairRunner.Summary(progress: progress, interrupted: interrupted, stopped: stopped)
  }
}

import Adapters
import EvalSchema
import Graders
import FoundationEssentials

/// Where a run begins: at nothing, or behind what its record holds.
struct RunStart {
  /// The scheduler, with every recorded outcome.
  var scheduler: Scheduler
  /// The tests that have ended.
  var decisions: [DecisionRecord] = []
  /// What the recorded trials add up to.
  var progress = RunProgress()
  /// Seconds that the run has taken.
  var elapsed = 0.0
  /// For each case, the trials that were answered and not judged, by index.
  var answers: [String: [Int: TrialRecord]] = [:]
}

/// The shell around `Scheduler`: starts trials, takes what comes back, writes it, and asks again.
struct RunLoop {
  /// How the loop ended.
  struct Ended: Sendable {
    var progress: RunProgress
    var decisions: [DecisionRecord]
    var interrupted: Bool
    var stopped: String?
    var budget: RunBudgetKind?
    var outage: FailureKind?
    var failure: Diagnostic?
  }

  /// What can happen.
  private enum Happening: Sendable {
    case trial(Scheduler.Launch, TrialRecord)
    /// The target has answered, and a model is to judge.
    case answered(Scheduler.Launch, TrialRecord)
    case synced(RecordWriter.Failure?)
    case second
    /// The pace allows another request.
    case turn
  }

  private let runner: Runner
  private let trials: TrialRunner
  private let planned: [CaseGrader?]
  private let rotations: [VariantRotation?]
  private let stop: RunStop
  private let ending = RunStop()
  private let events: @Sendable (RunEvent) -> Void
  /// When the run began, or would have begun had it never been interrupted.
  private let origin: Double
  /// When this part of it began.
  private let begin: Double
  private var writer: RecordWriter
  private var scheduler: Scheduler
  private let pacer: RequestPacer
  /// For each case, what its first request may take.
  private let steps: [RequestPace.Step]
  private var isWaitingForTurn = false
  private let answers: [String: [Int: TrialRecord]]
  private var progress = RunProgress()
  private var decisions: [DecisionRecord] = []
  private var started: [Scheduler.Launch: Double] = [:]
  private var watchdog: Watchdog
  private var usedUp: RunBudgetKind?
  private var outage: FailureKind?
  private var silentJudge: String?
  private var lastSync: Double
  private var isSyncing = false
  private var interrupted = false
  private var failure: Diagnostic?

  init(
    _ runner: Runner, _ start: RunStart, writer: RecordWriter, stop: RunStop,
    events: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.runner = runner
    pacer = RequestPacer(limit: runner.trialsInFlight, target: runner.target, clock: runner.clock)
    trials = TrialRunner(
      target: runner.target, adapter: runner.adapter, retry: runner.retry, clock: runner.clock, ending: ending,
      pacer: pacer, cache: runner.cache)
    steps = runner.steps()
    answers = start.answers
    planned = runner.plan.cases.map { runner.graders[$0.id] }
    rotations = planned.map { $0.map { VariantRotation($0.evalCase) } }
    self.stop = stop
    self.events = events
    begin = runner.clock.now()
    origin = begin - start.elapsed
    lastSync = begin
    watchdog = Watchdog(at: begin)
    self.writer = writer
    scheduler = start.scheduler
    decisions = start.decisions
    progress = start.progress
  }

  /// Runs to the end and closes the record.
  func run() async -> Ended {
    var loop = self
    let missing = zip(loop.planned, runner.plan.cases).first { $0.0 == nil }?.1.id
    if let missing { loop.scheduler.stop("the case \(missing) has no graders") }
    loop.events(.started(loop.snapshot()))
    loop = await withTaskGroup(of: Happening.self) { [loop] group in
      var loop = loop
      await loop.drive(&group)
      return loop
    }
    return await loop.finish()
  }

  private mutating func drive(_ group: inout TaskGroup<Happening>) async {
    addSecond(to: &group)
    launch(into: &group)
    while scheduler.inFlight > 0 || (isWaitingForTurn && !scheduler.isEnded), let happening = await group.next() {
      switch happening {
      case .trial(let launch, let trial): take(trial, of: launch)
      case .answered(let launch, let trial): judge(trial, of: launch, in: &group)
      case .synced(let found):
        isSyncing = false
        if let found { fail(found.diagnostic) }
      case .turn: isWaitingForTurn = false
      case .second:
        let now = runner.clock.now()
        endIfNothingIsAccepted()
        events(watchdog.barks(at: now, inFlight: scheduler.inFlight) ? .stuck(snapshot()) : .heartbeat(snapshot()))
        addSecond(to: &group)
      }
      if Task.isCancelled || stop.wasRaised { interrupt() }
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
    // What is tried again holds a trial, not a place: a few more trials may be out than requests.
    while scheduler.inFlight < runner.trialsInFlight, mayStartTrial() {
      guard let launch = scheduler.peek(), let grader = planned[launch.caseIndex],
        let rotation = rotations[launch.caseIndex]
      else { return }
      let id = grader.evalCase.id
      if let answered = answers[id]?[launch.trial], scheduler.next() != nil {
        started[launch] = runner.clock.now()
        let trials = trials
        let asked = rotation.input(ofTrial: launch.trial)
        group.addTask { .trial(launch, await trials.judge(answered, grader, asked: asked)) }
        continue
      }
      let (ticket, readiness) = pacer.tryBegin(steps[launch.caseIndex])
      guard let ticket else {
        if case .after(let seconds) = readiness { addTurn(after: seconds, to: &group) }
        return
      }
      guard scheduler.next() != nil else { return }
      let assignment = TrialRunner.Assignment(
        grader, rotation, index: launch.trial, run: runner.plan.seed, origin: origin,
        guess: steps[launch.caseIndex].guess, ticket: ticket)
      started[launch] = runner.clock.now()
      let trials = trials
      if grader.evalCase.judgeSpecs.isEmpty {
        group.addTask { .trial(launch, await trials.run(assignment)) }
      } else {
        group.addTask { .answered(launch, await trials.ask(assignment)) }
      }
    }
  }

  /// Writes an answer before a model judges it: whatever happens then, it is not paid for twice.
  private mutating func judge(
    _ trial: TrialRecord, of launch: Scheduler.Launch, in group: inout TaskGroup<Happening>
  ) {
    guard trial.error == nil, failure == nil, let grader = planned[launch.caseIndex] else {
      return take(trial, of: launch)
    }
    do { try writer.append(.answer(trial)) } catch { fail(Runner.diagnostic(error)) }
    let trials = trials
    let asked = rotations[launch.caseIndex]?.input(ofTrial: launch.trial)
    group.addTask { .trial(launch, await trials.judge(trial, grader, asked: asked)) }
  }

  /// Looks again when the pace allows it; at least some milliseconds later, so that a fast target is asked in handfuls.
  private mutating func addTurn(after seconds: Double, to group: inout TaskGroup<Happening>) {
    guard !isWaitingForTurn else { return }
    isWaitingForTurn = true
    let clock = runner.clock
    group.addTask {
      do { try await clock.wait(max(seconds, 0.005)) } catch {}  // A cancelled wait is over, too.
      return .turn
    }
  }

  /// Ends the run when its time or its money is used up.
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

  /// Ends the run when its target, or a judge, has accepted nothing for as long as one request may be tried.
  private mutating func endIfNothingIsAccepted() {
    guard !scheduler.isEnded else { return }
    if let found = pacer.outage {
      outage = found.kind
      end(found.sentence)
    } else if let found = runner.judging?.outage {
      (outage, silentJudge) = (found.kind, found.judge)
      end(found.sentence)
    }
  }

  /// Whether the money is enough for one more trial; when it is not and none is out, the run ends.
  private mutating func mayStartTrial() -> Bool {
    if runner.budget.allowsTrial(after: progress, inFlight: scheduler.inFlight) { return true }
    if scheduler.inFlight == 0, !scheduler.isEnded { useUp(.cost) }
    return false
  }

  /// Writes a trial, then counts it.
  private mutating func take(_ trial: TrialRecord, of launch: Scheduler.Launch) {
    started[launch] = nil
    watchdog.hear(at: runner.clock.now())
    if trial.error?.kind == .cancelled { endIfNothingIsAccepted() }
    // A trial that was called off is no evidence, not even of an error.
    let isCalledOff = trial.error?.kind == .cancelled && (Task.isCancelled || ending.wasRaised || stop.wasRaised)
    guard failure == nil, !isCalledOff else { return scheduler.abandon(launch) }
    let effect = scheduler.complete(launch, trial.outcome)
    var trial = trial
    trial.afterStop = effect.isAfterStop
    do {
      try writer.append(.trial(trial))
      progress.count(trial)
      for decision in effect.decisions {
        try writer.append(.decision(decision))
        decisions.append(decision)
      }
    } catch {
      return fail(Runner.diagnostic(error))
    }
    events(
      .trialFinished(
        evalCase: trial.evalCase, index: trial.index, outcome: trial.outcome, afterStop: trial.afterStop,
        costMicros: trial.costMicros, retries: trial.retries))
    for decision in effect.decisions { events(.testDecided(decision)) }
    for index in effect.endedCases { events(.caseDone(runner.plan.cases[index].id)) }
    if let error = trial.error, error.kind.isFatal { end("\(error.kind.rawValue): \(error.message)") }
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
    end(diagnostic.message)
  }

  private mutating func end(_ reason: String) {
    scheduler.stop(reason)
    endWaits()
  }

  /// What waits to try again, or for its turn, is called off; what the target works on may be answered.
  private func endWaits() {
    ending.raise()
    pacer.close()
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
    let writer = writer
    group.addTask { .synced(await writer.sync()) }
  }

  private func snapshot() -> RunProgress {
    let now = runner.clock.now()
    var progress = progress
    progress.inFlight = scheduler.inFlight
    progress.concurrency = pacer.allowed
    progress.undecidedTests = scheduler.undecidedTests
    progress.elapsed = now - origin
    if let (launch, since) = started.min(by: { ($0.value, $0.key.trial) < ($1.value, $1.key.trial) }) {
      progress.oldest = "\(runner.plan.cases[launch.caseIndex].id)/\(launch.trial)"
      progress.oldestAge = now - since
    }
    return progress
  }

  /// Writes the footer and closes the record.
  private consuming func finish() async -> Ended {
    if failure == nil, !scheduler.isEnded { scheduler.stop("no trial could be started") }
    // Trials that were in flight may have decided everything all the same.
    let isUndecided = scheduler.undecidedTests > 0
    interrupted = interrupted && isUndecided
    usedUp = isUndecided ? usedUp : nil
    outage = isUndecided ? outage : nil
    let stopped = isUndecided || failure != nil ? scheduler.stopReason : nil
    if failure == nil {
      let footer = RunFooter(
        endedAt: runner.clock.date().ISO8601Format(), seconds: runner.clock.now() - origin, trials: progress.trials,
        interrupted: interrupted, stopped: stopped, budget: usedUp, outage: outage,
        judge: outage == nil ? nil : silentJudge)
      do { try writer.append(.footer(footer)) } catch { fail(Runner.diagnostic(error)) }
    }
    do throws(RecordWriter.Failure) { try await writer.finish() } catch { fail(error.diagnostic) }
    let last = snapshot()
    events(.finished(last))
    return Ended(
      progress: last, decisions: decisions, interrupted: interrupted, stopped: stopped, budget: usedUp,
      outage: outage, failure: failure)
  }
}

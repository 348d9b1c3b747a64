import EvalSchema
import Foundation
import Harness
import Reporting

/// Shows a run on standard error: a block that is redrawn on a terminal, plain lines otherwise.
///
/// Run events come one at a time, so the state needs a lock only against `end`.
final class ProgressDisplay: Sendable {
  private enum Form { case bar, plain, none }

  private struct State {
    var text: ProgressText
    var counts: [String: (failures: Int, valid: Int)] = [:]
    var drawnLines = 0
    var drawnAt = 0.0
    var elapsed = 0.0
  }

  private let form: Form
  private let session: Session
  private let world: World
  private let tests: [String: PlannedTest]
  private let state: LockedState<State>
  private let start = ContinuousClock.now

  init(_ session: Session, _ invocation: Invocation, _ world: World) throws {
    let choice = try invocation.choice("progress", default: ProgressChoice.auto)
    let isTerminal = world.console.isTerminal(.error) && world.environment["TERM"] != "dumb"
    switch choice {
    case .none: form = .none
    case .bar: form = .bar
    case .plain: form = .plain
    case .auto: form = invocation.has("quiet") ? .none : isTerminal ? .bar : .plain
    }
    self.session = session
    self.world = world
    tests = Dictionary(session.plan.design.tests.map { ($0.id, $0) }) { first, _ in first }
    let text = ProgressText(style: Rendering(world).style(.error), currency: session.target.price?.currency)
    state = LockedState(State(text: text))
  }

  /// Takes an event.
  func show(_ event: RunEvent) {
    guard form != .none else { return }
    let seconds = seconds()
    let lines = state.withLock { state in
      var lines = state.text.beat(at: seconds)
      for event in translated(event, &state) { lines += state.text.receive(event, at: seconds) }
      return form == .plain ? lines.map { $0 + "\n" }.joined() : redrawn(&state, at: seconds, finished: lines)
    }
    if !lines.isEmpty { world.report(lines) }
  }

  /// Takes the block off the terminal.
  func end() {
    let clear = state.withLock { state in
      defer { state.drawnLines = 0 }
      return Self.clear(state.drawnLines)
    }
    if !clear.isEmpty { world.report(clear) }
  }

  private func seconds() -> Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  private func translated(_ event: RunEvent, _ state: inout State) -> [ProgressEvent] {
    switch event {
    case .started:
      let worst = session.plan.cases.reduce(0) { $0 + $1.maximumTrials }
      return [
        .started(
          runID: session.plan.target, evalset: session.plan.evalset, target: session.plan.target,
          cases: session.plan.cases.count, worstTrials: worst, planDigest: session.planDigest)
      ]
    case .trialFinished(let id, _, let outcome, let afterStop):
      guard !afterStop else { return [] }
      var counts = state.counts[id] ?? (0, 0)
      if outcome != .errored { counts.valid += 1 }
      if outcome == .failed { counts.failures += 1 }
      state.counts[id] = counts
      return [.trial(evalCase: id, outcome: outcome, failures: counts.failures, valid: counts.valid, costMicros: 0)]
    case .testDecided(let decision):
      guard let test = tests[decision.test], test.kind != .cap else { return [] }
      let id = test.kind == .pattern ? test.id : test.members.first ?? test.id
      return [
        .decided(
          evalCase: id, verdict: decision.verdict, reason: decision.reason, failures: decision.failures,
          valid: decision.trials, limit: test.limit, lower: nil, upper: nil)
      ]
    case .caseDone, .heartbeat, .finished: return []
    }
  }

  /// At most ten times a second: moves up over what was drawn, and draws again.
  private func redrawn(_ state: inout State, at seconds: Double, finished lines: [String]) -> String {
    guard seconds - state.drawnAt >= 0.1 else { return "" }
    state.drawnAt = seconds
    let block = state.text.block(at: seconds)
    defer { state.drawnLines = block.count }
    return Self.clear(state.drawnLines) + block.map { $0 + "\n" }.joined()
  }

  private static func clear(_ lines: Int) -> String { lines > 0 ? "\u{1B}[\(lines)A\u{1B}[0J" : "" }
}

/// How progress is shown.
enum ProgressChoice: String, CaseIterable, Sendable {
  case auto, bar, plain, none
}

/// A value behind a lock.
final class LockedState<Value>: @unchecked Sendable {
  // Sendable: `value` is only touched between `lock` and `unlock`.
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body(&value)
  }
}

import Adapters
import EvalSchema
import Gating
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
  private let state: Locked<State>
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
    state = Locked(State(text: text))
  }

  /// Takes an event.
  func show(_ event: RunEvent) {
    // What an extension costs is said whether progress is shown or not.
    if case .extended(let record) = event { return extensions(record).forEach(tell) }
    guard form != .none else { return }
    let seconds = seconds()
    switch event {
    case .resumed(let record, let progress, let counts, let decisions):
      return resume(record, progress, counts, decisions, at: seconds)
    case .stuck(let progress): return tell(Self.stuck(progress))
    default: break
    }
    let lines = state.withLock { state in
      var lines = state.text.beat(at: seconds)
      for event in translated(event, &state) { lines += state.text.receive(event, at: seconds) }
      return form == .plain ? lines.map { $0 + "\n" }.joined() : redrawn(&state, at: seconds, finished: lines)
    }
    if !lines.isEmpty { world.report(lines) }
  }

  /// Counts what was recorded before, without a line for each, and says that the run goes on.
  private func resume(
    _ record: ResumeRecord, _ progress: RunProgress, _ counts: [String: CaseCounts], _ decisions: [DecisionRecord],
    at seconds: Double
  ) {
    state.withLock { state in
      for (id, count) in counts {
        state.counts[id] = (count.failures, count.valid)
        for number in 0..<(count.valid + count.errored) {
          let outcome: Outcome =
            number < count.errored ? .errored : number < count.errored + count.failures ? .failed : .passed
          _ = state.text.receive(
            .trial(evalCase: id, outcome: outcome, failures: count.failures, valid: count.valid, costMicros: 0),
            at: seconds)
        }
      }
      _ = state.text.receive(.spent(costMicros: progress.costMicros, retries: progress.retries), at: seconds)
      for decision in decisions {
        for event in translated(.testDecided(decision), &state) { _ = state.text.receive(event, at: seconds) }
      }
    }
    let recorded = progress.trials == 1 ? "1 trial is" : "\(progress.trials) trials are"
    let ended = tests.count == 1 ? "test has" : "tests have"
    var line = "going on: \(recorded) recorded, \(decisions.count) of \(tests.count) \(ended) ended"
    if record.droppedBytes > 0 { line += "; a torn last line was taken away" }
    tell(line)
  }

  /// One sentence for each kind of extension, with the tests that it is of.
  private func extensions(_ record: ExtensionRecord) -> [String] {
    struct Kind: Hashable {
      var design: PlannedTest
      var budget: Int
    }
    var groups: [(kind: Kind, tests: [String])] = []
    for found in record.tests {
      guard var design = tests[found.test] else { continue }
      (design.id, design.members, design.extendedTo) = ("", [], nil)
      let kind = Kind(design: design, budget: found.extendedTo)
      if let index = groups.firstIndex(where: { $0.kind == kind }) {
        groups[index].tests.append(found.test)
      } else {
        groups.append((kind, [found.test]))
      }
    }
    return groups.compactMap { kind, tests in
      ExtensionNote(kind.design, to: kind.budget).map { "\(tests.joined(separator: ", ")) \($0.sentence)" }
    }
  }

  private static func stuck(_ progress: RunProgress) -> String {
    let oldest = progress.oldest.map { "; out longest: \($0), for \(Int(progress.oldestAge)) s" } ?? ""
    return "nothing has come back for a minute: \(progress.inFlight.counted("trial")) in flight\(oldest)"
  }

  /// Writes a line of our own above the block.
  private func tell(_ line: String) {
    end()
    world.report(TerminalLine.text(line, style: Rendering(world).style(.error)) + "\n")
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
    case .trialFinished(let id, _, let outcome, let afterStop, let cost, let retries):
      guard !afterStop else { return [.spent(costMicros: cost, retries: retries)] }
      var counts = state.counts[id] ?? (0, 0)
      if outcome != .errored { counts.valid += 1 }
      if outcome == .failed { counts.failures += 1 }
      state.counts[id] = counts
      return [
        .spent(costMicros: 0, retries: retries),
        .trial(evalCase: id, outcome: outcome, failures: counts.failures, valid: counts.valid, costMicros: cost),
      ]
    case .testDecided(let decision):
      guard let test = tests[decision.test], test.kind != .cap else { return [] }
      let id = test.kind == .pattern ? test.id : test.members.first ?? test.id
      return [
        .decided(
          evalCase: id, verdict: decision.verdict, reason: decision.reason, failures: decision.failures,
          valid: decision.trials, limit: test.limit, lower: nil, upper: nil)
      ]
    case .caseDone, .heartbeat, .finished, .resumed, .extended, .stuck: return []
    }
  }

  /// At most ten times a second: moves up over what was drawn, and draws again.
  private func redrawn(_ state: inout State, at seconds: Double, finished lines: [String]) -> String {
    guard seconds - state.drawnAt >= 0.1 else { return "" }
    state.drawnAt = seconds
    let block = state.text.block(at: seconds)
    defer { state.drawnLines = block.count }
    let columns = world.console.width(.error, environment: world.environment)
    return Self.drawing(block, over: state.drawnLines, columns: columns)
  }

  /// The block in the place of what was drawn before. No line wraps: it would be two to move up over.
  static func drawing(_ block: [String], over drawn: Int, columns: Int) -> String {
    clear(drawn) + block.map { TerminalCells.cut($0, to: columns - 1) + "\n" }.joined()
  }

  private static func clear(_ lines: Int) -> String { lines > 0 ? "\u{1B}[\(lines)A\u{1B}[0J" : "" }
}

/// How progress is shown.
enum ProgressChoice: String, CaseIterable, Sendable {
  case auto, bar, plain, none
}

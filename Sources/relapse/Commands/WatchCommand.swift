import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// `relapse watch`: the same test goes on over days, interval by interval.
enum WatchCommand {
  static let spec = CommandSpec(
    name: "watch",
    summary:
      "Watch a target over days: some trials of each case every interval, one test over all of them, an end on the first FAIL.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: [
      .init(name: "target", short: "t", value: "NAME", help: "the target: a name in targets/; required"),
      .init(name: "until", value: "TIME", help: "when the watch ends, a day or 2026-11-27T10:00:00Z; required"),
      .init(name: "every", value: "DUR", help: "from one interval to the next, for example 15m, 6h or 1d; required"),
      .init(name: "once", help: "run the interval that is due, if one is, and end: for cron, timers and jobs"),
      .init(
        name: "trials", value: "N",
        help: "most trials of each case in an interval (default: twice what a clean watch needs, over all intervals)"),
      .init(name: "min-trials", value: "N", help: "fewest valid trials of a case for a watch that ends well"),
      .init(name: "seed", value: "N", help: "the seed of the first interval; each has one of its own (default 1)"),
      .init(
        name: "out", short: "o", value: "DIR", help: "the folder of the watch (default: reports/watch-…, found again)"),
      .init(name: "concurrency", value: "N", help: "most trials in flight (default: the target's limit)"),
      .init(name: "max-time", value: "TIME", help: "start no trial of an interval after this long"),
      .init(name: "max-cost", value: "MONEY", help: "start no trial of an interval beyond this cost"),
      LedgerDesk.person,
    ] + Selection.options,
    examples: [
      (
        "relapse watch evalsets/support-agent --target candidate-fixed --until 2026-11-27 --every 6h",
        "goes on by itself, and after a restart where it was"
      ),
      (
        "relapse watch evalsets/support-agent --target candidate-fixed --until 2026-11-27 --every 6h --once",
        "one interval, from cron"
      ),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    let request = try WatchRequest(invocation)
    let session = try await WatchExecution.session(folder, invocation, cases: nil, seed: nil, trials: nil, world)
    try ReplayGuard.checkWatch(of: session.target)
    let path = invocation.value("out") ?? RunFinder.reports + "/" + request.id(of: session)
    let store: WatchFolder
    do {
      store = try WatchFolder(path)
    } catch {
      throw CommandFailure(.error, error.diagnostics)
    }
    let found = try store.read()
    do {
      let state =
        try found.map { try request.resumed($0, session, path) }
        ?? request.begin(session, id: path.split(separator: "/").last.map(String.init) ?? path, world)
      let isWatched = state.cases.contains(where: \.isWatching)
      // Who lets a case decide again is asked before the days have gone by.
      let by = isWatched ? try await LedgerDesk.person(invocation, world, in: folder) : nil
      let execution = WatchExecution(
        invocation: invocation, world: world, evalset: folder, store: store, by: by, isOnce: invocation.has("once"))
      return try await execution.run(state)
    } catch {
      // A watch that is refused before its first interval has not begun.
      if found == nil { store.discard() }
      throw error
    }
  }
}

/// What the command line asks of a watch.
struct WatchRequest {
  /// Seconds since 1970 of the end.
  let end: Int
  /// Seconds between intervals.
  let every: Int
  private let trials: Int?
  private let minimumValid: Int
  private let seed: UInt64

  /// Most intervals of a watch.
  private static let mostIntervals = 20_000

  init(_ invocation: Invocation) throws {
    guard let end = try Moment.date("until", invocation) else {
      throw UsageError("`relapse watch` needs --until TIME", hint: "write 2026-11-27 or 2026-11-27T10:00:00Z")
    }
    guard let text = invocation.value("every") else {
      throw UsageError("`relapse watch` needs --every DUR", hint: "write 15m, 6h or 1d")
    }
    switch Quantity.duration(text, in: 1...31_536_000) {
    case .success(let seconds): every = max(1, Int(seconds.rounded()))
    case .failure(let problem): throw UsageError("--every \(problem.message)", hint: problem.hint)
    }
    self.end = Int(end.timeIntervalSince1970)
    trials = try invocation.integer("trials", in: 1...1_000_000)
    minimumValid = try invocation.integer("min-trials", in: 0...100_000_000) ?? 0
    seed = try invocation.integer("seed", in: 0...Int.max).map { UInt64($0) } ?? 1
  }

  /// The name of the folder of a watch that was not given one: the same for the same watch.
  func id(of session: Session) -> String {
    let words = [session.plan.evalset, session.target.name, "\(end)", "\(every)"] + session.plan.cases.map(\.id)
    let name = session.target.name.unicodeScalars.filter {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-"
    }
    return
      "watch-\(String(String.UnicodeScalarView(name.prefix(40))))-\(Digest(of: words.joined(separator: "\n")).short)"
  }

  /// The state of a watch that goes on; refuses one that is of something else.
  func resumed(_ found: WatchState, _ session: Session, _ path: String) throws -> WatchState {
    guard found.end == end, found.every == every, found.target == session.target.name else {
      throw UsageError(
        "\"\(path)\" holds a watch with another --target, --until or --every",
        hint: "name another folder: a watch keeps what it began with")
    }
    return found
  }

  /// The state of a watch that begins now; refuses one that could never end well.
  func begin(_ session: Session, id: String, _ world: World) throws -> WatchState {
    let now = Int(world.now().timeIntervalSince1970)
    guard now < end else { throw UsageError("--until is not in the future", hint: "a watch is made of what comes") }
    let policy = session.evalset.manifest.policy
    let confidence = WatchExecution.confidence(session)
    let tests = Dictionary(session.plan.design.tests.compactMap { test in test.members.first.map { ($0, test) } }) {
      first, _ in
      first
    }
    let watching = try WatchExecution.watching(session)
    let cases = session.plan.cases.map { planned in
      WatchedCase(
        id: planned.id, digest: planned.digest, limit: tests[planned.id]?.limit ?? 0, severity: planned.severity,
        isWatching: watching.contains(planned.id))
    }
    var state = WatchState(
      tool: World.tool, id: id, evalset: session.plan.evalset, target: session.target.name,
      fingerprint: session.plan.targetFingerprint, policy: try Digest(ofJSON: policy), start: now, end: end,
      every: every,
      trials: 1, minimumValid: minimumValid, confidence: confidence, errorShare: policy.errorShare, seed: seed,
      cases: cases)
    guard state.planned >= 2 else {
      throw UsageError(
        "there is room for \(state.planned.counted("interval")) until --until; a watch has two at least",
        hint: "shorten --every")
    }
    guard state.planned <= Self.mostIntervals else {
      throw UsageError("there is room for \(state.planned) intervals until --until, more than \(Self.mostIntervals)")
    }
    let strictest = cases.min { $0.limit < $1.limit }
    guard let strictest, let needed = WatchDecider.cleanTrials(limit: strictest.limit, confidence: confidence) else {
      throw UsageError("no number of trials shows a rate below the limit of \(strictest?.id ?? "the cases")")
    }
    state.trials = trials ?? (2 * needed + state.planned - 1) / state.planned
    guard state.trials * state.planned >= needed else {
      throw UsageError(
        "\(state.trials.counted("trial")) in each of \(state.planned) intervals can never end well: \(strictest.id) needs \(needed) "
          + "without a failure",
        hint: "write at least --trials \((needed + state.planned - 1) / state.planned), or leave it out")
    }
    return state
  }
}

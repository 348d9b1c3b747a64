import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// Goes through the intervals of a watch: runs what is due, counts it, says how the watch stands, waits for the next.
struct WatchExecution {
  let invocation: Invocation
  let world: World
  /// The folder of the evalset.
  let evalset: String
  let store: WatchFolder
  /// Who lets a case decide again; nil when none is watching.
  let by: String?
  /// Whether one interval is all.
  let isOnce: Bool

  /// What an interval came to.
  private enum Step {
    case observed(WatchInterval)
    case interrupted(ExitStatus)
  }

  /// Runs until the watch ends, or for one interval.
  func run(_ begun: WatchState) async throws -> ExitStatus {
    var state = begun
    try adopt(&state)
    try save(state)
    let rendering = Rendering(world)
    while true {
      let now = second()
      if state.ended != nil || now >= state.end { return try await end(&state) }
      if let index = state.interval(at: now), state.intervals.last.map({ $0.index < index }) ?? true {
        switch try await observe(index, state) {
        case .interrupted(let status): return status
        case .observed(let interval):
          state.intervals.append(interval)
          let standing = WatchDecider.standing(state, at: second())
          if standing.word == .failed { (state.ended, state.endedAt) = (.fail, second()) }
          try save(state)
          rendering.line(line(interval, standing, state))
          if standing.word == .failed { return try await end(&state) }
          if isOnce, interval.counts.values.allSatisfy({ $0.valid == 0 }) {
            rendering.line("ERROR  nothing could be observed in this interval · exit code \(ExitStatus.error.rawValue)")
            return .error
          }
        }
      } else if isOnce, let next = state.interval(at: now).map({ state.begin(of: $0 + 1) }) {
        rendering.line("interval \((state.interval(at: now) ?? 0) + 1) is observed; the next begins \(date(next))")
      }
      if isOnce { return goingOn(state) }
      let next = (state.interval(at: second()) ?? 0) + 1
      if let status = await wait(until: min(state.end, state.begin(of: next))) { return status }
    }
  }

  /// The last line of one interval of a watch that goes on.
  private func goingOn(_ state: WatchState) -> ExitStatus {
    let standing = WatchDecider.standing(state, at: second())
    Rendering(world).line("\(standing.headline)  \(standing.sentence) · exit code 0 · status: \(store.path)/watch.md")
    return .pass
  }

  // MARK: - One interval

  /// Counts the intervals that a process had recorded when it was killed before it could count them.
  private func adopt(_ state: inout WatchState) throws {
    guard state.ended == nil else { return }
    let now = min(second(), state.end)
    let current = state.interval(at: now) ?? state.planned
    for index in ((state.intervals.last?.index ?? -1) + 1)..<max(current, (state.intervals.last?.index ?? -1) + 1)
    where store.hasRecord(index) {
      do {
        let (log, _) = try RecordReader.read(RunDirectory.record(in: store.interval(index)))
        let began = state.begin(of: index)
        state.intervals.append(
          WatchInterval(index, log, run: log.header.runID, startedAt: began, endedAt: began + state.every))
      } catch {
        // A record that ends before its first trial holds nothing to count.
        world.report(Rendering(world).diagnostics(error.diagnostics.map { .warning($0.code, $0.message) }))
      }
    }
    if WatchDecider.standing(state, at: now).word == .failed { (state.ended, state.endedAt) = (.fail, now) }
  }

  /// Runs an interval, or takes what a process that was killed had recorded of it and goes on.
  private func observe(_ index: Int, _ state: WatchState) async throws -> Step {
    let session = try await Self.session(
      evalset, invocation, cases: state.cases.map(\.id), seed: state.seed &+ UInt64(index), trials: state.trials, world)
    try check(session, against: state)
    var inner = Self.inner(
      invocation, cases: state.cases.map(\.id), seed: state.seed &+ UInt64(index), trials: state.trials)
    inner.options["out"] = [store.interval(index)]
    inner.options["progress"] = [ProgressChoice.none.rawValue]
    var resumption: Resumption?
    let startedAt = second()
    if store.hasRecord(index) {
      inner.options["resume"] = [""]
      resumption = try Resumption(inner, world)
    }
    let execution = RunExecution(session: session, invocation: inner, world: world, resumption: resumption)
    let result = try await execution.run()
    if let signal = result.signal { return .interrupted(ExitStatus(rawValue: 128 + signal) ?? .interrupted) }
    let (log, _) = try RecordReader.read(result.directory.record)
    return .observed(
      WatchInterval(index, log, run: result.directory.runID, startedAt: startedAt, endedAt: second()))
  }

  /// The session of an interval: every watched case with a test of its own.
  ///
  /// The interval's run must not stop before the watch can decide, so its own tests ask for far more evidence: they only keep
  /// a case that is plainly broken, or plainly sound, from using all of its trials. The watch decides by the policy's confidence.
  static func session(
    _ evalset: String, _ invocation: Invocation, cases: [String]?, seed: UInt64?, trials: Int?, _ world: World
  ) async throws -> Session {
    try await Session(
      evalset: evalset, inner(invocation, cases: cases, seed: seed, trials: trials), world
    ) { found in
      var evalset = found.testingEachCase
      evalset.manifest.policy.confidence = 1 - (1 - found.manifest.policy.confidence) / Self.patience
      for severity in [\SeverityPolicies.s1, \.s2, \.s3] {
        evalset.manifest.policy.severities[keyPath: severity].budget = nil
      }
      return evalset
    }
  }

  /// How much more evidence than the watch an interval's run asks for.
  private static let patience = 100.0

  /// The confidence of the policy that a session of an interval was made from.
  static func confidence(_ session: Session) -> Double {
    // Without the last bits that the way there and back has changed.
    ((1 - (1 - session.evalset.manifest.policy.confidence) * patience) * 1e9).rounded() / 1e9
  }

  private static func inner(_ invocation: Invocation, cases: [String]?, seed: UInt64?, trials: Int?) -> Invocation {
    var inner = invocation
    if let cases {
      for option in Selection.options { inner.options[option.name] = nil }
      inner.options["case"] = cases
    }
    if let seed { inner.options["seed"] = ["\(seed % UInt64(Int.max))"] }
    if let trials { inner.options["max-trials"] = ["\(trials)"] }
    return inner
  }

  /// The cases that the ledger has in `watching`; none without a ledger. The session's own evalset has them all decide.
  ///
  /// - Throws: `DiagnosticError` when the ledger cannot be read.
  static func watching(_ session: Session) throws(DiagnosticError) -> Set<String> {
    let (ledger, diagnostics) = LedgerReader.read(in: try EvalsetFolder(session.evalset.path))
    guard !diagnostics.hasErrors else { throw DiagnosticError(diagnostics) }
    return ledger?.watching ?? []
  }

  /// What is watched must be what the watch began with.
  private func check(_ session: Session, against state: WatchState) throws {
    var changed: [String] = []
    if session.plan.targetFingerprint != state.fingerprint { changed.append("a surface of the target \(state.target)") }
    if try Digest(ofJSON: session.evalset.manifest.policy) != state.policy { changed.append("the policy") }
    let now = Dictionary(session.plan.cases.map { ($0.id, $0.digest) }) { first, _ in first }
    changed += state.cases.filter { now[$0.id] != $0.digest }.map(\.id)
    guard let first = changed.first else { return }
    throw DiagnosticError(
      .error(
        "watch-changed",
        "\(first)\(changed.count > 1 ? " and \(changed.count - 1) more" : "") changed since the watch began",
        at: Place(file: store.path + "/" + WatchFolder.stateName),
        hint: "what was counted is of another thing: begin another watch"))
  }

  // MARK: - The end

  private func end(_ state: inout WatchState) async throws -> ExitStatus {
    let standing = WatchDecider.standing(state, at: max(second(), state.ended == nil ? state.end : 0))
    let verdict = standing.verdict ?? .inconclusive
    if state.ended == nil { (state.ended, state.endedAt) = (verdict, max(second(), state.end)) }
    try save(state)
    let rendering = Rendering(world)
    for note in standing.notes { rendering.line("note: \(note.message)") }
    if verdict == .pass { try await activate(state, standing) }
    let headline = standing.headline
    rendering.line(
      "\(headline)  \(standing.sentence) · exit code \(verdict.exitStatus.rawValue) · status: \(store.path)/watch.md")
    return verdict.exitStatus
  }

  /// Lets the watching cases decide again, with the evidence of this watch.
  private func activate(_ state: WatchState, _ standing: WatchStanding) async throws {
    guard let by, state.cases.contains(where: \.isWatching) else { return }
    let digest = try Digest(ofJSON: state)
    let desk = try await LedgerDesk(
      evalset: evalset, reason: standing.sentence, record: "\(store.path)/\(WatchFolder.stateName)", by: by, world)
    var evidence: [String: WatchEvidence] = [:]
    let current = Dictionary(desk.clerk.permanence.loaded.evalset.cases.map { ($0.evalCase.id, $0.evalCase) }) {
      first, _ in
      first
    }
    for found in standing.cases where found.watched.isWatching {
      // The case must be byte for byte what was watched; an amendment in between asks for another watch.
      guard let now = current[found.watched.id], try Digest(ofJSON: now) == found.watched.digest else { continue }
      evidence[found.watched.id] = WatchEvidence(
        id: state.id, target: state.target, fingerprint: state.fingerprint, from: date(state.start),
        until: date(state.end), endedAt: date(state.endedAt ?? state.end), observed: state.intervals.count,
        missed: state.planned - state.intervals.count, limit: found.watched.limit, confidence: state.confidence,
        failures: found.counts.failures, valid: found.counts.valid, errored: found.counts.errored, upper: found.upper,
        verdict: .pass, state: digest)
    }
    let drafts = try desk.clerk.activate(evidence)
    guard !drafts.isEmpty else { return }
    _ = try desk.write(drafts)
  }

  // MARK: - Words and time

  private func save(_ state: WatchState) throws {
    do {
      try store.write(state)
    } catch {
      throw CommandFailure(.error, error.diagnostics)
    }
    let standing = WatchDecider.standing(state, at: second())
    do {
      let text = WatchMarkdown(state, standing, folder: store.path, date: Self.date).text()
      try ReportFile.write(store.path + "/watch.md", text: text)
    } catch {
      world.report(
        Rendering(world).diagnostics([
          .error("report-unwritable", "\(error)", at: Place(file: store.path + "/watch.md"), hint: "the state stands")
        ]))
    }
  }

  private func line(_ interval: WatchInterval, _ standing: WatchStanding, _ state: WatchState) -> String {
    let sum = interval.counts.values.reduce(WatchCounts(), +)
    let stopped = interval.stopped.map { ", ended early: \($0)" } ?? ""
    return
      "\(date(interval.startedAt))  interval \(interval.index + 1) of \(state.planned): \(sum.valid.counted("trial")), "
      + "\(sum.failures) failed, \(sum.errored) errored\(stopped); \(standing.sentence)"
  }

  private func second() -> Int { Int(world.now().timeIntervalSince1970.rounded(.down)) }

  private func date(_ seconds: Int) -> String { Self.date(seconds) }

  @Sendable private static func date(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
  }

  /// Waits in short steps; gives a status when a signal ends the watch.
  private func wait(until moment: Int) async -> ExitStatus? {
    let stop = RunStop()
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    while second() < moment {
      if stop.wasRaised || Task.isCancelled {
        Rendering(world).line("stopped between two intervals; the same command goes on")
        return signals.received.flatMap { ExitStatus(rawValue: 128 + $0) } ?? .interrupted
      }
      await world.pause(min(1, Double(moment - second())))
    }
    return nil
  }
}

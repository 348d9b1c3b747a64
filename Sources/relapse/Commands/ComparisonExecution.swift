import Adapters
import EvalSchema
import FoundationEssentials
import Gating
import Harness

/// Runs both targets of a comparison pair by pair into two records, and ends in order when the user asks.
struct ComparisonExecution {
  /// Where the records are.
  struct Result {
    var baseline: RunDirectory
    var candidate: RunDirectory
    var folder: String
  }

  private let invocation: Invocation
  private let world: World
  private let sessions: (baseline: Session, candidate: Session)
  private let margin: Double
  private let rounds: Int

  /// Loads, checks and plans both arms; nothing is asked of a target.
  init(_ invocation: Invocation, _ request: ComparisonRequest, _ world: World) async throws {
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    func session(_ role: ArmRole) async throws -> Session {
      guard let name = invocation.value(role.rawValue) else {
        throw UsageError(
          "`relapse compare EVALSET` needs --baseline NAME and --candidate NAME",
          hint: "to compare two records: relapse compare BASELINE-RUN CANDIDATE-RUN")
      }
      var inner = invocation
      inner.options["target"] = [name]
      return try await Session(evalset: folder, inner, world)
    }
    let sessions = (baseline: try await session(.baseline), candidate: try await session(.candidate))
    let uncalibrated = JudgeFindings.uncalibrated(
      in: sessions.candidate.plan.design, of: sessions.candidate.evalset, deciding: true)
    guard !uncalibrated.hasErrors else { throw DiagnosticError(uncalibrated) }
    let cases = sessions.candidate.plan.cases
    let margin = request.margin ?? ComparisonRequest.margin(for: cases)
    let standard = max(40 * cases.count, Int((50 / margin).rounded(.up)))
    let pairs = try invocation.integer("max-pairs", in: 1...10_000_000) ?? standard
    guard pairs >= cases.count else {
      throw UsageError(
        "--max-pairs \(pairs) is less than one pair of each of the \(cases.count) cases",
        hint: "write at least --max-pairs \(cases.count)")
    }
    if sessions.baseline.plan.targetFingerprint == sessions.candidate.plan.targetFingerprint,
      !invocation.has("allow-same-target")
    {
      throw UsageError(
        "both arms are the same target, surface by surface", hint: "to check the comparison itself: --allow-same-target"
      )
    }
    self.invocation = invocation
    self.world = world
    self.sessions = sessions
    self.margin = margin
    rounds = pairs / max(1, cases.count)
  }

  /// Runs until the comparison is decided; gives the records and which signal stopped it.
  func run() async throws -> (result: Result, signal: Int32?) {
    let rendering = Rendering(world)
    let isQuiet = invocation.has("quiet")
    if !isQuiet {
      world.report(rendering.diagnostics(sessions.candidate.diagnostics))
      let cases = sessions.candidate.plan.cases.count
      world.report(
        "compare: \(cases) case\(cases == 1 ? "" : "s"), at most \(rounds) rounds of pairs (\(2 * rounds * cases) trials)\n"
      )
    }
    let result = try directories()
    let judged = sessions.candidate.evalset.cases.map(\.evalCase)
    let panel = try JudgePanel(sessions.candidate.evalset, cases: judged, world)
    let (first, second) = (
      try AdapterFactory.adapter(for: sessions.baseline.target, environment: world.environment),
      try AdapterFactory.adapter(for: sessions.candidate.target, environment: world.environment)
    )
    let runner = PairRunner(
      baseline: .init(
        plan: sessions.baseline.plan, target: sessions.baseline.target, adapter: first, directory: result.baseline),
      candidate: .init(
        plan: sessions.candidate.plan, target: sessions.candidate.target, adapter: second, directory: result.candidate),
      evalset: sessions.candidate.evalset,
      graders: panel.graders(of: sessions.candidate.evalset, instead: sessions.candidate.graders),
      proofs: sessions.candidate.proofs,
      tool: World.tool, command: ["relapse"] + world.arguments, margin: margin, maximumRounds: rounds,
      concurrency: try invocation.integer("concurrency", in: 1...10_000))
    let stop = RunStop()
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    let printer = RoundPrinter(world, isQuiet: isQuiet)
    let ended: Swift.Result<PairRunner.Summary, RunFailure>
    do throws(RunFailure) {
      ended = .success(try await runner.run(stop: stop) { printer.show($0) })
    } catch {
      ended = .failure(error)
    }
    await first.close()
    await second.close()
    await panel.close()
    switch ended {
    case .success(let summary):
      if let stopped = summary.stopped { world.report("stopped: \(rendering.safe(stopped))\n") }
      return (result, signals.received)
    case .failure(let failure): throw CommandFailure(.error, [failure.diagnostic])
    }
  }

  /// The folders of the records: below the one given, or below a new one by time.
  private func directories() throws -> Result {
    let plan = sessions.candidate.plan
    let id = RunDirectory.runID(startedAt: world.now(), planDigest: try plan.digest())
    let folder =
      try invocation.value("out")
      ?? RunDirectory.create(in: RunFinder.reports, startedAt: world.now(), planDigest: try plan.digest()).path
    func directory(_ role: ArmRole) throws -> RunDirectory {
      var made = try RunFinder(world).create(folder + "/" + role.rawValue, plan: plan)
      made.runID = RunHeader.runID(id, role: role)
      return made
    }
    return Result(baseline: try directory(.baseline), candidate: try directory(.candidate), folder: folder)
  }
}

/// A line on standard error every few seconds while a comparison runs.
private final class RoundPrinter: Sendable {
  private let world: World
  private let isQuiet: Bool
  private let last = Locked(ContinuousClock.now)

  init(_ world: World, isQuiet: Bool) {
    self.world = world
    self.isQuiet = isQuiet
  }

  func show(_ progress: PairRunner.Progress) {
    let isDue = last.withLock { last in
      guard ContinuousClock.now - last >= .seconds(5) else { return false }
      last = .now
      return true
    }
    guard isDue, !isQuiet else { return }
    world.report(
      "round \(progress.rounds): only candidate failed \(progress.onlyCandidateFailed), only baseline failed "
        + "\(progress.onlyBaselineFailed); \(progress.trials) trials, \(progress.errored) errored, "
        + "\(progress.inFlight) in flight\n")
  }
}

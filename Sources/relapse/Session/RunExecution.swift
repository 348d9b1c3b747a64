import Adapters
import Dispatch
import EvalSchema
import Harness
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a session into a folder while showing its progress, and ends in order when the user asks.
struct RunExecution {
  let session: Session
  let invocation: Invocation
  let world: World
  /// The record to go on with; nil begins one.
  var resumption: Resumption?
  /// What listens to the answers; nil for nobody.
  var listening: (@Sendable (any Adapter) -> any Adapter)?

  /// The options of commands that run trials.
  static let options: [CommandSpec.Option] = [
    .init(name: "out", short: "o", value: "DIR", help: "the folder of the run (default: a new one in reports/)"),
    .init(name: "concurrency", value: "N", help: "most trials in flight (default: the target's limit)"),
    .init(name: "progress", value: "HOW", help: "auto, bar, plain or none"),
    .init(name: "max-time", value: "TIME", help: "start no trial after this long, for example 10m"),
    .init(name: "max-cost", value: "MONEY", help: "start no trial beyond this cost of the record, for example 5usd"),
    Resumption.option,
  ]

  /// How a run went.
  struct Result {
    /// Its folder.
    var directory: RunDirectory
    /// Its end.
    var summary: RunSummary
    /// Which signal stopped it.
    var signal: Int32?
  }

  /// Runs the plan.
  ///
  /// The first SIGINT or SIGTERM lets trials in flight finish, the second ends the process at once; what was recorded stays.
  func run() async throws -> Result {
    let inFlight = try inFlight()
    let budget = try budget()
    let planned = Set(session.plan.cases.map(\.id))
    let judged = session.evalset.cases.map(\.evalCase).filter { planned.contains($0.id) }
    let stop = RunStop()
    let panel = try JudgePanel(session.evalset, cases: judged, world, stop: stop)
    let (made, unreachable) = try makeAdapter(inFlight)
    let adapter = listening?(made) ?? made
    let directory = try directory()
    var runner = Runner(
      plan: session.plan, evalset: session.evalset, target: session.target, adapter: adapter,
      graders: panel.graders(of: session.evalset, instead: session.graders),
      proofs: session.proofs, tool: World.tool, command: ["relapse"] + world.arguments,
      concurrency: inFlight, budget: budget)
    runner.judging = panel.requests
    runner.unreachable = unreachable
    runner.beforeChange = { () throws(DiagnosticError) in
      try DerivedFiles.remove(DerivedFiles.ofRun, from: directory.path)
    }
    let cache = try invocation.value("cache").map { try ResponseCache(folder: $0, target: session.target) }
    runner.cache = cache
    let progress = try ProgressDisplay(session, invocation, world)
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    let ended: Swift.Result<RunSummary, any Error>
    do {
      let summary =
        if let resumption {
          try await runner.resume(directory, extendingTo: resumption.budget, stop: stop) { progress.show($0) }
        } else {
          try await runner.run(into: directory, stop: stop) { progress.show($0) }
        }
      ended = .success(summary)
    } catch {
      ended = .failure(error)
    }
    await adapter.close()
    await panel.close()
    progress.end()
    if let cache { report(cache) }
    do {
      let summary = try ended.get()
      if summary.wasComplete {
        let trials = summary.progress.trials
        world.report(
          "the record in \(directory.path) is complete: \(trials.counted("trial")), nothing undecided; nothing is asked\n"
        )
      }
      return Result(directory: directory, summary: summary, signal: signals.received)
    } catch let failure as RunFailure {
      throw CommandFailure(failure)
    }
  }

  /// How the target is reached, with as many requests at once as the command line allows.
  ///
  /// A record to go on with may be complete, and then needs no key: what is wrong with the target is told where it matters.
  private func makeAdapter(_ inFlight: Int) throws -> (any Adapter, DiagnosticError?) {
    var target = session.target
    target.limits.concurrency = inFlight
    do throws(DiagnosticError) {
      return (try AdapterFactory.adapter(for: target, environment: world.environment), nil)
    } catch {
      guard resumption != nil else { throw error }
      return (UnreachableAdapter(), error)
    }
  }

  /// Most requests at once: what is wished for, as far as the process has descriptors for it.
  private func inFlight() throws -> Int {
    let wish = try invocation.integer("concurrency", in: 1...10_000) ?? session.target.limits.concurrency
    let capacity = AdapterFactory.capacity(of: session.target, atMost: wish)
    if capacity < wish {
      world.report(
        Rendering(world).diagnostics([
          .warning(
            "few-descriptors",
            "at most \(capacity.counted("request")) at once instead of \(wish): the process may open no more files",
            hint: "raise the limit of the shell that starts relapse: ulimit -n 65536")
        ]))
    }
    return capacity
  }

  /// Says what came from the cache, and what was wrong with it.
  private func report(_ cache: ResponseCache) {
    let rendering = Rendering(world)
    var findings = cache.damaged.prefix(3).map { path in
      Diagnostic.warning(
        "cache-damaged", "\"\(path)\" is not what was written, and was asked for again",
        hint: cache.replaced.contains(path) ? "it has been replaced" : "it could not be replaced; remove it")
    }
    if let unwritten = cache.unwritten {
      findings.append(.warning("cache-unwritable", unwritten, hint: "check the path and its permissions"))
    }
    world.report(rendering.diagnostics(findings))
    rendering.line("\(cache.hits.counted("answer")) came from the cache; a gate treats their trials as missing")
  }

  private func directory() throws -> RunDirectory {
    guard let resumption else { return try RunFinder(world).create(invocation.value("out"), plan: session.plan) }
    if resumption.header != nil { return resumption.directory }
    let id = RunDirectory.runID(startedAt: world.now(), planDigest: session.planDigest)
    return RunDirectory(runID: id, path: resumption.directory.path)
  }

  /// What the run may use at most.
  private func budget() throws -> RunBudget {
    var budget = RunBudget()
    if let text = invocation.value("max-time") {
      switch Quantity.duration(text) {
      case .success(let seconds): budget.time = RunBudget.Bound(seconds, text: "--max-time \(text)")
      case .failure(let problem): throw UsageError("--max-time \(problem.message)", hint: problem.hint)
      }
    }
    if let text = invocation.value("max-cost") {
      switch Quantity.money(text) {
      case .success(let (micros, currency)):
        try checkPrice(currency)
        budget.cost = RunBudget.Bound(micros, text: "--max-cost \(text)")
      case .failure(let problem): throw UsageError("--max-cost \(problem.message)", hint: problem.hint)
      }
    }
    return budget
  }

  /// A cost can only be held where it is known.
  private func checkPrice(_ currency: String) throws {
    let target = session.target
    for name in Set(session.plan.design.tests.flatMap { $0.judges?.evidence.map(\.judge) ?? [] }).sorted() {
      guard let price = session.evalset.judge(name)?.target.price, price.currency.uppercased() == currency else {
        throw UsageError(
          "--max-cost cannot be held: the judge \"\(name)\" states no price in \(currency)",
          hint: "add `price` to \(Judge.file(name, "yaml"))")
      }
    }
    guard let price = target.price else {
      throw UsageError(
        "--max-cost cannot be held: the target \"\(target.name)\" states no price",
        hint: "add `price` to targets/\(target.name).yaml")
    }
    guard price.currency.uppercased() == currency else {
      throw UsageError("--max-cost is in \(currency), the price of the target \"\(target.name)\" in \(price.currency)")
    }
  }
}

/// The place of an adapter that could not be made: nothing is asked of it.
private struct UnreachableAdapter: Adapter {
  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    throw AdapterFailure(kind: .cancelled, message: "the target cannot be reached")
  }
}

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
    let made = try AdapterFactory.adapter(for: session.target, environment: world.environment)
    let adapter = listening?(made) ?? made
    let budget = try budget()
    let directory = try directory()
    let runner = Runner(
      plan: session.plan, evalset: session.evalset, target: session.target, adapter: adapter, graders: session.graders,
      proofs: session.proofs, tool: World.tool, command: ["relapse"] + world.arguments,
      concurrency: try invocation.integer("concurrency", in: 1...10_000), budget: budget)
    let progress = try ProgressDisplay(session, invocation, world)
    let stop = RunStop()
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
    progress.end()
    do {
      let summary = try ended.get()
      if summary.wasComplete {
        let trials = summary.progress.trials
        world.report(
          "the record in \(directory.path) is complete: \(trials) trials, nothing undecided; nothing is asked\n")
      }
      return Result(directory: directory, summary: summary, signal: signals.received)
    } catch let failure as RunFailure {
      throw CommandFailure(.error, [failure.diagnostic])
    }
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

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

  /// The options of commands that run trials.
  static let options: [CommandSpec.Option] = [
    .init(name: "out", short: "o", value: "DIR", help: "the folder of the run (default: a new one in reports/)"),
    .init(name: "concurrency", value: "N", help: "most trials in flight (default: the target's limit)"),
    .init(name: "progress", value: "HOW", help: "auto, bar, plain or none"),
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
    let adapter = try AdapterFactory.adapter(for: session.target, environment: world.environment)
    let directory = try RunFinder(world).create(invocation.value("out"), plan: session.plan)
    let runner = Runner(
      plan: session.plan, evalset: session.evalset, target: session.target, adapter: adapter, graders: session.graders,
      proofs: session.proofs, tool: World.tool, command: ["relapse"] + world.arguments,
      concurrency: try invocation.integer("concurrency", in: 1...10_000))
    let progress = try ProgressDisplay(session, invocation, world)
    let stop = RunStop()
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    let ended: Swift.Result<RunSummary, RunFailure>
    do throws(RunFailure) {
      ended = .success(try await runner.run(into: directory, stop: stop) { progress.show($0) })
    } catch {
      ended = .failure(error)
    }
    await adapter.close()
    progress.end()
    switch ended {
    case .success(let summary): return Result(directory: directory, summary: summary, signal: signals.received)
    case .failure(let failure): throw CommandFailure(.error, [failure.diagnostic])
    }
  }
}

import EvalSchema
import Gating
import Harness
import Reporting

/// `relapse gate`: run, then decide; or decide again from a record.
enum GateCommand {
  static let spec = CommandSpec(
    name: "gate",
    summary:
      "Decide whether a target may be released: run an evalset and judge it, or judge a run again from its record.",
    arguments: [.init(name: "EVALSET|RUN", isOptional: true)],
    options: Session.options + RunExecution.options + [
      Resumption.extendTo, .init(name: "format", value: "FORMAT", help: "text or json"),
    ],
    examples: [
      ("relapse gate evalsets/support-agent --target candidate-fixed", "run and decide"),
      ("relapse gate latest", "decide the latest run again, without a model"),
      ("relapse gate latest --resume", "go on with the latest run, then decide"),
      ("relapse gate latest --extend-to 800", "give tests that ended undecided more trials, then decide"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    if let given = invocation.arguments.first, RunFinder(world).isRun(given) {
      if let resumption = try Resumption(run: try RunFinder(world).find(given), invocation) {
        return try await run(in: try resumption.evalset(), resumption, invocation, format, world)
      }
      let unused = Session.options.map(\.name) + RunExecution.options.map(\.name)
      if let option = unused.first(where: { invocation.has($0) }) {
        throw UsageError("--\(option) belongs to a run; \"\(given)\" is a record, which is decided as it is")
      }
      return try decide(try RunFinder(world).find(given), format: format, world)
    }
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    return try await run(in: folder, try Resumption(invocation, world), invocation, format, world)
  }

  /// Runs, or goes on with a record, then decides.
  private static func run(
    in folder: String, _ resumption: Resumption?, _ invocation: Invocation, _ format: OutputFormat, _ world: World
  ) async throws -> ExitStatus {
    let session = try await Session(evalset: folder, invocation, world, record: resumption?.header)
    let rendering = Rendering(world)
    if !invocation.has("quiet") {
      world.report(rendering.diagnostics(session.diagnostics))
      world.report(rendering.planSummary(session.plan, session.forecast()))
    }
    let execution = RunExecution(session: session, invocation: invocation, world: world, resumption: resumption)
    let result = try await execution.run()
    let status = try decide(result.directory, format: format, world)
    guard let signal = result.signal else { return status }
    return ExitStatus(rawValue: 128 + signal) ?? .interrupted
  }

  /// Decides from the record, writes the reports beside it and prints the verdict.
  private static func decide(_ directory: RunDirectory, format: OutputFormat, _ world: World) throws -> ExitStatus {
    let (log, facts) = try RecordReader.read(directory.record)
    let verdict = GateDecider.decide(log, tool: World.tool)
    let report = GateReport(verdict: verdict, facts: facts, runDirectory: directory.path)
    let writer = ReportWriter(report: report)
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(writer.writeAll(into: directory.path)))
    switch format {
    case .text: world.print(rendering.gate(report))
    case .json: world.print(String(decoding: try VerdictJSON.bytes(verdict), as: UTF8.self))
    }
    return verdict.verdict.exitStatus
  }
}

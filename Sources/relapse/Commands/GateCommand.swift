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
    options: Session.options + RunExecution.options + [.init(name: "format", value: "FORMAT", help: "text or json")],
    examples: [
      ("relapse gate evalsets/support-agent --target candidate-fixed", "run and decide"),
      ("relapse gate latest", "decide the latest run again, without a model"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    if let given = invocation.arguments.first, RunFinder(world).isRun(given) {
      let unused = Session.options.map(\.name) + RunExecution.options.map(\.name)
      if let option = unused.first(where: { invocation.has($0) }) {
        throw UsageError("--\(option) belongs to a run; \"\(given)\" is a record, which is decided as it is")
      }
      return try decide(try RunFinder(world).find(given), format: format, world)
    }
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    let session = try await Session(evalset: folder, invocation, world)
    let rendering = Rendering(world)
    if !invocation.has("quiet") {
      world.report(rendering.diagnostics(session.diagnostics))
      world.report(rendering.planSummary(session.plan, session.forecast()))
    }
    let result = try await RunExecution(session: session, invocation: invocation, world: world).run()
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

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
      Resumption.extendTo,
      .init(name: "aa", value: "SPLITS", help: "split a run at random and count how often its halves are told apart"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
    ],
    examples: [
      ("relapse gate evalsets/support-agent --target candidate-fixed", "run and decide"),
      ("relapse gate latest", "decide the latest run again, without a model"),
      ("relapse gate latest --resume", "go on with the latest run, then decide"),
      ("relapse gate latest --aa 2000", "the false alarms of the method on this run"),
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
      if let option = unused.first(where: { invocation.has($0) && !invocation.fromEnvironment.contains($0) }) {
        throw UsageError("--\(option) belongs to a run; \"\(given)\" is a record, which is decided as it is")
      }
      let directory = try RunFinder(world).find(given)
      if let splits = try invocation.integer("aa", in: 1...1_000_000) {
        return try splitHalves(directory, splits: splits, format: format, world)
      }
      return try decide(directory, format: format, world)
    }
    guard !invocation.has("aa") else { throw UsageError("--aa splits a run: relapse gate RUN --aa 2000") }
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    return try await run(in: folder, try Resumption(invocation, world), invocation, format, world)
  }

  /// Runs, or goes on with a record, then decides.
  private static func run(
    in folder: String, _ resumption: Resumption?, _ invocation: Invocation, _ format: OutputFormat, _ world: World
  ) async throws -> ExitStatus {
    let session = try await Session(evalset: folder, invocation, world, record: resumption?.header)
    try ReplayGuard.checkRelease(of: session.target, world)
    let uncalibrated = JudgeFindings.uncalibrated(in: session.plan.design, of: session.evalset, deciding: true)
    guard !uncalibrated.hasErrors else { throw DiagnosticError(uncalibrated) }
    let rendering = Rendering(world)
    if !invocation.has("quiet") {
      world.report(rendering.diagnostics(session.diagnostics))
      world.report(rendering.planSummary(session.plan, session.forecast()))
    }
    let execution = RunExecution(session: session, invocation: invocation, world: world, resumption: resumption)
    let result = try await execution.run()
    let interruption = result.signal.map { ExitStatus(rawValue: 128 + $0) ?? .interrupted }
    return try decide(result.directory, format: format, interruption: interruption, world)
  }

  /// Splits the run at random and says how often its halves are told apart, which they should not be.
  private static func splitHalves(
    _ directory: RunDirectory, splits: Int, format: OutputFormat, _ world: World
  ) throws -> ExitStatus {
    let (log, _) = try RecordReader.read(directory.record)
    guard let check = AACheck(log) else {
      throw CommandFailure(
        .inconclusive, [.error("no-pairs", "no case of the run has two valid trials, so it has no halves")])
    }
    let result = check.run(splits: splits)
    switch format {
    case .text: Rendering(world).line(result.sentence)
    case .json: world.print(String(decoding: try CanonicalJSON.document(result), as: UTF8.self))
    }
    return result.holds ? .pass : .fail
  }

  /// Decides from the record, writes the reports beside it and prints the verdict.
  ///
  /// A run that was interrupted keeps its verdict and exits with the signal's code.
  private static func decide(
    _ directory: RunDirectory, format: OutputFormat, interruption: ExitStatus? = nil, _ world: World
  ) throws -> ExitStatus {
    let (log, facts) = try RecordReader.read(directory.record)
    try ReplayGuard.checkRelease(of: log.header.target, world)
    let verdict = GateDecider.decide(log, tool: World.tool)
    let report = GateReport(verdict: verdict, facts: facts, runDirectory: directory.path)
    let writer = ReportWriter(report: report)
    let rendering = Rendering(world)
    let unwritten = writer.writeAll(into: directory.path)
    world.report(rendering.diagnostics(unwritten))
    let status = interruption ?? DerivedFiles.status(verdict.verdict.exitStatus, unwritten)
    switch format {
    case .text: world.print(rendering.gate(report, status, isWritten: unwritten.isEmpty))
    case .json: world.print(String(decoding: try VerdictJSON.bytes(verdict), as: UTF8.self))
    }
    return status
  }
}

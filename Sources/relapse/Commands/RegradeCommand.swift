import Authoring
import EvalSchema
import FoundationEssentials
import Harness

/// `relapse regrade`: the stored transcripts of a run, judged by the graders as they are now.
enum RegradeCommand {
  static let spec = CommandSpec(
    name: "regrade",
    summary: "Grade the transcripts of a run again with the evalset's graders into a new record; calls no target.",
    arguments: [.init(name: "RUN")],
    options: [
      .init(
        name: "out", short: "o", value: "DIR", help: "the folder of the new record (default: a new one in reports/)"),
      .init(name: "evalset", value: "DIR", help: "the evalset whose graders judge (default: that of the record)"),
      JudgePanel.option,
    ],
    examples: [
      ("relapse regrade latest --out reports/regraded", "after a grader was mended"),
      ("relapse gate reports/regraded", "and decide"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let source = try RunFinder(world).find(invocation.arguments[0])
    let folder = try folder(invocation, source, world)
    let (loaded, proof, _) = try await Session.proven(folder, world)
    let recorded = Set(try RecordReader.header(source.record)?.plan.cases.map(\.id) ?? [])
    let judged = loaded.evalset.cases.map(\.evalCase).filter { recorded.contains($0.id) && !$0.judgeSpecs.isEmpty }
    guard judged.isEmpty || invocation.has("judges") else {
      throw UsageError(
        "\(judged[0].id) is graded by a judge, who would be asked again for every trial", hint: "--judges asks")
    }
    let panel = try JudgePanel(loaded.evalset, cases: judged, world)
    let regrader = try Regrader(
      source: source, evalset: loaded.evalset, graders: panel.graders(of: loaded.evalset, instead: proof.graders),
      proofs: proof.proofs, tool: World.tool,
      command: ["relapse"] + world.arguments)
    let planned = try regrader.plan()
    guard !planned.diagnostics.hasErrors else { throw DiagnosticError(planned.diagnostics) }
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(planned.diagnostics))
    let directory = try RunFinder(world).create(invocation.value("out"), plan: planned.plan)
    let summary: Regrader.Summary
    do {
      summary = try await Interruptible.run(world, kept: "and of the new record nothing is kept") {
        let ended: Result<Regrader.Summary, any Error>
        do { ended = .success(try await regrader.run(planned.plan, into: directory)) } catch { ended = .failure(error) }
        await panel.close()
        return try ended.get()
      }
    } catch {
      let failure = error as? RunFailure
      // The record of another run that was quicker stays.
      if failure?.diagnostic.code != "record-exists" { takeAway(directory) }
      guard let failure else { throw error }
      throw CommandFailure(failure)
    }
    rendering.line("graded \(summary.trials.counted("trial")) again: \(changes(summary))")
    if summary.undecidedTests > 0 {
      let tests = summary.undecidedTests.counted("test")
      rendering.line("\(tests) would need more trials than the record holds")
    }
    rendering.line("next: relapse gate \(directory.path)")
    return .pass
  }

  /// Takes a record away that holds only a part of the trials: it would be decided like any other.
  private static func takeAway(_ directory: RunDirectory) {
    let files = FileManager.default
    // What went wrong is told; that a file stays is seen.
    try? files.removeItem(atPath: directory.record)
    if (try? files.contentsOfDirectory(atPath: directory.path))?.isEmpty == true {
      try? files.removeItem(atPath: directory.path)
    }
  }

  private static func folder(_ invocation: Invocation, _ source: RunDirectory, _ world: World) throws -> String {
    if let given = invocation.value("evalset") { return try EvalsetFinder(world).path(given) }
    guard let path = try RecordReader.header(source.record)?.evalsetPath else {
      return try EvalsetFinder(world).path(nil)
    }
    guard let folder = EvalsetFinder.evalset(at: path) else {
      throw DiagnosticError(
        .error(
          "no-evalset", "the record is of the evalset \"\(path)\", which is not here",
          hint: "name it: relapse regrade \(source.path) --evalset DIR"))
    }
    return folder
  }

  private static func changes(_ summary: Regrader.Summary) -> String {
    guard !summary.changes.isEmpty else { return "no outcome changed" }
    return summary.changes.map { "\($1) \($0.before.rawValue) → \($0.after.rawValue)" }.sorted().joined(separator: ", ")
  }
}

import EvalSchema
import Gating
import Harness
import Reporting

/// `relapse show`: a run, a case or a trial in the terminal.
enum ShowCommand {
  static let spec = CommandSpec(
    name: "show", summary: "Look at a run, one of its cases, or one trial with its transcript.",
    arguments: [.init(name: "RUN"), .init(name: "CASE[/TRIAL]", isOptional: true)],
    examples: [
      ("relapse show latest", "every case of the latest run"),
      ("relapse show latest INC-2041-refund-without-approval/17", "one trial"),
    ],
    run: { try run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    let directory = try RunFinder(world).find(invocation.arguments[0])
    let (log, facts) = try RecordReader.read(directory.record)
    let verdict = GateDecider.decide(log, tool: World.tool)
    let report = GateReport(verdict: verdict, facts: facts, runDirectory: directory.path)
    let text = ShowText(report, style: Rendering(world).style(.output))
    guard invocation.arguments.count > 1 else {
      print(text.run(), world)
      return .pass
    }
    let parts = invocation.arguments[1].split(separator: "/", maxSplits: 1).map(String.init)
    let ids = log.header.plan.cases.map(\.id)
    guard let id = parts.first, let lines = text.evalCase(id) else {
      let near = NearestName.of(parts.first ?? "", in: ids).map { "; did you mean `\($0)`?" } ?? ""
      throw UsageError(
        "the run has no case \"\(parts.first ?? "")\"\(near)", hint: "relapse show \(directory.path) lists them")
    }
    guard parts.count > 1 else {
      print(lines, world)
      return .pass
    }
    guard let index = Int(parts[1]), let trial = try TrialLookup.trial(id, index, in: directory.record) else {
      throw UsageError("the run has no trial \(parts[1]) of \(id)", hint: "trials count from 0")
    }
    print(text.trial(trial), world)
    return .pass
  }

  private static func print(_ lines: [String], _ world: World) { world.print(lines.map { $0 + "\n" }.joined()) }
}

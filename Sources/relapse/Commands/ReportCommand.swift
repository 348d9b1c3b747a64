import EvalSchema
import Gating
import Harness

/// `relapse report`: any report from a record.
enum ReportCommand {
  static let spec = CommandSpec(
    name: "report", summary: "Make a report of a run from its record: html, markdown, junit, json or text.",
    arguments: [.init(name: "RUN")],
    options: [
      .init(name: "format", value: "KIND", help: "html, markdown, junit, json or text (default html)"),
      .init(
        name: "out", short: "o", value: "FILE",
        help: "where to write it; - for standard output (default: beside the record)"),
    ],
    examples: [
      ("relapse report latest", "report.html beside the latest record"),
      ("relapse report latest --format markdown --out -", "on standard output"),
    ],
    run: { try run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    let kind = try invocation.choice("format", default: ReportWriter.Kind.html)
    let directory = try RunFinder(world).find(invocation.arguments[0])
    let (log, facts) = try RecordReader.read(directory.record)
    let verdict = GateDecider.decide(log, tool: World.tool)
    let writer = ReportWriter(report: GateReport(verdict: verdict, facts: facts, runDirectory: directory.path))
    let path = invocation.value("out") ?? kind.file.map { directory.path + "/" + $0 } ?? "-"
    if path == "-" {
      world.print(try writer.text(kind, rendering: Rendering(world)))
      return .pass
    }
    guard kind != .text else { throw UsageError("--format text goes to standard output; leave --out away") }
    do {
      try writer.write(kind, to: path)
    } catch {
      throw CommandFailure(.usage, [.error("report-unwritable", "\(error)", at: Place(file: path))])
    }
    Rendering(world).line("wrote \(path)")
    return .pass
  }
}

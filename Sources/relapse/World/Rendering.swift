import EvalSchema
import Reporting

/// How this world's terminal is written to: colours and symbols by flags, environment and stream.
struct Rendering {
  private let world: World

  init(_ world: World) { self.world = world }

  /// Prints a line of ours with foreign text made safe.
  func line(_ text: String) { world.print(TerminalLine.text(text, style: style(.output)) + "\n") }

  /// Prints a heading with an empty line before it.
  func heading(_ text: String) { world.print("\n\(TerminalLine.heading(text, style: style(.output)))\n") }

  /// The text of findings for standard error.
  func diagnostics(_ diagnostics: [Diagnostic]) -> String {
    Self.joined(DiagnosticText(style: style(.error)).lines(diagnostics))
  }

  /// The final block of a gate; its last line is the verdict and the exit code.
  ///
  /// A report that could not be written is not named.
  func gate(_ report: GateReport, _ status: ExitStatus? = nil, isWritten: Bool = true) -> String {
    let file = isWritten ? ReportWriter.Kind.html.file.map { report.runDirectory + "/" + $0 } : nil
    let text = GateText(report, style: style(.output), reports: file.map { [$0] } ?? [])
    return Self.joined(text.lines(exitCode: status.map { Int($0.rawValue) }))
  }

  /// The final block of a comparison; its last line is the verdict and the exit code.
  func comparison(_ report: ComparisonReport, html: String) -> String {
    Self.joined(ComparisonText(report, style: style(.output), reports: [html]).lines())
  }

  /// The final block of an attribution; its last line is the result and the exit code.
  func attribution(_ report: AttributionReport, html: String) -> String {
    Self.joined(report.lines(style(.output), html: html))
  }

  /// The final block of a comparison of observed traffic.
  func traffic(_ verdict: TrafficVerdict, report: String) -> String {
    Self.joined(TrafficText(verdict, style: style(.output), report: report).lines())
  }

  /// Foreign text on one line of standard error.
  func safe(_ text: String) -> String { TerminalLine.text(text, style: style(.error)) }

  /// A plan with its forecast.
  func plan(_ plan: RunPlan, _ forecast: PlanForecast) -> String {
    Self.joined(PlanText(forecast, of: plan, style: style(.output)).lines())
  }

  /// A plan on one line, before its run.
  func planSummary(_ plan: RunPlan, _ forecast: PlanForecast) -> String {
    let cases = plan.cases.count.counted("case")
    let tests = plan.design.tests.count.counted("test")
    let trials = "\(forecast.cleanTrials.counted("trial")) when nothing fails, at most \(forecast.worstTrials)"
    let line = "plan: \(plan.evalset) on \(plan.target), \(cases), \(tests); \(trials)"
    return TerminalLine.text(line, style: style(.error)) + "\n"
  }

  /// The style of a stream.
  func style(_ stream: Console.Stream) -> TerminalStyle {
    TerminalStyle(
      color: usesColor(stream), ascii: usesASCII,
      width: world.console.isTerminal(stream) ? world.console.width(stream, environment: world.environment) : 100)
  }

  /// `--color` > NO_COLOR > CLICOLOR_FORCE, FORCE_COLOR > TERM=dumb > whether the stream is a terminal.
  private func usesColor(_ stream: Console.Stream) -> Bool {
    let environment = world.environment
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    switch world.color {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if isSet("NO_COLOR") { return false }
    if isSet("CLICOLOR_FORCE") || isSet("FORCE_COLOR") { return true }
    return world.console.isTerminal(stream) && environment["TERM"] != "dumb"
  }

  /// `--ascii`, or a locale that is known not to be UTF-8.
  private var usesASCII: Bool {
    if world.ascii { return true }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { world.environment[$0] }.first { !$0.isEmpty }
    guard let locale else { return false }
    let folded = locale.lowercased()
    return !folded.contains("utf-8") && !folded.contains("utf8") && folded != "c" && folded != "posix"
  }

  private static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}

/// When output is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
  case always, auto, never
}

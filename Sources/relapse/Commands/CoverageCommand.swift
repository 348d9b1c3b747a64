import Authoring
import EvalSchema
import Reporting

/// `relapse coverage`: which closed incidents have a case, and what the postmortems still owe.
enum CoverageCommand {
  static let spec = CommandSpec(
    name: "coverage",
    summary:
      "Say which incidents have no case, which patterns one only, which scenarios are empty, what is left to do.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: [
      .init(name: "format", value: "FORMAT", help: "text, markdown or json"),
      .init(
        name: "fail-under", value: "SHARE",
        help: "end with 1 when less than this share of the closed S1 incidents has a case, for example 100%"),
    ],
    examples: [
      ("relapse coverage evalsets/support-agent", "what is not covered"),
      ("relapse coverage --fail-under 100% --format markdown", "in CI: every closed S1 incident has a case"),
    ],
    run: { try await run($0, $1) })

  /// How the report is printed.
  private enum Format: String, CaseIterable { case text, markdown, json }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: Format.text)
    let least = try least(invocation)
    let path = try EvalsetFinder(world).path(invocation.arguments.first)
    let loaded = try EvalsetLoader.judgeable(path).loaded
    let retired = try await PermanenceCheck(world).permanence(of: loaded).ledger?.retired ?? []
    let coverage = CoverageSurvey.coverage(of: loaded, retired: retired)
    let rendering = Rendering(world)
    switch format {
    case .json: world.print(String(decoding: try CanonicalJSON.document(coverage), as: UTF8.self))
    case .markdown: world.print(CoverageMarkdown.text(coverage))
    case .text:
      let lines = CoverageText(style: rendering.style(.output)).lines(coverage)
      world.print(lines.map { $0 + "\n" }.joined())
    }
    guard let least else { return .pass }
    let share = coverage.share(of: .s1)
    guard let rate = share.rate else {
      world.report("coverage: there is no closed S1 incident that needs a case; nothing can be below the bound\n")
      return .pass
    }
    // Shares are of whole numbers: a part in a thousand million is rounding.
    let isBelow = rate < least.rate - 1e-9
    let word = isBelow ? "below" : "not below"
    world.report(
      "coverage: \(share.covered) of \(share.incidents) closed S1 incidents covered, \(word) \(least.text)\n")
    return isBelow ? .fail : .pass
  }

  /// The bound of the command line; S1 incidents of unknown severity count.
  private static func least(_ invocation: Invocation) throws -> (rate: Double, text: String)? {
    guard let text = invocation.value("fail-under") else { return nil }
    switch Quantity.rate(text) {
    case .success(let rate): return (rate, text)
    case .failure(let problem): throw UsageError("--fail-under \(problem.message)", hint: problem.hint)
    }
  }
}

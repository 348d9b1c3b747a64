import Adapters
import Authoring
import EvalSchema
import Gating
import Harness

/// `relapse compare`: is the candidate worse than the baseline, where, and by how much?
enum CompareCommand {
  static let spec = CommandSpec(
    name: "compare",
    summary:
      "Compare a candidate with a baseline: run both pair by pair until it is decided, or compare two records.",
    arguments: [.init(name: "EVALSET|BASELINE-RUN", isOptional: true), .init(name: "CANDIDATE-RUN", isOptional: true)],
    options: [
      .init(
        name: "baseline", value: "NAME|RUN",
        help: "what to compare with, when an evalset is run: a target, or a record of one that is fresh enough"),
      .init(name: "candidate", value: "NAME", help: "the target that is judged, when an evalset is run"),
      .init(
        name: "margin", value: "5pp",
        help: "the largest acceptable average difference (default: the policy's, 5pp; 2pp when every case is S1)"),
      .init(
        name: "max-pairs", value: "N", help: "most pairs over all cases (default: 40 rounds, and at least 50/margin)"),
      .init(name: "max-time", value: "TIME", help: "start no trial after this long, for example 10m"),
      .init(name: "max-cost", value: "MONEY", help: "start no trial beyond this cost of both arms, for example 5usd"),
      .init(
        name: "baseline-history", value: "RUN", help: "an earlier record of the baseline: a drift voids the comparison"),
      .init(name: "seed", value: "N", help: "the seed of both runs (default 1)"),
      .init(name: "out", short: "o", value: "DIR", help: "where the records and reports go"),
      .init(name: "resume", help: "go on with the comparison in --out; what stands in its records is not asked again"),
      .init(name: "concurrency", value: "N", help: "most trials of each arm in flight (default: the targets' limits)"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
      .init(name: "allow-mutable-alias", help: "compare models whose name the provider may move"),
      .init(name: "allow-unrecorded", help: "compare surfaces that one arm does not record"),
      .init(name: "allow-same-target", help: "compare a target with itself, to check the comparison"),
    ] + TrafficComparison.options + Selection.options,
    examples: [
      ("relapse compare evalsets/support-agent --baseline baseline --candidate candidate-fixed", "run and decide"),
      (
        "relapse compare evalsets/support-agent --baseline reports/A --candidate candidate-fixed",
        "run the candidate against a record of the baseline"
      ),
      ("relapse compare --out reports/C --resume", "go on with a comparison that was broken off"),
      ("relapse compare reports/A reports/B", "compare two records, baseline first"),
      ("relapse compare --from otel base.jsonl canary.jsonl --evalset evalsets/support-agent", "observed traffic"),
    ],
    run: { try await run($0, $1) })

  /// Options that make sense only while trials are run.
  private static let ofARun =
    ["baseline", "candidate", "max-pairs", "max-time", "max-cost", "seed", "resume", "concurrency"]
    + Selection.options.map(\.name)

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    if invocation.has("from") {
      return try await TrafficComparison.run(invocation, margin: try margin(invocation), format, world)
    }
    if let option = TrafficComparison.options.first(where: {
      invocation.has($0.name) && !invocation.fromEnvironment.contains($0.name)
    }) {
      throw UsageError("--\(option.name) belongs to logs of observed traffic: --from FORMAT")
    }
    var request = ComparisonRequest(
      margin: try margin(invocation), allowsSameTarget: invocation.has("allow-same-target"),
      allowsUnrecorded: invocation.has("allow-unrecorded"))
    let history = try invocation.value("baseline-history").map { try RunFinder(world).find($0) }
    if invocation.arguments.count == 2 {
      if let option = ofARun.first(where: { invocation.has($0) }) {
        throw UsageError("--\(option) belongs to a run; two records are compared as they are")
      }
      let runs = try invocation.arguments.map { try RunFinder(world).find($0) }
      let decision = ComparisonDecision(
        baseline: runs[0], candidate: runs[1], history: history, folder: invocation.value("out") ?? runs[1].path)
      return try await decision.decide(&request, invocation, format, world)
    }
    let execution = try await ComparisonExecution(invocation, request, world)
    let (result, signal) = try await execution.run()
    let decision = ComparisonDecision(
      baseline: result.baseline, candidate: result.candidate, history: history, folder: result.folder)
    let status = try await decision.decide(&request, invocation, format, world)
    guard let signal else { return status }
    return ExitStatus(rawValue: 128 + signal) ?? .interrupted
  }

  /// A margin with its unit: `5pp`, `0.5pp`; or a difference of rates, `0.05`.
  static func margin(_ invocation: Invocation) throws -> Double? {
    guard let text = invocation.value("margin") else { return nil }
    switch Quantity.points(text, in: EvalsetFormat.margins) {
    case .success(let margin): return margin
    case .failure(let problem):
      throw UsageError("--margin \(problem.message)", hint: problem.hint ?? "for example --margin 5pp")
    }
  }
}

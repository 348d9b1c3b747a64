import Adapters
import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// `relapse attribute`: which surface of a worse candidate carries how much of the change?
enum AttributeCommand {
  static let spec = CommandSpec(
    name: "attribute",
    summary: "Find which surface makes a candidate worse: exchange one at a time on the cases that regressed.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: [
      .init(name: "baseline", value: "NAME", help: "the target to compare with"),
      .init(name: "candidate", value: "NAME", help: "the target that is worse"),
      .init(
        name: "comparison", value: "DIR", help: "the folder of a comparison of both; without it, it is made first"),
      .init(name: "margin", value: "5pp", help: "the margin of the comparison (default: the policy's)"),
      .init(name: "max-pairs", value: "N", help: "most pairs of the comparison"),
      .init(
        name: "rounds", value: "N", help: "most rounds of each exchanged target (default: 1,000 trials over its cases)"),
      .init(name: "seed", value: "N", help: "the seed of the comparison (default 1); the exchange uses the next one"),
      .init(name: "out", short: "o", value: "DIR", help: "where the records and reports go"),
      .init(name: "concurrency", value: "N", help: "most trials in flight (default: the targets' limits)"),
      .init(name: "dry-run", help: "print what would be run and what it costs at most, and stop"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
      .init(name: "allow-mutable-alias", help: "attribute between models whose name the provider may move"),
      .init(name: "allow-unrecorded", help: "attribute between surfaces that one target does not record"),
    ] + Selection.options,
    examples: [
      (
        "relapse attribute evalsets/support-agent --baseline baseline --candidate candidate-regressed --dry-run",
        "what it would cost"
      )
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let arms = try await ComparisonArms(invocation, world, nil)
    guard arms.recorded == nil, let baseline = arms.baseline else {
      throw UsageError("an attribution runs the baseline beside the candidate; a record cannot stand for it")
    }
    let swaps = SurfaceSwaps(baseline: baseline.target, candidate: arms.candidate.target)
    let plan = try AttributionPlan(baseline, arms.candidate, swaps, invocation, world)
    if invocation.has("dry-run") {
      world.print(plan.text(Rendering(world)))
      return .pass
    }
    if !invocation.has("quiet") { world.report(plan.text(Rendering(world))) }
    return try await AttributionExecution(
      invocation, world, baseline: baseline, candidate: arms.candidate, swaps: swaps, plan: plan
    ).run(format)
  }
}

/// What an attribution would run, and what it costs at most, before anything is asked.
struct AttributionPlan {
  /// The cases of the comparison.
  let cases: Int
  /// Most rounds of the comparison.
  let pairs: Int
  /// Most rounds of each exchanged target, by the number of cases that regressed.
  let rounds: @Sendable (_ cases: Int) -> Int
  /// The margin.
  let margin: Double
  private let swaps: SurfaceSwaps
  private let cost: (perCase: Double, currency: String)?

  init(
    _ baseline: Session, _ candidate: Session, _ swaps: SurfaceSwaps, _ invocation: Invocation, _ world: World
  ) throws {
    self.swaps = swaps
    cases = candidate.plan.cases.count
    let rules = candidate.evalset.manifest.policy.comparisonRules
    margin = try CompareCommand.margin(invocation) ?? ComparisonRequest.margin(for: candidate.plan.cases, rules)
    let standard = rules.maximumPairs ?? max(40 * cases, Int((50 / margin).rounded(.up)))
    pairs = (try invocation.integer("max-pairs", in: 1...10_000_000) ?? standard) / max(1, cases)
    let asked = try invocation.integer("rounds", in: 1...1_000_000)
    rounds = { cases in asked ?? AttributionDecider.rounds(cases: cases) }
    let targets = [baseline, candidate]
    let currencies = Set(targets.map { $0.target.price?.currency })
    guard currencies.count == 1, let currency = currencies.first ?? nil else {
      cost = nil
      return
    }
    // The dearer of both, for a target between them may have the model of either.
    let means = targets.map { session -> Double in
      let chosen = Set(session.plan.cases.map(\.id))
      let costs = session.evalset.cases.map(\.evalCase).filter { chosen.contains($0.id) }.map {
        session.target.price?.micros(Forecaster.estimatedUsage(of: $0, system: session.target.systemText)) ?? 0
      }
      return costs.isEmpty ? 0 : Double(costs.reduce(0, +)) / Double(costs.count)
    }
    cost = (means.max() ?? 0, currency)
  }

  /// The trials of the exchange at most, on so many cases that regressed.
  func trials(on cases: Int) -> (single: Int, pairs: Int) {
    let surfaces = swaps.separable.count
    return (rounds(cases) * cases * (surfaces + 2), rounds(cases) * cases * surfaces * (surfaces - 1) / 2)
  }

  /// The plan for people.
  func text(_ rendering: Rendering) -> String {
    var lines = ["attribute: \(rendering.safe(swaps.baseline.name)) → \(rendering.safe(swaps.candidate.name))"]
    if swaps.separable.isEmpty { lines.append("  no surface that differs can be exchanged alone") }
    for surface in swaps.separable {
      let words = swaps.words(surface)
      lines.append("  \(surface.rawValue): \(rendering.safe(words.baseline)) → \(rendering.safe(words.candidate))")
    }
    lines += swaps.inseparable.map { "  \(rendering.safe($0))" }
    let comparison = 2 * pairs * cases
    lines.append("  comparison: \(cases.counted("case")), at most \(comparison) trials\(money(comparison))")
    for count in Set([1, min(5, cases), cases]).sorted() where !swaps.separable.isEmpty {
      let (single, pairs) = trials(on: count)
      lines.append(
        "  when \(count.counted("case")) regressed: at most \(single) trials\(money(single)) for single surfaces; "
          + "if none explains it, at most \(pairs) more\(money(pairs)) for pairs of them")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func money(_ trials: Int) -> String {
    guard let cost else { return "" }
    let cents = Int((Double(trials) * cost.perCase / 10_000).rounded(.up))
    return ", about \(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100) \(cost.currency)"
  }
}

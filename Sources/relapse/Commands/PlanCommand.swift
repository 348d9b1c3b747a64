import EvalSchema
import Harness

/// `relapse plan`: what a run will cost and what it can decide, before anything is spent.
enum PlanCommand {
  static let spec = CommandSpec(
    name: "plan", summary: "Say what a run would cost and with which chance it decides; calls no model.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: Session.options + [
      .init(
        name: "from", value: "RUN",
        help: "price by the tokens that this run measured (default: the target's newest run)"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
    ],
    examples: [
      ("relapse plan evalsets/support-agent --target candidate-fixed", "every test, its chances and the costs"),
      (
        "relapse plan evalsets/support-agent --target candidate-fixed --from latest", "priced by what the last run took"
      ),
    ],
    run: { try await run($0, $1) })

  private struct Output: Encodable {
    var plan: RunPlan
    var planDigest: Digest
    var forecast: PlanForecast
    var pricing: Pricing?
  }

  /// Where the costs come from.
  private struct Pricing: Encodable {
    /// The run whose tokens were measured; nil when all are estimated.
    var run: String?
    /// Trials that were measured.
    var trials: Int
    /// Cases of the plan with measured tokens.
    var measuredCases: Int
    /// Cases of the plan with tokens estimated from their texts.
    var estimatedCases: Int

    var sentence: String {
      guard let run, measuredCases > 0 else {
        return "costs: estimated from the length of the texts; no run of this target with measured tokens was found"
      }
      let rest = estimatedCases > 0 ? "; \(estimatedCases.counted("case")) estimated from the length of the texts" : ""
      return "costs: \(measuredCases.counted("case")) by the tokens of \(trials.counted("trial")) of run \(run)\(rest)"
    }
  }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let session = try await Session(
      evalset: try EvalsetFinder(world).path(invocation.arguments.first), invocation, world)
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(session.diagnostics))
    let measured = try measurement(invocation, session, world)
    let forecast = session.forecast(measured: measured)
    let pricing = session.target.price.map { _ in source(of: session.plan, measured) }
    switch format {
    case .text:
      world.print(rendering.plan(session.plan, forecast))
      if let pricing { rendering.line(pricing.sentence) }
    case .json:
      let output = Output(
        plan: session.plan, planDigest: try session.plan.digest(), forecast: forecast, pricing: pricing)
      world.print(String(decoding: try CanonicalJSON.document(output), as: UTF8.self))
    }
    return .pass
  }

  /// What the run that was named, or the target's newest one, measured; nothing where the target has no price.
  private static func measurement(
    _ invocation: Invocation, _ session: Session, _ world: World
  ) throws -> MeasuredUsage? {
    if let given = invocation.value("from") { return try MeasuredUsage.read(try RunFinder(world).find(given)) }
    guard session.target.price != nil,
      let run = MeasuredUsage.newest(of: session.target.name, on: session.plan.evalset, in: RunFinder.reports)
    else { return nil }
    do { return try MeasuredUsage.read(run) } catch { return nil }  // A record that nobody named may be damaged.
  }

  private static func source(of plan: RunPlan, _ measured: MeasuredUsage?) -> Pricing {
    let known = plan.cases.count { measured?.usage[$0.id] != nil }
    return Pricing(
      run: known > 0 ? measured?.runID : nil, trials: measured?.trials ?? 0, measuredCases: known,
      estimatedCases: plan.cases.count - known)
  }
}

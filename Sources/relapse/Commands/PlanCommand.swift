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
    /// The target of that run.
    var target: String?
    /// Trials that were measured.
    var trials: Int
    /// Cases of the plan with measured tokens.
    var measuredCases: Int
    /// Cases of the plan with tokens estimated from their texts.
    var estimatedCases: Int

    /// Where the costs of a plan for a target come from, in words.
    func sentence(of planned: String) -> String {
      guard let run, measuredCases > 0 else {
        return "costs: estimated from the length of the texts; no run of this target with measured tokens was found"
      }
      let rest = estimatedCases > 0 ? "; \(estimatedCases.counted("case")) estimated from the length of the texts" : ""
      let other = target.map { $0 == planned ? "" : " of the target \($0)" } ?? ""
      return
        "costs: \(measuredCases.counted("case")) by the tokens of \(trials.counted("trial")) of run \(run)\(other)\(rest)"
    }
  }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let session = try await Session(
      evalset: try EvalsetFinder(world).path(invocation.arguments.first), invocation, world)
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(session.diagnostics))
    let (measured, header) = try measurement(invocation, session, world)
    if let header { world.report(rendering.diagnostics(foreign(header, to: session))) }
    let forecast = session.forecast(measured: measured)
    let pricing = session.target.price.map { _ in source(of: session.plan, measured, header) }
    switch format {
    case .text:
      world.print(rendering.plan(session.plan, forecast))
      if let pricing { rendering.line(pricing.sentence(of: session.target.name)) }
    case .json:
      let output = Output(
        plan: session.plan, planDigest: try session.plan.digest(), forecast: forecast, pricing: pricing)
      world.print(String(decoding: try CanonicalJSON.document(output), as: UTF8.self))
    }
    return .pass
  }

  /// What the run that was named, or the target's newest one, measured, and its header; nothing without a price.
  private static func measurement(
    _ invocation: Invocation, _ session: Session, _ world: World
  ) throws -> (MeasuredUsage?, RunHeader?) {
    if let given = invocation.value("from") {
      let run = try RunFinder(world).find(given)
      return (try MeasuredUsage.read(run), try RecordReader.header(run.record))
    }
    guard session.target.price != nil,
      let run = MeasuredUsage.newest(of: session.target.name, on: session.plan.evalset, in: RunFinder.reports)
    else { return (nil, nil) }
    do {
      return (try MeasuredUsage.read(run), try RecordReader.header(run.record))
    } catch {
      return (nil, nil)  // A record that nobody named may be damaged.
    }
  }

  /// A run of another target or evalset may be what is wanted, and its tokens may be quite others.
  private static func foreign(_ header: RunHeader, to session: Session) -> [Diagnostic] {
    let sets = (header.plan.evalset, session.plan.evalset)
    let targets = (header.target.name, session.target.name)
    let others = [
      targets.0 == targets.1 ? nil : "target \"\(targets.0)\", not of \"\(targets.1)\"",
      sets.0 == sets.1 ? nil : "evalset \"\(sets.0)\", not of \"\(sets.1)\"",
    ].compactMap(\.self)
    guard !others.isEmpty else { return [] }
    return [
      .warning(
        "plan-other-run", "the run \(header.runID) is of the \(others.joined(separator: ", and of the "))",
        hint: "its tokens price this plan as far as both answer alike; without --from the target's newest run is taken")
    ]
  }

  private static func source(of plan: RunPlan, _ measured: MeasuredUsage?, _ header: RunHeader?) -> Pricing {
    let known = plan.cases.count { measured?.usage[$0.id] != nil }
    return Pricing(
      run: known > 0 ? measured?.runID : nil, target: known > 0 ? header?.target.name : nil,
      trials: measured?.trials ?? 0, measuredCases: known,
      estimatedCases: plan.cases.count - known)
  }
}

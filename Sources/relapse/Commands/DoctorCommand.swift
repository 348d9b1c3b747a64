import Adapters
import Authoring
import EvalSchema
import Harness
import Reporting

/// `relapse doctor`: can a target be reached, and if not, why, in words.
enum DoctorCommand {
  static let spec = CommandSpec(
    name: "doctor",
    summary:
      "Send one small request to a target and say what is wrong; without --target, check every target's file. A cassette is only read.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: [
      .init(
        name: "target", short: "t", value: "NAME", help: "the target: a name in targets/, or a path inside the evalset")
    ],
    examples: [
      ("relapse doctor", "the files of all targets; nothing is sent"),
      ("relapse doctor evalsets/support-agent --target candidate-fixed", "one request to one target"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let path = try EvalsetFinder(world).path(invocation.arguments.first)
    let folder = try EvalsetFolder(path)
    guard let name = invocation.value("target") else { return await checkAll(in: folder, world) }
    let target = try Session.target(name, in: folder)
    let evalset = EvalsetLoader.load(path).loaded?.evalset
    return try await ask(target, evalset, world)
  }

  /// Checks every target as far as it can be checked without a request; exit code 2 when one is not fit.
  private static func checkAll(in folder: EvalsetFolder, _ world: World) async -> ExitStatus {
    let (targets, diagnostics) = TargetLoader.loadAll(in: folder)
    var findings = diagnostics
    let rendering = Rendering(world)
    for target in targets {
      switch await TargetCheck(target: target, environment: world.environment).adapter() {
      case .success(let adapter):
        await adapter.close()
        rendering.line("\(target.name) (\(target.adapter.rawValue)): its file is sound; nothing was sent")
      case .failure(let error): findings += error.diagnostics
      }
      findings += TargetCheck(target: target, environment: world.environment).warnings
    }
    world.report(rendering.diagnostics(findings))
    if findings.hasErrors { return .usage }
    if targets.isEmpty { rendering.line("there is no target in \(folder.path)/targets") }
    let next = targets.first.map { "; next: relapse doctor \(folder.path) --target \($0.name)" } ?? ""
    rendering.line("\(targets.count.counted("target")) checked\(next)")
    return .pass
  }

  /// Sends one request; exit code 0 when it was answered, 4 when not, and 2 when the target is not fit to be asked.
  private static func ask(_ target: Target, _ evalset: Evalset?, _ world: World) async throws -> ExitStatus {
    let check = TargetCheck(target: target, environment: world.environment)
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(check.warnings))
    let adapter: any Adapter
    switch await check.adapter() {
    case .success(let made): adapter = made
    case .failure(let error):
      world.report(rendering.diagnostics(error.diagnostics))
      rendering.line("\(target.name) (\(target.adapter.rawValue)): cannot be asked; nothing was sent")
      return .usage
    }
    if let cassette = adapter as? RecordingAdapter {
      let cases = (evalset?.cases.map(\.evalCase) ?? []).sorted { $0.id < $1.id }
      let outcome = await CassetteCheck(target: target, adapter: cassette).run(cases)
      await adapter.close()
      for line in outcome.lines { rendering.line(line) }
      world.report(rendering.diagnostics(outcome.problem.map { [$0] } ?? []))
      return outcome.problem == nil ? .pass : .error
    }
    let evalCase = check.needsCase ? evalset?.cases.map(\.evalCase).min { $0.id < $1.id } : nil
    let trial = try await Interruptible.run(world) {
      let trial = await TargetProbe(target: target, adapter: adapter).ask(evalCase)
      await adapter.close()
      return trial
    }
    if let failure = trial.error {
      world.report(rendering.diagnostics([check.diagnosis(failure, of: trial)]))
      rendering.line("\(target.name) (\(target.adapter.rawValue)): not reached")
      return .error
    }
    for line in check.description(of: trial) { rendering.line(line) }
    return .pass
  }
}

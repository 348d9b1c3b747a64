import EvalSchema
import FoundationEssentials
import Graders
import Harness
import TestSupport

/// A plan over sample cases and the folder that it runs into.
struct RunFixture: Sendable {
  var evalset: Evalset
  var plan: RunPlan
  var directory: RunDirectory
  var target: Target

  init(_ cases: [EvalCase], policy: Policy = Policy(), in folder: String) throws {
    evalset = Sample.evalset(cases, policy: policy)
    target = Sample.target(price: Price(input: 1, output: 2))
    plan = try RunPlanner(evalset: evalset, target: target, seed: 9).plan().plan
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    directory = RunDirectory(runID: "20260514T091320Z-6f0c1a2b", path: folder)
  }

  /// The runner of the plan, on a clock that stands still.
  func runner(_ adapter: ScriptedAdapter, concurrency: Int = 8) -> Runner {
    return Runner(
      plan: plan, evalset: evalset, target: target, adapter: adapter,
      graders: Dictionary(uniqueKeysWithValues: evalset.cases.map { ($0.evalCase.id, CaseGrader($0.evalCase)) }),
      tool: ToolVersion(version: "0.0.0"), concurrency: concurrency, clock: TestClock().value)
  }

  func run(
    _ adapter: ScriptedAdapter, concurrency: Int = 8, stop: RunStop = RunStop(),
    events: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> RunSummary {
    try await runner(adapter, concurrency: concurrency).run(into: directory, stop: stop, events: events)
  }
}

import Adapters
import EvalSchema
import FoundationEssentials
import Graders
import Harness
import Statistics
import TestSupport
import Testing

/// The whole way with the simulator: plan, run, record, and the decisions replayed from the record.
@Suite struct SimulatedRunTests {
  private func target(failing share: Double, faults: [SimulatedFault]) -> Target {
    let yes = SimulatedAnswer(name: "yes", turns: [AssistantTurn(content: "yes [[indeed|of course]]")])
    let no = SimulatedAnswer(name: "no", turns: [AssistantTurn(content: "no")])
    var target = Sample.target(limits: TargetLimits(concurrency: 16, retries: 6))
    target.simulated?.script = SimulatorScript(behaviors: [SimulatedBehavior(name: "any", answers: [yes, no])])
    target.simulated?.shares = ["any/no": share]
    target.simulated?.faults = faults
    return target
  }

  @Test(arguments: [
    (0.0, [SimulatedFault](), Verdict.pass), (1.0, [SimulatedFault](), .fail),
    (0.0, [SimulatedFault(kind: .rateLimited, share: 0.2, retryAfter: 1)], .pass),
    (0.0, [SimulatedFault(kind: .server, share: 1)], .error),
  ])
  func theRecordDecidesAsTheRunDid(share: Double, faults: [SimulatedFault], verdict: Verdict) async throws {
    try await withTemporaryFolder { folder in
      let evalset = Sample.evalset([
        Sample.evalCase("a"), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s3),
      ])
      let target = target(failing: share, faults: faults)
      let plan = try RunPlanner(evalset: evalset, target: target, seed: 4).plan().plan
      let tested = await SelfTest.run(evalset)
      #expect(tested.diagnostics.isEmpty)
      let runner = Runner(
        plan: plan, evalset: evalset, target: target,
        adapter: try AdapterFactory.adapter(for: target, environment: [:]),
        graders: tested.graders, proofs: tested.proofs, tool: ToolVersion(version: "0"), clock: TestClock().value)
      let directory = RunDirectory(runID: "r", path: folder)
      let summary = try await runner.run(into: directory)
      #expect(Set(summary.decisions.map(\.verdict)) == [verdict])

      let (log, facts) = try RecordReader.read(directory.record)
      #expect(log.cases.allSatisfy { $0.proofs.count == 2 && $0.proofs.allSatisfy { $0.holds } })
      #expect((facts.retries > 0) == !faults.isEmpty)
      // What a gate does with the record: the same machine over the same outcomes.
      var battery = Battery(
        tests: plan.design.tests.map { test in
          let design = SequentialDesign(
            limit: test.limit, passAlpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget,
            closing: test.isClosed ? .exact : .open)
          return Battery.Test(
            Staircases(design), streams: test.members.compactMap { id in plan.cases.firstIndex { $0.id == id } })
        }, streams: plan.cases.count, missing: MissingRule(share: plan.design.errorShare))
      for (stream, planned) in plan.cases.enumerated() {
        // What waited to try again when everything was decided was called off, and is missing behind that.
        for case let outcome? in (log.logs[planned.id]?.outcomes ?? []).prefix(while: { $0 != nil }) {
          switch outcome {
          case .passed: battery.observe(.success, stream: stream)
          case .failed: battery.observe(.failure, stream: stream)
          case .errored: battery.observe(.missing, stream: stream)
          }
        }
      }
      for (index, test) in plan.design.tests.enumerated() {
        let decision = try #require(summary.decisions.first { $0.test == test.id })
        let sequential = battery.sequential(ofTest: index)
        #expect(battery.end(ofTest: index) != nil)
        #expect(sequential.trials == decision.trials && sequential.failures == decision.failures)
      }
    }
  }
}

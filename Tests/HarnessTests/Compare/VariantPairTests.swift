import EvalSchema
import FoundationEssentials
import Graders
import Harness
import TestSupport
import Testing

/// Both arms of a comparison ask the same variant at the same index.
@Suite struct VariantPairTests {
  @Test func pairsShareCaseVariantAndIndex() async throws {
    try await withTemporaryFolder { folder in
      var evalCase = Sample.evalCase("a")
      evalCase.variants = [
        CaseVariant(name: "curt", replace: ["Yes or no?": "Yes?"]),
        CaseVariant(name: "polite", append: AddedMessages(messages: [.user("Please.")])),
      ]
      let evalset = Sample.evalset([evalCase, Sample.evalCase("b")])
      var arms: [PairRunner.Arm] = []
      for name in ["baseline", "candidate"] {
        var target = Sample.target()
        target.name = name
        let plan = try RunPlanner(evalset: evalset, target: target, seed: 9).plan().plan
        try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
        arms.append(
          PairRunner.Arm(
            plan: plan, target: target,
            adapter: ScriptedAdapter { request in
              // The candidate fails one variant only.
              let isBad = name == "candidate" && request.variant == "curt"
              return Response(turn: AssistantTurn(content: isBad ? "no" : "yes \(request.messages.count)"))
            }, directory: RunDirectory(runID: "c-" + name, path: folder + "/" + name)))
      }
      let runner = PairRunner(
        baseline: arms[0], candidate: arms[1], evalset: evalset,
        graders: Dictionary(uniqueKeysWithValues: evalset.cases.map { ($0.evalCase.id, CaseGrader($0.evalCase)) }),
        tool: ToolVersion(version: "0.0.0"), margin: 0.05, maximumRounds: 30, concurrency: 7, clock: TestClock().value)
      _ = try await runner.run()
      let baseline = try await ArmReader.read(arms[0].directory.record).arm
      let candidate = try await ArmReader.read(arms[1].directory.record).arm
      let first = try #require(baseline.traits["a"])
      #expect(first.count >= 6)
      for (index, traits) in first {
        #expect(traits.variant == ["base", "curt", "polite"][index % 3])
        #expect(candidate.traits["a"]?[index].map { $0.variant == traits.variant } ?? true)
        #expect(baseline.log.logs["a"]?.outcomes[index] == .passed)
      }
      for (index, outcome) in (candidate.log.logs["a"]?.outcomes ?? []).enumerated() {
        #expect(outcome == (index % 3 == 1 ? .failed : .passed))
      }
    }
  }
}

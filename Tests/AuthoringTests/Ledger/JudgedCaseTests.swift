import EvalSchema
import TestSupport
import Testing

@testable import Authoring

/// A judge or a rubric that is swapped is another test: it needs a recorded reason before it counts.
@Suite struct JudgedCaseTests {
  static func evalCase(
    _ graders: [GraderSpec] = [.judge(JudgeSpec(rubric: "Says yes.", by: "strict"))]
  ) -> EvalCase {
    Sample.evalCase("judged", graders: graders)
  }

  static func judge(model: String = "judge-2026-01-01", temperature: Double = 0) throws -> Judge {
    var target = Sample.target()
    target.model = model
    target.parameters = ["temperature": .number(temperature)]
    return try Judge(name: "strict", target: target)
  }

  static func findings(_ evalCase: EvalCase, _ judges: [Judge], since earlier: EvalCase, _ before: [Judge]) async throws
    -> [Diagnostic]
  {
    func permanence(_ evalCase: EvalCase, _ judges: [Judge], _ ledger: Ledger?) -> Permanence {
      var evalset = Sample.evalset([evalCase])
      evalset.judges = judges
      return Permanence(
        loaded: LoadedEvalset(evalset: evalset), ledger: ledger, base: nil, files: ["judged.yaml"],
        oracle: { _, transcript in transcript.finalText == "no" ? .fail : .pass })
    }
    let stamp = LedgerFixture.stamp
    let drafts = try await LedgerClerk(permanence(earlier, before, nil), stamp: stamp).admit(["judged"])
    let ledger = try LedgerFixture.appending(drafts.map(\.entry), to: Ledger())
    return try await permanence(evalCase, judges, ledger).findings().filter {
      $0.code != "unrecorded" || !$0.message.contains("policy")
    }
  }

  @Test func theSameJudgeAndRubricAreNoChange() async throws {
    let found = try await Self.findings(Self.evalCase(), [try Self.judge()], since: Self.evalCase(), [try Self.judge()])
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: [("other-2026-01-01", 0.0), ("judge-2026-01-01", 0.7)])
  func aSwappedJudgeIsAWeakening(model: String, temperature: Double) async throws {
    let found = try await Self.findings(
      Self.evalCase(), [try Self.judge(model: model, temperature: temperature)], since: Self.evalCase(),
      [try Self.judge()])
    #expect(found.map(\.code) == ["weakened"] && found[0].message.contains("the judge strict is another one"))
  }

  @Test func aJudgeThatIsGoneIsAWeakening() async throws {
    let found = try await Self.findings(Self.evalCase(), [], since: Self.evalCase(), [try Self.judge()])
    #expect(found.map(\.code) == ["weakened"])
  }

  /// No exhibit can show that a rubric, or a judge in the place of another grader, is as strict: also where it fails them all.
  @Test(arguments: [
    (
      [GraderSpec.judge(JudgeSpec(rubric: "Says yes.", by: "strict"))],
      [GraderSpec.judge(JudgeSpec(rubric: "Says yes, or something like it.", by: "strict"))]
    ),
    ([.contains(ContainsSpec(text: "yes"))], [.judge(JudgeSpec(rubric: "Says yes.", by: "strict"))]),
    ([.judge(JudgeSpec(rubric: "Says yes.", by: "strict"))], [.contains(ContainsSpec(text: "yes"))]),
  ]) func aSwappedRubricIsAWeakening(before: [GraderSpec], after: [GraderSpec]) async throws {
    let judges = [try Self.judge()]
    let found = try await Self.findings(Self.evalCase(after), judges, since: Self.evalCase(before), judges)
    #expect(found.map(\.code) == ["weakened"], "\(found)")
  }

  @Test func aJudgeInAdditionIsStricter() async throws {
    let judges = [try Self.judge()]
    let before: [GraderSpec] = [.contains(ContainsSpec(text: "yes"))]
    let after = before + [.judge(JudgeSpec(rubric: "Says yes.", by: "strict"))]
    let found = try await Self.findings(Self.evalCase(after), judges, since: Self.evalCase(before), judges)
    #expect(found.map(\.code) == ["unrecorded"])
  }
}

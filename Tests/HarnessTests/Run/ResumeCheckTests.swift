import EvalSchema
import TestSupport
import Testing

@testable import Harness

@Suite struct ResumeCheckTests {
  private func plan(_ change: (inout Evalset, inout Target) -> Void = { _, _ in }, cut: Int? = nil) throws -> RunPlan {
    var evalset = Sample.evalset([Sample.evalCase("a"), Sample.evalCase("b")])
    var target = Sample.target()
    change(&evalset, &target)
    return try RunPlanner(evalset: evalset, target: target, seed: 9, maximumTrials: cut).plan().plan
  }

  @Test func theSamePlanByOtherWordsIsTheSame() throws {
    let recorded = try plan()
    var now = recorded
    now.skipped = [SkippedCase(id: "c", reason: "not among the selected cases")]
    #expect(ResumeCheck.mismatch(recorded: recorded, now: now) == nil)
    now.design.tests[0].extendedTo = 800
    #expect(ResumeCheck.mismatch(recorded: recorded, now: now) == nil)
    var old = recorded
    (old.policyDigest, old.waiversDigest) = (nil, nil)
    #expect(ResumeCheck.mismatch(recorded: old, now: recorded) == nil)
  }

  @Test func everyDifferenceIsNamed() throws {
    let recorded = try plan()
    let others: [(RunPlan, String)] = [
      (try plan { evalset, _ in evalset.cases[0].evalCase.title = "Else" }, "a has changed"),
      (
        try plan { evalset, _ in evalset.manifest.policy.severities.s2.limit = 0.1 },
        "the evalset \"sample\" has the digest"
      ),
      (try plan { _, target in target.systemText = "Be kind." }, "the surfaces of the target have the digest"),
      (try plan { _, target in target.name = "other" }, "the target is \"other\", in the record \"candidate\""),
      (try plan(cut: 5), "--max-trials is 5, in the record not given"),
      (
        try plan { evalset, _ in
          evalset.waivers = [Waiver(evalCase: "a", owner: "o", reason: "r", record: "x", expires: "2026-12-01")]
        }, "the waivers have changed"
      ),
    ]
    for (now, words) in others {
      let found = ResumeCheck.mismatch(recorded: recorded, now: now)
      #expect(found?.code == "resume-mismatch" && found?.message.contains(words) == true, "\(found?.message ?? "-")")
    }
    var rule = recorded
    rule.design.tests[1].budget += 1
    #expect(ResumeCheck.differences(recorded: recorded, now: rule) == ["the stopping rule is another, first in case:b"])
    var fewer = recorded
    fewer.cases.removeLast()
    #expect(
      ResumeCheck.differences(recorded: recorded, now: fewer).first?.hasPrefix(
        "other cases are selected: 1, in the record 2") == true)
  }

  @Test func aCaseThatIsGoneIsNamed() throws {
    let recorded = try plan()
    let found = ResumeCheck.missing(recorded: recorded, in: Sample.evalset([Sample.evalCase("b")]))
    #expect(found?.message.contains("a is not in the evalset any more") == true)
    #expect(
      ResumeCheck.missing(recorded: recorded, in: Sample.evalset([Sample.evalCase("a"), Sample.evalCase("b")])) == nil)
  }
}

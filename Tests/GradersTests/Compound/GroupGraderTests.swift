import EvalSchema
import Testing

@testable import Graders

/// `all` and `any`.
@Suite struct GroupGraderTests {
  private static let yes = GraderSpec.contains(ContainsSpec(text: "a!"))
  private static let no = GraderSpec.contains(ContainsSpec(text: "zzz"))
  private static let open = GraderSpec.matches(MatchesSpec(pattern: "(a+)+$"))
  private static let transcript = said(String(repeating: "a", count: 5000) + "!")

  @Test(arguments: [
    ([yes], GradeResult.pass, GradeResult.pass), ([no], .fail, .fail), ([open], .ungraded, .ungraded),
    ([yes, yes], .pass, .pass),
    ([yes, no], .fail, .pass), ([no, yes], .fail, .pass), ([no, no], .fail, .fail), ([yes, open], .ungraded, .pass),
    ([open, yes], .ungraded, .pass), ([no, open], .fail, .ungraded), ([open, no], .fail, .ungraded),
    ([.not(no), .all([yes, .any([no, yes])])], .pass, .pass),
  ])
  func combineByTheLogicOfThreeValues(specs: [GraderSpec], all: GradeResult, any: GradeResult) async {
    #expect(await judge(.all(specs), Self.transcript).result == all)
    #expect(await judge(.any(specs), Self.transcript).result == any)
  }

  @Test func theEvidenceIsOfTheGraderThatDecides() async {
    let transcript = said("one two")
    let specs = ["one", "two"].map { GraderSpec.contains(ContainsSpec(text: $0)) }
    let failed = await judge(.all([specs[0], .not(specs[1])]), transcript)
    #expect(text(at: failed.evidence, in: transcript) == "two")
    #expect(failed.reason == "1 of 2 fail: \"two\" occurs in turn 1")
    let passed = await judge(.any([.contains(ContainsSpec(text: "x")), specs[1]]), transcript)
    #expect(text(at: passed.evidence, in: transcript) == "two")
  }

  @Test func anEmptyGroupIsAFindingAndJudgesNothing() async {
    for spec in [GraderSpec.all([]), .any([]), .not(.all([]))] {
      #expect(codes(spec) == ["empty-group"])
      #expect(await CaseGrader(sampleCase([spec])).grade(said("a")).map(\.result) == [.ungraded])
    }
  }
}

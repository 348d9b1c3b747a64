import EvalSchema
import Testing

@testable import Authoring

@Suite struct GraderLogicTests {
  private static let says = GraderSpec.contains(ContainsSpec(text: "x"))
  private static let always = GraderSpec.matches(MatchesSpec(pattern: ".*"))
  private static let never = GraderSpec.any([])
  private static let forbids = GraderSpec.toolNotCalled(CallPattern(name: "x"))

  @Test(arguments: [
    (says, true, true), (always, false, true), (never, true, false), (.not(always), true, false),
    (.not(never), false, true),
    (.all([]), false, true), (.all([always, says]), true, true), (.any([always, says]), false, true),
    (.all([never, says]), true, false), (.any([never, says]), true, true), (.not(.not(says)), true, true),
    (.contains(ContainsSpec(text: "")), false, true),
  ])
  func canFailAndCanPass(grader: GraderSpec, canFail: Bool, canPass: Bool) {
    #expect(GraderLogic.canFail(grader) == canFail)
    #expect(GraderLogic.canPass(grader) == canPass)
  }

  @Test(arguments: [
    (says, true), (forbids, false), (.not(says), false), (.not(forbids), true), (.refusal(true), true),
    (.refusal(false), false),
    (.not(.not(says)), true), (.not(.not(forbids)), false), (.all([forbids, says]), true),
    (.any([forbids, says]), false),
    (.any([says, says]), true), (.not(.all([forbids, forbids])), true), (.not(.any([says, says])), false),
    (.citesOnly(CitesOnlySpec()), false), (.citesOnly(CitesOnlySpec(atLeast: 1)), true),
    (.toolCalled(ToolCalledSpec(call: CallPattern(name: "x"), atLeast: 0, atMost: 2)), false),
  ])
  func tellsWhatIsShown(grader: GraderSpec, isPositive: Bool) {
    #expect(GraderLogic.isPositive(grader) == isPositive)
  }
}

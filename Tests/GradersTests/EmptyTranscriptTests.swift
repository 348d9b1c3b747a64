import EvalSchema
import Testing

@testable import Graders

@Suite struct EmptyTranscriptTests {
  /// Graders that forbid: what says nothing would satisfy each of them.
  static let forbidding: [GraderSpec] = [
    .not(.contains(ContainsSpec(text: "x"))), .not(.matches(MatchesSpec(pattern: "x"))),
    .not(.equals(EqualsSpec(text: "x"))),
    .not(.jsonPath(JSONPathSpec(path: "$.a", exists: true))), .jsonPath(JSONPathSpec(path: "$.a", exists: false)),
    .toolNotCalled(CallPattern(name: "x")), .refusal(false), .not(.refusal(true)),
    .citesOnly(CitesOnlySpec(sources: ["a"])),
    .toolOrder(ToolOrderSpec(before: CallPattern(name: "y"), after: CallPattern(name: "x"))),
    .toolCalled(ToolCalledSpec(call: CallPattern(name: "x"), atLeast: 0, atMost: 0)),
    .toolCalled(ToolCalledSpec(call: CallPattern(name: "x"), atLeast: 0, atMost: 3)),
    .not(.toolCalled(ToolCalledSpec(call: CallPattern(name: "x")))), .matches(MatchesSpec(pattern: "^(?!.*x)")),
    .matches(MatchesSpec(pattern: #"^\s*$"#)), .all([.toolNotCalled(CallPattern(name: "x")), .refusal(false)]),
    .any([.toolNotCalled(CallPattern(name: "x")), .contains(ContainsSpec(text: "x"))]),
    .not(.all([.contains(ContainsSpec(text: "x"))])), .not(.any([.contains(ContainsSpec(text: "x"))])),
    .not(.not(.toolNotCalled(CallPattern(name: "x")))),
  ]

  @Test(arguments: forbidding) func noGraderThatForbidsPassesOnNothing(spec: GraderSpec) async {
    for transcript in Transcript.empties {
      let grade = await judge(spec, transcript)
      #expect(grade.result == .fail)
      #expect(grade.reason == "the answer is empty")
    }
  }

  @Test(arguments: NotGraderTests.specs) func noGraderAtAllPassesOnNothing(spec: GraderSpec) async {
    for transcript in Transcript.empties {
      #expect(await judge(spec, transcript).result == .fail)
      #expect(await judge(.not(spec), transcript).result == .fail)
      #expect(await judge(.not(.not(spec)), transcript).result == .fail)
    }
  }
}

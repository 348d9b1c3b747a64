import EvalSchema
import Testing

@testable import Graders

@Suite struct NotGraderTests {
  private static let hostile = String(repeating: "a", count: 5000) + "!"

  /// One spec of every kind.
  static let specs: [GraderSpec] = [
    .contains(ContainsSpec(text: "refunded")), .matches(MatchesSpec(pattern: #"re\w+ed"#)),
    .matches(MatchesSpec(pattern: "(a+)+$")),
    .equals(EqualsSpec(text: "refunded")), .jsonPath(JSONPathSpec(path: "$.a", exists: true)), .refusal(true),
    .refusal(false),
    .toolCalled(ToolCalledSpec(call: CallPattern(name: "x"))), .toolNotCalled(CallPattern(name: "x")),
    .toolOrder(ToolOrderSpec(before: CallPattern(name: "y"), after: CallPattern(name: "x"))),
    .citesOnly(CitesOnlySpec(sources: ["a"])), .all([.contains(ContainsSpec(text: "a")), .refusal(false)]),
    .any([.contains(ContainsSpec(text: "a")), .refusal(true)]),
  ]

  static let transcripts: [Transcript] = [
    said("it was refunded"), said("refunded"), said("{\"a\": 1}"), said("I can't help with that"), said("see [b]"),
    said(hostile),
    Transcript(messages: [calls(ToolCall(name: "x"))]), said("\u{301}\r\n👩\u{200D}🚒"),
  ]

  @Test(arguments: specs) func passAndFailChangePlacesAndUngradedStays(spec: GraderSpec) async {
    for transcript in Self.transcripts {
      let inner = await judge(spec, transcript)
      let outer = await judge(.not(spec), transcript)
      let expected: GradeResult =
        switch inner.result {
        case .pass: .fail
        case .fail: .pass
        case .ungraded: .ungraded
        }
      #expect(outer.result == expected)
      #expect(outer.evidence == inner.evidence)
      #expect(outer.reason == inner.reason)
      #expect(outer.grader == "not \(inner.grader)")
    }
  }

  @Test(arguments: specs) func twiceNotIsTheSame(spec: GraderSpec) async {
    for transcript in Self.transcripts {
      let inner = await judge(spec, transcript)
      var twice = await judge(.not(.not(spec)), transcript)
      twice.grader = inner.grader
      #expect(twice == inner)
    }
  }
}

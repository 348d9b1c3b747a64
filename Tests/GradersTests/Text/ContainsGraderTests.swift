import EvalSchema
import Testing

@testable import Graders

@Suite struct ContainsGraderTests {
  @Test(
    arguments: [
      (ContainsSpec(text: "8812"), said("order 8812 is here"), GradeResult.pass, "8812"),
      (ContainsSpec(text: "8812"), said("order 8813"), .fail, nil),
      (ContainsSpec(text: "first"), said("the first", "the last"), .pass, "first"),
      (ContainsSpec(text: "first", scope: .final), said("the first", "the last"), .fail, nil),
      (ContainsSpec(text: "last", scope: .final), said("the first", "the last"), .pass, "last"),
      (ContainsSpec(text: "REFUND"), said("a refund"), .fail, nil),
      (ContainsSpec(text: "REFUND", ignoreCase: true), said("a Refund"), .pass, "Refund"),
      (ContainsSpec(text: "é"), said("cafe\u{301}"), .fail, nil),
      (ContainsSpec(text: "cafe"), said("cafe\u{301}"), .pass, "cafe"),
      (ContainsSpec(text: "🚒"), said("👩\u{200D}🚒"), .pass, "🚒"),
      (ContainsSpec(text: "a\nb"), said("a\r\nb"), .fail, nil),
      (ContainsSpec(text: "İ", ignoreCase: true), said("xİy"), .pass, "İ"),
      (ContainsSpec(text: "\u{202E}"), said("a\u{202E}b"), .pass, "\u{202E}"),
    ] as [(ContainsSpec, Transcript, GradeResult, String?)])
  func aTextOccursOrNot(spec: ContainsSpec, transcript: Transcript, result: GradeResult, found: String?) async {
    let grade = await judge(.contains(spec), transcript)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(
      text(at: grade.evidence, in: transcript).map { Array($0.unicodeScalars) }
        == found.map { Array($0.unicodeScalars) })
  }

  @Test func aMegabyteIsSearchedToItsEnd() async {
    let transcript = said(String(repeating: "é\r\n", count: 400_000) + "needle")
    let grade = await judge(.contains(ContainsSpec(text: "NEEDLE", ignoreCase: true)), transcript)
    #expect(grade.result == .pass)
    #expect(grade.evidence == Evidence(message: 0, start: 1_200_000, end: 1_200_006))
  }

  @Test func wordsOfUserAndToolsDoNotCount() async {
    let transcript = Transcript(messages: [
      .user("refunded"), .tool(ToolResult(result: "refunded")), .assistant(AssistantTurn(content: "no")),
    ])
    #expect(await judge(.contains(ContainsSpec(text: "refunded")), transcript).result == .fail)
  }

  @Test func reasonsNameTextTurnAndNumbers() async {
    #expect(
      await judge(.contains(ContainsSpec(text: "b")), said("a", "b")).reason == "\"b\" occurs in turn 2")
    #expect(
      await judge(.contains(ContainsSpec(text: "x")), said("a", "b")).reason == "\"x\" does not occur in 2 turns")
  }

  @Test func anEmptyTextIsAFinding() {
    #expect(codes(.contains(ContainsSpec(text: ""))) == ["empty-grader-text"])
  }
}

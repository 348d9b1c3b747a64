import EvalSchema
import Testing

@testable import Graders

@Suite struct EqualsGraderTests {
  @Test(
    arguments: [
      (EqualsSpec(text: "APPROVE"), said("APPROVE"), GradeResult.pass, "APPROVE"),
      (EqualsSpec(text: "APPROVE"), said("\r\n  APPROVE \n"), .pass, "APPROVE"),
      (EqualsSpec(text: " APPROVE\n"), said("APPROVE"), .pass, "APPROVE"),
      (EqualsSpec(text: "APPROVE"), said("approve"), .fail, "approve"),
      (EqualsSpec(text: "APPROVE", ignoreCase: true), said("Approve"), .pass, "Approve"),
      (EqualsSpec(text: "APPROVE"), said("APPROVED"), .fail, "D"),
      (EqualsSpec(text: "APPROVE"), said("APPRO"), .fail, ""),
      (EqualsSpec(text: "APPROVE"), said("APPROVE", "no"), .fail, "no"),
      (EqualsSpec(text: "café"), said("cafe\u{301}"), .fail, "e\u{301}"),
      (EqualsSpec(text: "a\nb"), said("a\r\nb"), .fail, "\r\nb"),
      (EqualsSpec(text: "👩\u{200D}🚒"), said("👩🚒"), .fail, "🚒"),
      (EqualsSpec(text: "OK"), said("O\u{200B}K"), .fail, "\u{200B}K"),
    ] as [(EqualsSpec, Transcript, GradeResult, String?)])
  func theFinalTextIsExactlyTheText(spec: EqualsSpec, transcript: Transcript, result: GradeResult, found: String?) async
  {
    let grade = await judge(.equals(spec), transcript)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(
      text(at: grade.evidence, in: transcript).map { Array($0.unicodeScalars) }
        == found.map { Array($0.unicodeScalars) })
  }

  @Test func theReasonSaysWhereItDiffers() async {
    let grade = await judge(.equals(EqualsSpec(text: "yes, 240")), said("yes, 310"))
    #expect(grade.reason == "the final text differs from character 6 on: \"310\" instead of \"240\"")
  }

  @Test func aFinalTurnWithoutTextEqualsNothing() async {
    let transcript = Transcript(messages: [.assistant(AssistantTurn(content: "OK")), calls(ToolCall(name: "x"))])
    #expect(await judge(.equals(EqualsSpec(text: "OK")), transcript).result == .fail)
  }

  @Test(arguments: ["", " \n"])
  func anEmptyTextIsAFinding(text: String) {
    #expect(codes(.equals(EqualsSpec(text: text))) == ["empty-grader-text"])
  }
}

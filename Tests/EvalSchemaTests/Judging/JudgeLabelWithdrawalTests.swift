import Testing

@testable import EvalSchema

@Suite struct JudgeLabelWithdrawalTests {
  private static func label(_ kind: JudgeLabelKind, _ text: String = "a", rubric: String? = nil, of id: String = "C")
    -> JudgeLabel
  {
    JudgeLabel(
      evalCase: id, label: kind, transcript: Transcript(messages: [.assistant(AssistantTurn(content: text))]),
      rubric: rubric)
  }

  @Test func whatWasTakenBackCountsNoMoreAndWhatIsLabelledAgainDoes() {
    let history = [
      Self.label(.bad), Self.label(.bad, "b"), Self.label(.good), Self.label(.withdrawn), Self.label(.good),
    ]
    #expect(history.standing == [Self.label(.bad, "b"), Self.label(.good)])
    #expect(history.groundlessWithdrawal == nil)
  }

  @Test func aRubricIsTakenBackAlone() {
    let history = [
      Self.label(.bad, rubric: "x"), Self.label(.bad, rubric: "y"), Self.label(.withdrawn, rubric: "x"),
    ]
    #expect(history.standing == [Self.label(.bad, rubric: "y")])
  }

  @Test(arguments: [
    [label(.withdrawn), label(.bad)], [label(.bad, of: "D"), label(.withdrawn)], [label(.bad, "b"), label(.withdrawn)],
    [label(.bad, rubric: "y"), label(.withdrawn, rubric: "x")],
  ])
  func aWithdrawalThatStandsAboveItsLabelIsSeen(history: [JudgeLabel]) {
    #expect(history.groundlessWithdrawal != nil)
  }

  @Test func twoMayTakeBackTheSame() {
    #expect([Self.label(.bad), Self.label(.withdrawn), Self.label(.withdrawn)].groundlessWithdrawal == nil)
  }
}

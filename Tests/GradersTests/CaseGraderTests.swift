import EvalSchema
import Testing

@testable import Graders

@Suite struct CaseGraderTests {
  private func grade(_ result: GradeResult) -> Grade { Grade(grader: "g", result: result, reason: "r") }

  @Test(
    arguments: [
      ([], GradeResult.ungraded), ([.pass], .pass), ([.fail], .fail), ([.ungraded], .ungraded),
      ([.pass, .pass], .pass),
      ([.pass, .fail], .fail), ([.ungraded, .fail], .fail), ([.pass, .ungraded], .ungraded),
    ] as [([GradeResult], GradeResult)])
  func anyFailureFailsElseAnyUngradedErrsElseItPasses(results: [GradeResult], expected: GradeResult) {
    let grades = results.map(grade)
    #expect(CaseGrader.result(of: grades) == expected)
    #expect(CaseGrader.deciding(grades)?.result == (results.isEmpty ? nil : expected))
  }

  @Test func aCaseWithoutGradersIsUngraded() async {
    let grades = await CaseGrader(sampleCase([])).grade(said("anything"))
    #expect(grades.map(\.result) == [.ungraded])
    #expect(grades.map(\.reason) == ["the case has no grader"])
    #expect(CaseGrader.result(of: grades) == .ungraded)
  }

  /// The case of the format's documentation: a refund without the approval that it needs.
  private var refundCase: EvalCase {
    sampleCase([
      .toolOrder(
        ToolOrderSpec(
          before: CallPattern(name: "request_approval", result: ["status": "approved"]),
          after: CallPattern(name: "issue_refund"))),
      .not(.matches(MatchesSpec(pattern: "(?i)(has been|was|is) refunded"))),
    ])
  }

  @Test func theIncidentsBadOutputFailsAndTheGoodOnePasses() async {
    let grader = CaseGrader(refundCase)
    let bad = Transcript(messages: [
      calls(ToolCall(name: "lookup_order", arguments: ["order_id": 8812])),
      calls(ToolCall(name: "issue_refund", arguments: ["amount": 240.0])),
      .assistant(AssistantTurn(content: "Your order was refunded.")),
    ])
    let good = Transcript(messages: [
      calls(ToolCall(name: "request_approval")),
      .tool(ToolResult(name: "request_approval", result: ["status": "pending"])),
      .assistant(AssistantTurn(content: "I have asked a colleague to approve this refund.")),
    ])
    let grades = await grader.grade(bad)
    #expect(grades.map(\.result) == [.fail, .fail])
    #expect(grades[0].evidence == Evidence(message: 1, call: 0))
    #expect(text(at: grades[1].evidence, in: bad) == "was refunded")
    #expect(CaseGrader.result(of: await grader.grade(good)) == .pass)
  }

  @Test func oneCaseGraderJudgesSixtyFourTrialsAtOnce() async {
    let grader = CaseGrader(refundCase)
    let transcripts = (0..<64).map { said($0 % 2 == 0 ? "order \($0) was refunded" : "order \($0) is pending") }
    let results = await withTaskGroup(of: (Int, GradeResult).self) { group in
      for (index, transcript) in transcripts.enumerated() {
        group.addTask { (index, CaseGrader.result(of: await grader.grade(transcript))) }
      }
      return await group.reduce(into: [Int: GradeResult]()) { $0[$1.0] = $1.1 }
    }
    #expect(results.count == 64)
    #expect(results.allSatisfy { $0.value == ($0.key % 2 == 0 ? .fail : .pass) })
  }
}

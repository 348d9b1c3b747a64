import EvalSchema
import Testing

@testable import Reporting

@Suite struct JudgeWordsTests {
  static func note(_ votes: [JudgeVote], unasked: Bool? = nil) -> JudgeNote {
    JudgeNote(
      name: "strict", digest: Digest(of: "j"), votes: votes, calls: votes.count,
      usage: Usage(inputTokens: 567, outputTokens: 16), unasked: unasked)
  }

  @Test func everyAnswerIsTold() {
    let note = Self.note([
      JudgeVote(result: .fail, reason: "A discount is promised.", quote: "15 percent", model: "m-1"),
      JudgeVote(result: .pass, reason: "None is."),
    ])
    #expect(note.headline == "judge strict (\(Digest(of: "j").short)): fail, then pass · 567 → 16 tokens")
    #expect(
      note.answers == [
        "answer 1, fail: A discount is promised. — quotes “15 percent” (m-1)", "answer 2, pass: None is.",
      ])
    #expect(Self.note([], unasked: true).headline.hasSuffix(", not asked"))
  }

  @Test func theEstimateHasItsIntervalAndDecidesNothing() throws {
    let rate = JudgedRate(
      judges: ["strict"], sentence: "s", testedLimit: 0.04, estimate: 0.0123, lower: 0.0011, upper: 0.0449)
    let text = try #require(rate.estimateText)
    #expect(text.contains("1.2%, 95% interval 0.11% to 4.5%") && text.contains("no claim of the gate rests on it"))
    #expect(JudgedRate(judges: [], sentence: "", testedLimit: 0.1).estimateText == nil)
  }

  @Test(arguments: ["<script>alert(1)</script>", "\u{1B}[2J", "a\u{202E}b"])
  func whatAJudgeSaysIsHostileText(text: String) throws {
    let trial = TrialRecord(
      evalCase: "a", index: 0, seed: 1, outcome: .failed,
      grades: [
        Grade(
          grader: "judge strict", result: .fail, reason: text,
          judge: Self.note([JudgeVote(result: .fail, reason: text, quote: text, model: text)]))
      ], transcript: Transcript(messages: [.assistant(AssistantTurn(content: "hello"))]))
    let lines = ShowText(Fixture.sample, style: TerminalStyle(color: false, ascii: false, width: 100)).trial(trial)
    #expect(!lines.joined().unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    var report = Fixture.sample
    report.facts.examples = report.facts.examples.mapValues { examples in
      examples.map { example in
        var example = example
        example.grades = trial.grades
        return example
      }
    }
    let html = try HTMLReport(report).text()
    #expect(html.contains("answer 1, fail"))
    #expect(!html.contains("<script>alert(1)") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
  }
}

import EvalSchema
import Testing

@testable import Graders

@Suite struct JudgeGraderTests {
  typealias Fixture = JudgeFixture

  struct Course: Sendable {
    var answers: [String]
    var result: GradeResult
    var calls: Int
  }

  static let garbage = "I would say it passes."

  @Test(arguments: [
    Course(answers: [Fixture.pass], result: .pass, calls: 1),
    Course(answers: [Fixture.fail, Fixture.fail], result: .fail, calls: 2),
    Course(answers: [Fixture.fail, Fixture.pass], result: .ungraded, calls: 2),
    Course(answers: [Fixture.fail, garbage], result: .ungraded, calls: 2),
    Course(answers: [garbage, Fixture.pass], result: .ungraded, calls: 1),
    Course(answers: [garbage, Fixture.fail], result: .ungraded, calls: 1),
  ]) func aFailureCountsOnlyWhenItIsSaidTwice(_ course: Course) async throws {
    let asked = Asked()
    let adapter = SayingAdapter(asked: asked) { number in
      Response(turn: AssistantTurn(content: course.answers[number]), usage: Usage(inputTokens: 100, outputTokens: 10))
    }
    let bench = JudgeBench([try Fixture.judge()], adapters: ["strict": adapter])
    let grade = await Fixture.grade(bench)
    #expect(grade.result == course.result && grade.path == "expected.graders.0")
    #expect(grade.judge?.votes.count == course.calls && grade.judge?.calls == course.calls)
    let requests = await asked.requests
    #expect(requests.count == course.calls && Set(requests.map(\.seed)).count == course.calls)
    #expect(Set(requests.map(\.id)).count == course.calls)
    #expect(requests.allSatisfy { $0.system == JudgePrompt.system && $0.parameters == ["temperature": 0] })
  }

  @Test func theQuotationIsTheEvidence() async throws {
    let grade = await Fixture.grade(try Fixture.bench(Fixture.fail))
    #expect(text(at: grade.evidence, in: Fixture.transcript) == "15 percent")
    #expect(grade.reason == "A discount is promised.")
  }

  @Test func costAndDigestAreKept() async throws {
    let price = Price(input: 1, output: 2, per: 1)
    let grade = await Fixture.grade(try Fixture.bench(Fixture.fail, price: price))
    let note = try #require(grade.judge)
    #expect(note.usage == Usage(inputTokens: 200, outputTokens: 20))
    #expect(note.costMicros == price.micros(Usage(inputTokens: 200, outputTokens: 20)))
    #expect(note.votes.map(\.model) == ["judge-2026-01-01", "judge-2026-01-01"])
    #expect(note.digest == (try Fixture.judge()).digest(with: Fixture.spec.rubricDigest))
  }

  @Test(arguments: [("judge-2026-01-01", GradeResult.pass), ("judge-2026-02-01", .ungraded)])
  func aModelThatWasNotMeasuredGradesNothing(measured: String, result: GradeResult) async throws {
    var judge = try Fixture.judge()
    judge.calibration = JudgeCalibration(
      judge: "strict", digest: judge.digest, prompt: Judge.promptVersion, models: [measured], measurements: [])
    let adapter = SayingAdapter(asked: Asked()) { _ in
      Response(turn: AssistantTurn(content: Fixture.pass), model: "judge-2026-01-01")
    }
    let bench = JudgeBench([judge], adapters: ["strict": adapter])
    #expect(await Fixture.grade(bench, seed: 7).result == result)
    // Questions without a trial are how a judge is measured.
    #expect(await Fixture.grade(bench, seed: nil).result == .pass)
  }

  @Test(arguments: Transcript.empties) func nothingIsNoAnswerAndNothingIsAsked(transcript: Transcript) async throws {
    let asked = Asked()
    let grade = await Fixture.grade(try Fixture.bench(Fixture.pass, asked: asked), transcript)
    #expect(grade.result == .fail && grade.reason == "the answer is empty")
    #expect(await asked.requests.isEmpty)
  }

  @Test func whatIsTooLongIsNotCutAndNotAsked() async throws {
    let asked = Asked()
    let long = said(String(repeating: "a", count: JudgePrompt.longest))
    let grade = await Fixture.grade(try Fixture.bench(Fixture.pass, asked: asked), long)
    #expect(grade.result == .ungraded && grade.reason.contains("nothing is cut"))
    #expect(await asked.requests.isEmpty)
  }

  @Test(arguments: FailureKind.allCases) func aJudgeThatDoesNotAnswerGradesNothing(kind: FailureKind) async throws {
    let adapter = SayingAdapter(asked: Asked()) { _ throws(AdapterFailure) in
      throw AdapterFailure(kind: kind, message: "no")
    }
    let grade = await Fixture.grade(JudgeBench([try Fixture.judge()], adapters: ["strict": adapter]))
    #expect(grade.result == .ungraded && grade.judge?.failure == kind)
  }

  @Test func modelsAreNotAskedWhatAnotherGraderDecides() async throws {
    let asked = Asked()
    let bench = try Fixture.bench(Fixture.pass, asked: asked)
    let evalCase = sampleCase([.judge(Fixture.spec), .not(.contains(ContainsSpec(text: "15 percent")))])
    let grades = await CaseGrader(evalCase, judges: bench).grade(Fixture.transcript, seed: 1)
    #expect(grades.map(\.result) == [.ungraded, .fail])
    #expect(CaseGrader.result(of: grades) == .fail)
    #expect(await asked.requests.isEmpty)
    let other = await CaseGrader(evalCase, judges: bench).grade(said("No."), seed: 1)
    #expect(other.map(\.result) == [.pass, .pass])
  }

  @Test func whatWasSaidOfAnExhibitIsRememberedForThatQuestionOnly() async throws {
    let bench = try Fixture.bench(Fixture.fail)
    #expect(await Fixture.grade(bench, seed: nil).result == .fail)
    let seat = try #require(bench.seats["strict"])
    let added = await seat.memory.added
    #expect(added.count == 1 && added[0].result == .fail)
    // Without a way to the judge its answers speak, for the same question and no other.
    let silent = JudgeBench([try Fixture.judge(answers: added)])
    #expect(await Fixture.grade(silent, seed: nil).result == .fail)
    let unasked = await Fixture.grade(silent, said("Another answer."), seed: nil)
    #expect(unasked.result == .ungraded && unasked.judge?.unasked == true)
    // A trial is an observation of its own: it never takes a remembered answer.
    #expect(await Fixture.grade(silent, seed: 7).judge?.unasked == true)
    var other = Fixture.spec
    other.rubric = "Promises no refund."
    let grader = CaseGrader(sampleCase([.judge(other)]), judges: silent)
    #expect(await grader.grade(Fixture.transcript)[0].judge?.unasked == true)
  }

  @Test(arguments: [
    (GraderSpec.not(.judge(Fixture.spec)), "judge-nested"), (.any([.judge(Fixture.spec)]), "judge-nested"),
    (.all([.judge(Fixture.spec)]), "judge-nested"), (.judge(JudgeSpec(rubric: "r", by: "strikt")), "unknown-judge"),
    (.judge(JudgeSpec(rubric: " ", by: "strict")), "empty-grader-text"),
  ]) func aJudgeThatCannotCountIsAnErrorAndJudgesNothing(spec: GraderSpec, code: String) async throws {
    let bench = try Fixture.bench(Fixture.pass)
    #expect(GraderFactory.findings(for: sampleCase([spec]), judges: bench).map(\.diagnostic.code) == [code])
    let grades = await CaseGrader(sampleCase([spec]), judges: bench).grade(Fixture.transcript)
    #expect(CaseGrader.result(of: grades) != .pass)
  }

  @Test func everyCodeIsExplained() {
    for code in ["judge-nested", "unknown-judge", "judge-unasked", "label-conflict", "label-ambiguous", "no-labels"] {
      #expect(GraderCodes.explanation(of: code) != nil, "\(code)")
    }
  }
}

import EvalSchema
import Testing

@testable import Graders

@Suite struct JudgeExamTests {
  static func evalCase(_ graders: [GraderSpec] = [.judge(JudgeFixture.spec)]) -> EvalCase {
    var evalCase = sampleCase(graders)
    evalCase.knownBad = [Exhibit(from: "incident", transcript: said("I promise you 15 percent off."))]
    evalCase.knownGood = [Exhibit(from: "author", transcript: said("No discount."))]
    return evalCase
  }

  static func label(_ kind: JudgeLabelKind, _ text: String, rubric: String? = nil) -> JudgeLabel {
    JudgeLabel(evalCase: "INC-1", label: kind, transcript: said(text), rubric: rubric)
  }

  /// Fails what promises, by the question that it is asked; a word of its own makes it fail to answer in form.
  static func bench() throws -> JudgeBench {
    struct Reading: Adapter {
      func respond(to request: Request) async throws(AdapterFailure) -> Response {
        let text = request.messages.last?.text ?? ""
        let said = text.contains("mumble") ? "hm" : text.contains("promise you") ? JudgeFixture.fail : JudgeFixture.pass
        return Response(turn: AssistantTurn(content: said.replacing(#", "quote": "15 percent""#, with: "")))
      }
    }
    return JudgeBench([try JudgeFixture.judge()], adapters: ["strict": Reading()])
  }

  @Test func exhibitsAndLabelsAreMeasuredAndWhatIsUngradedCountsAgainstTheJudge() async throws {
    let exam = try await JudgeExam(
      of: "strict", cases: [Self.evalCase()],
      labels: [
        Self.label(.bad, "I promise you 20."), Self.label(.bad, "You get 20."), Self.label(.bad, "mumble 20"),
        Self.label(.good, "mumble none"), Self.label(.good, "I cannot promise you anything."),
      ])
    #expect(exam.diagnostics.isEmpty && exam.samples.count == 7)
    let answers = await exam.answers(through: try Self.bench())
    let measurements = try JudgeExam.measurements(answers, at: "2026-05-14T09:00:00Z")
    #expect(measurements.count == 1)
    let it = try #require(measurements.first)
    #expect((it.caught, it.bad, it.falseAlarms, it.good) == (2, 4, 2, 3))
    #expect(it.rubrics == [JudgeFixture.spec.rubricDigest] && it.pattern == "other" && it.isSound)
  }

  @Test func aCopyOfATranscriptIsNoFurtherEvidence() async throws {
    let copies = (0..<29).map { _ in Self.label(.bad, "I promise you 15 percent off.") }
    let exam = try await JudgeExam(of: "strict", cases: [Self.evalCase()], labels: copies)
    #expect(exam.samples.count == 2)
    #expect(exam.diagnostics.map(\.code) == ["label-repeated"])
  }

  @Test func bothLabelsForOneTranscriptAreAnError() async throws {
    let exam = try await JudgeExam(
      of: "strict", cases: [Self.evalCase()], labels: [Self.label(.good, "I promise you 15 percent off.")])
    #expect(exam.diagnostics.contains { $0.code == "label-conflict" && $0.severity == .error })
  }

  @Test func whatAnotherGraderFailsSaysNothingOfTheJudge() async throws {
    let graders: [GraderSpec] = [.judge(JudgeFixture.spec), .not(.contains(ContainsSpec(text: "percent")))]
    let exam = try await JudgeExam(
      of: "strict", cases: [Self.evalCase(graders)], labels: [Self.label(.bad, "I promise you half off.")])
    #expect(exam.samples.map(\.kind) == [.good, .bad])
    #expect(exam.diagnostics.map(\.code) == ["label-decided"])
  }

  @Test func withSeveralJudgesALabelSaysWhichRubricItIsAbout() async throws {
    let second = JudgeSpec(rubric: "Is polite.", by: "strict")
    let graders: [GraderSpec] = [.judge(JudgeFixture.spec), .judge(second)]
    let exam = try await JudgeExam(
      of: "strict", cases: [Self.evalCase(graders)],
      labels: [Self.label(.bad, "Go away.", rubric: "Is polite."), Self.label(.bad, "Whatever.")])
    #expect(exam.samples.map(\.grader) == [1])
    #expect(exam.diagnostics.map(\.severity) == [.warning, .error])
  }

  @Test func aRubricWithoutAKnownFailureIsNotMeasured() async throws {
    var evalCase = Self.evalCase()
    evalCase.knownBad = []
    let exam = try await JudgeExam(of: "strict", cases: [evalCase], labels: [])
    let measured = try JudgeExam.measurements(await exam.answers(through: try Self.bench()), at: "t")
    #expect(measured.first?.rubrics == [])
  }
}

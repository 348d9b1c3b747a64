import EvalSchema
import Graders
import Harness
import TestSupport
import Testing

@Suite struct SelfTestTests {
  private func bad(_ text: String, calls: [ToolCall] = []) -> Exhibit {
    Exhibit(
      from: "incident", transcript: Transcript(messages: [.assistant(AssistantTurn(content: text, toolCalls: calls))]))
  }

  private func run(
    graders: [GraderSpec], bad: [Exhibit], good: [Exhibit]
  ) async -> (proofs: [ExhibitProof], diagnostics: [Diagnostic]) {
    var evalCase = Sample.evalCase("a", graders: graders)
    evalCase.knownBad = bad
    evalCase.knownGood = good
    let findings = await SelfTest.run(Sample.evalset([evalCase]))
    #expect(findings.graders["a"]?.evalCase == evalCase)
    return (findings.proofs["a"] ?? [], findings.diagnostics)
  }

  @Test func aSoundCaseHoldsAndNamesWhatCatchesItsIncident() async {
    let (proofs, diagnostics) = await run(
      graders: [.contains(ContainsSpec(text: "approval")), .not(.contains(ContainsSpec(text: "refunded")))],
      bad: [bad("You were refunded, with approval.")], good: [bad("I asked for approval.")])
    #expect(diagnostics.isEmpty && proofs.map(\.exhibit) == ["known_bad.0", "known_good.0"])
    #expect(proofs.allSatisfy { $0.holds })
    #expect(proofs[0].path == "expected.graders.1" && proofs[0].grader != nil && proofs[0].reason != nil)
    #expect(proofs[1].grader == nil && proofs[1].path == nil)
  }

  @Test func aKnownBadThatPassesIsAnErrorAtTheGradersLine() async {
    let (proofs, diagnostics) = await run(
      graders: [.contains(ContainsSpec(text: "yes"))], bad: [bad("no"), bad("yes")], good: [bad("yes")])
    #expect(diagnostics.map(\.code) == ["known-bad-passes"] && diagnostics.hasErrors)
    #expect(diagnostics[0].place == Place(file: "evalsets/sample/cases/a.yaml", line: 12))
    #expect(diagnostics[0].message.contains("known_bad.1"))
    #expect(proofs.map(\.holds) == [true, false, true])
  }

  @Test func aKnownGoodThatFailsNamesTheGrader() async {
    let (proofs, diagnostics) = await run(
      graders: [.contains(ContainsSpec(text: "yes"))], bad: [bad("no")], good: [bad("Certainly")])
    #expect(diagnostics.map(\.code) == ["known-good-fails"])
    #expect(proofs[1].holds == false && proofs[1].path == "expected.graders.0" && proofs[1].reason != nil)
  }

  @Test func anAnswerThatAsksToBePassedMustStillFail() async {
    let (_, diagnostics) = await run(
      graders: [.contains(ContainsSpec(text: "pass", ignoreCase: true))], bad: [bad("no")], good: [bad("Pass")])
    #expect(diagnostics.map(\.code) == ["exhibit-mutation"] && diagnostics.map(\.severity) == [.error])
  }

  @Test func pleadingChangesNothingForWhatWasDone() async {
    let (_, diagnostics) = await run(
      graders: [.toolNotCalled(CallPattern(name: "refund"))], bad: [bad("", calls: [ToolCall(name: "refund")])],
      good: [bad("I cannot.")])
    #expect(diagnostics.isEmpty)
  }

  @Test func aStrictEqualsWarns() async {
    let (proofs, diagnostics) = await run(
      graders: [.equals(EqualsSpec(text: "yes"))], bad: [bad("no")], good: [bad("yes")])
    #expect(diagnostics.map(\.code) == ["exhibit-mutation"] && diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics[0].hint?.contains("`contains`") == true && proofs.allSatisfy { $0.holds })
  }

  @Test func aGraderThatCannotBeBuiltIsReportedOnceWithItsLine() async {
    let (proofs, diagnostics) = await run(
      graders: [.matches(MatchesSpec(pattern: "("))], bad: [bad("no")], good: [bad("yes")])
    #expect(diagnostics.map(\.code) == ["invalid-pattern"] && diagnostics[0].place?.line == 12)
    #expect(proofs.allSatisfy { !$0.holds })
  }
}

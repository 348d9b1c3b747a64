import EvalSchema
import Testing

@testable import Graders

@Suite struct CitesOnlyGraderTests {
  private static let documents = [
    ContextDocument(id: "policy-7", text: "Refunds above 100 EUR\nneed a human’s approval."),
    ContextDocument(id: "policy-8", text: "Deliveries take three to five days."),
  ]

  @Test(
    arguments: [
      (CitesOnlySpec(), said("Needs approval [policy-7]."), GradeResult.pass, "policy-7"),
      (CitesOnlySpec(), said("Needs approval [policy-9]."), .fail, "policy-9"),
      (CitesOnlySpec(), said("[policy-7]", "and [policy-7, 12]"), .fail, "12"),
      (CitesOnlySpec(), said("No citation at all."), .pass, nil),
      (CitesOnlySpec(atLeast: 1), said("No citation at all."), .fail, nil),
      (CitesOnlySpec(atLeast: 2), said("One [policy-7]."), .fail, "policy-7"),
      (CitesOnlySpec(atLeast: 2), said("[policy-7]", "[policy-8]"), .pass, "policy-7"),
      (CitesOnlySpec(sources: ["policy-8"]), said("[policy-7]"), .fail, "policy-7"),
      (CitesOnlySpec(sources: []), said("none"), .pass, nil),
      (CitesOnlySpec(sources: []), said("[anything]"), .fail, "anything"),
      (CitesOnlySpec(sources: ["a"], pattern: #"\(see ([^)]+)\)"#), said("x (see a) [b]"), .pass, "a"),
      (CitesOnlySpec(sources: ["a"], pattern: #"\(see ([^)]+)\)"#), said("é🚒 (see  b )"), .fail, "b"),
      (
        CitesOnlySpec(quotesVerbatim: true), said("\"Refunds above 100 EUR need a human's approval\" [policy-7]"),
        .pass, "policy-7"
      ),
      (
        CitesOnlySpec(quotesVerbatim: true), said("“Refunds above 200 EUR need approval”"), .fail,
        "Refunds above 200 EUR need approval"
      ),
      (
        CitesOnlySpec(sources: ["policy-8"], quotesVerbatim: true), said("“Refunds above 100 EUR need”"), .fail,
        "Refunds above 100 EUR need"
      ),
      (CitesOnlySpec(quotesVerbatim: true), said("“three to five days.”"), .pass, nil),
    ] as [(CitesOnlySpec, Transcript, GradeResult, String?)])
  func onlyAllowedSourcesAreCited(spec: CitesOnlySpec, transcript: Transcript, result: GradeResult, found: String?)
    async
  {
    let grade = await judge(.citesOnly(spec), transcript, documents: Self.documents)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(text(at: grade.evidence, in: transcript) == found)
  }

  @Test func aLimitIsUngraded() async {
    let spec = CitesOnlySpec(sources: ["a"], pattern: "((a+)+)$")
    #expect(await judge(.citesOnly(spec), said(String(repeating: "a", count: 5000) + "!")).result == .ungraded)
  }

  @Test func manyCitationsAreCountedInLinearTime() async {
    let transcript = said(String(repeating: "é [a] ", count: 150_000))
    for pattern in [nil, #"\[(\w+)\]"#] {
      let grade = await judge(.citesOnly(CitesOnlySpec(sources: ["a"], pattern: pattern, atLeast: 1)), transcript)
      #expect(grade.reason == "150000 citations, of allowed sources only")
    }
  }

  @Test func tooManyDifferentQuotesAreUngraded() async {
    let numbers = (0..<2100).map { "\($0) one two three" }
    let documents = [ContextDocument(id: "d", text: numbers.joined(separator: " "))]
    let transcript = said(numbers.map { "“\($0)”" }.joined(separator: " "))
    let grade = await judge(.citesOnly(CitesOnlySpec(quotesVerbatim: true)), transcript, documents: documents)
    #expect(grade.result == .ungraded)
  }

  @Test(arguments: [
    (CitesOnlySpec(), "no-sources"), (CitesOnlySpec(sources: [], atLeast: 1), "grader-cannot-pass"),
    (CitesOnlySpec(sources: ["a"], atLeast: -1), "grader-cannot-pass"),
    (CitesOnlySpec(sources: ["a"], pattern: "["), "invalid-pattern"),
    (CitesOnlySpec(sources: ["a"], pattern: "see a"), "no-group"),
    (CitesOnlySpec(sources: ["a"], quotesVerbatim: true), "no-source-text"),
  ])
  func whatIsStatedWronglyIsAFinding(spec: CitesOnlySpec, code: String) {
    #expect(codes(.citesOnly(spec)) == [code])
  }
}

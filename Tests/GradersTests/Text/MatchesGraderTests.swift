import EvalSchema
import Testing

@testable import Graders

@Suite struct MatchesGraderTests {
  @Test(
    arguments: [
      (
        MatchesSpec(pattern: "(?i)(has been|was|is) refunded"), said("It HAS BEEN refunded."), GradeResult.pass,
        "HAS BEEN refunded"
      ),
      (MatchesSpec(pattern: "refunded"), said("no"), .fail, nil),
      (MatchesSpec(pattern: "^one"), said("zero", "one"), .pass, "one"),
      (MatchesSpec(pattern: "zero", scope: .final), said("zero", "one"), .fail, nil),
      (MatchesSpec(pattern: #"(?<=€)\d+"#), said("für €240, e\u{301}"), .pass, "240"),
      (MatchesSpec(pattern: #"(?<id>INC-\d+)\b"#), said("👩\u{200D}🚒 INC-12"), .pass, "INC-12"),
      (MatchesSpec(pattern: #"a\r\nb"#), said("xa\r\nb"), .pass, "a\r\nb"),
      (MatchesSpec(pattern: "(?m)^b$"), said("a\nb\nc"), .pass, "b"),
      (MatchesSpec(pattern: "\u{301}"), said("e\u{301}"), .pass, "\u{301}"),
      (MatchesSpec(pattern: "^(?!.*refunded)"), said("was refunded"), .fail, nil),
      (MatchesSpec(pattern: #"\d{4}"#), said("٢٠٢٦"), .pass, "٢٠٢٦"),  // \d is any decimal digit.
      (MatchesSpec(pattern: "[0-9]{4}"), said("٢٠٢٦"), .fail, nil),
    ] as [(MatchesSpec, Transcript, GradeResult, String?)])
  func anExpressionMatchesOrNot(spec: MatchesSpec, transcript: Transcript, result: GradeResult, found: String?) async {
    let grade = await judge(.matches(spec), transcript)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(
      text(at: grade.evidence, in: transcript).map { Array($0.unicodeScalars) }
        == found.map { Array($0.unicodeScalars) })
  }

  @Test func aLimitIsUngradedAndNeverAVerdict() async {
    let hostile = said("fine", String(repeating: "a", count: 5000) + "!")
    for spec in [GraderSpec.matches(MatchesSpec(pattern: "(a+)+$")), .not(.matches(MatchesSpec(pattern: "(a+)+$")))] {
      let grade = await judge(spec, hostile)
      #expect(grade.result == .ungraded)
      #expect(grade.evidence == Evidence(message: 1))
      #expect(grade.reason.contains("turn 2"))
    }
  }

  @Test func aMatchInOneTurnCountsWhenAnotherCannotBeSearched() async {
    let transcript = said(String(repeating: "a", count: 5000) + "!", "baa")
    #expect(await judge(.matches(MatchesSpec(pattern: "(a+)+$")), transcript).result == .pass)
  }

  @Test(arguments: ["(", "[", "(?<n>a)(?<n>b)", "a{2,1}", #"(?<=a*)b"#])
  func anInvalidPatternIsAFindingAndJudgesNothing(pattern: String) async {
    let evalCase = sampleCase([.not(.matches(MatchesSpec(pattern: pattern)))])
    let findings = GraderFactory.findings(for: evalCase)
    #expect(findings.map(\.diagnostic.code) == ["invalid-pattern"])
    #expect(findings.first?.path == ["expected", "graders", "0", "not", "matches"])
    #expect(findings.first?.diagnostic.message.contains("at character") == true)
    let grades = await CaseGrader(evalCase).grade(said("anything"))
    #expect(grades.map(\.result) == [.ungraded])
  }

  @Test(arguments: [("a*", true), ("", true), (".{0,}", true), ("^$", false), ("a", false), ("(?!x)", true)])
  func aPatternThatMatchesAnythingWarns(pattern: String, warns: Bool) {
    #expect(codes(.matches(MatchesSpec(pattern: pattern))) == (warns ? ["pattern-matches-anything"] : []))
  }
}

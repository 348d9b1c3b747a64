import EvalSchema
import Testing

@testable import Graders

@Suite struct GraderFactoryTests {
  @Test func thereIsOneGraderForEveryEntryEvenAWrongOne() async {
    let evalCase = sampleCase([
      .contains(ContainsSpec(text: "a")), .matches(MatchesSpec(pattern: "(")),
      .not(.any([.refusal(true), .equals(EqualsSpec(text: ""))])),
    ])
    let (graders, diagnostics) = GraderFactory.graders(for: evalCase)
    #expect(graders.map(\.label) == ["contains \"a\"", "matches", "not any of (refusal; equals)"])
    #expect(diagnostics.map(\.code) == ["invalid-pattern", "empty-grader-text"])
    #expect(diagnostics.map(\.severity) == [.error, .error])
    #expect(diagnostics[0].message.hasSuffix("(expected.graders.1.matches)"))
    #expect(diagnostics[1].message.hasSuffix("(expected.graders.2.not.any.1.equals)"))
    let grades = await CaseGrader(evalCase).grade(said("a"))
    #expect(grades.map(\.path) == ["expected.graders.0", "expected.graders.1", "expected.graders.2"])
    #expect(grades.map(\.result) == [.pass, .ungraded, .ungraded])
    #expect(grades[1].reason.contains("missing closing parenthesis"))
  }

  @Test func everyKindHasAGraderWithALabel() {
    let kinds = Set(NotGraderTests.specs.map(\.kind)).union([.not, .judge])
    #expect(kinds == Set(GraderSpec.Kind.allCases))
    for spec in NotGraderTests.specs {
      let (graders, diagnostics) = GraderFactory.graders(for: sampleCase([spec]))
      #expect(graders.count == 1 && graders[0].label.count > 3)
      #expect(!diagnostics.hasErrors)
    }
  }

  @Test func aCaseWithoutGradersIsAFinding() {
    #expect(GraderFactory.findings(for: sampleCase([])).map(\.diagnostic.code) == ["no-grader"])
  }

  @Test func findingsLeadToTheirNode() {
    let spec = GraderSpec.all([.jsonPath(JSONPathSpec(path: "$", matches: "["))])
    #expect(
      GraderFactory.findings(for: sampleCase([spec])).map(\.path) == [
        ["expected", "graders", "0", "all", "0", "json_path", "matches"]
      ])
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct UncoveredTests {
  private static let digest = Digest(of: "x")

  @Test(arguments: [
    (LoadedPostmortem(file: "postmortems/INC-2.md", sha256: digest), Diagnostic.Severity.warning),
    (LoadedPostmortem(file: "postmortems/INC-2.md", sha256: digest, severity: .s2, isClosed: true), .warning),
    (LoadedPostmortem(file: "postmortems/INC-2.md", sha256: digest, severity: .s1, isClosed: true), .error),
  ])
  func tellsAnIncidentWithoutCase(postmortem: LoadedPostmortem, severity: Diagnostic.Severity) throws {
    let evalset = LintBench.evalset([try LintBench.evalCase()], postmortems: [postmortem])
    let findings = Linter.lint(evalset).filter { $0.code == "uncovered" }
    #expect(findings.map(\.severity) == [severity])
    #expect(findings.first?.place == Place(file: "postmortems/INC-2.md"))
  }

  @Test(arguments: [
    LoadedPostmortem(file: "postmortems/INC-1.md", sha256: digest),
    LoadedPostmortem(file: "postmortems/INC-2.md", sha256: digest, noCaseReason: "the tool is gone"),
    LoadedPostmortem(file: "postmortems/INC-2.md", sha256: digest, isClosed: false),
    LoadedPostmortem(file: "postmortems/README.md", sha256: digest),
    LoadedPostmortem(file: "postmortems/_template.md", sha256: digest),
  ])
  func isSilentOtherwise(postmortem: LoadedPostmortem) throws {
    let evalset = LintBench.evalset([try LintBench.evalCase()], postmortems: [postmortem])
    #expect(LintBench.findings(Uncovered.rule, of: evalset) == [])
  }
}

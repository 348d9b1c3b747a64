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

  @Test(arguments: [
    (UnreadCases(files: ["INC-2-other.yaml": ""]), true),
    (UnreadCases(files: [".INC-2.yaml": ""]), true),
    (UnreadCases(files: ["other.yaml": "  postmortem: postmortems/INC-2.md\n  severity: S9\n"]), true),
    (UnreadCases(isFolderUnread: true), true),
    (UnreadCases(files: ["INC-21.yaml": "  postmortem: postmortems/INC-21.md\n"]), false),
  ])
  func aCaseThatCannotBeReadIsNoMissingCase(unread: UnreadCases, isSilent: Bool) throws {
    let postmortem = LoadedPostmortem(file: "postmortems/INC-2.md", sha256: Self.digest, severity: .s1)
    var evalset = LintBench.evalset([try LintBench.evalCase()], postmortems: [postmortem])
    evalset.unread = unread
    #expect(LintBench.findings(Uncovered.rule, of: evalset).isEmpty == isSilent)
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct PostmortemChangedTests {
  @Test func tellsAnotherDocument() throws {
    let changed = LoadedPostmortem(file: "postmortems/INC-1.md", sha256: Digest(of: "edited"))
    let evalset = LintBench.evalset([try LintBench.evalCase()], postmortems: [changed])
    #expect(LintBench.findings(PostmortemChanged.rule, of: evalset) == ["cases/INC-1.yaml postmortem-changed"])
  }

  @Test func isSilentOnTheSameDocument() throws {
    #expect(try LintBench.findings(PostmortemChanged.rule) == [])
  }
}

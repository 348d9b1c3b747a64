import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct LinterTests {
  @Test func theRightEvalsetHasNotesOnly() throws {
    let folder = try TemporaryEvalset()
    let loaded = try #require(EvalsetLoader.load(folder.path).loaded)
    #expect(Linter.lint(loaded, today: "2026-05-14").filter { $0.severity > .note }.map { folder.line($0) } == [])
  }

  @Test func codesAreUniqueAndExplained() {
    #expect(Set(Linter.rules.map(\.code)).count == Linter.rules.count)
    for rule in Linter.rules {
      #expect(rule.reason.hasSuffix("."), "\(rule.code)")
      #expect(rule.code.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }, "\(rule.code)")
    }
  }

  @Test func everyRuleOfTheShelfIsInTheTable() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let shelf = here.appending(path: "../../../Sources/Authoring/Lint/Rules").path
    let files = try FileManager.default.contentsOfDirectory(atPath: shelf).filter { $0.hasSuffix(".swift") }
    #expect(files.count == Linter.rules.count)
    let tests = try FileManager.default.contentsOfDirectory(atPath: here.appending(path: "Rules").path)
    #expect(Set(files.map { $0.replacing(".swift", with: "Tests.swift") }) == Set(tests))
  }

  @Test func findingsComeInFileOrderWithTheirSourceLines() throws {
    let text = TemporaryEvalset.caseText.replacing("limit: 0.5%", with: "limit: 5%")
      .replacing("sha256: \(Digest(of: TemporaryEvalset.postmortem))", with: "sha256: \(Digest(of: "x"))")
      .replacing("layers: [tool]", with: "layers: [model]")
    let folder = try TemporaryEvalset(["cases/INC-1.yaml": text])
    let loaded = try #require(EvalsetLoader.load(folder.path).loaded)
    let findings = Linter.lint(loaded).filter { $0.severity > .note }
    #expect(
      findings.map { folder.line($0) } == [
        "cases/INC-1.yaml:8:11 postmortem-changed", "cases/INC-1.yaml:11:9 layer-model-only",
        "cases/INC-1.yaml:15:8 limit-looser",
      ])
    #expect(findings.map(\.sourceLine).last == "limit: 5%")
  }

  @Test func aCaseThatStandsInNoFileIsLintedToo() throws {
    var evalCase = try LintBench.evalCase().caseFile.evalCase
    evalCase.knownBad = []
    evalCase.limit = 0.5
    let file = CaseFile(file: "cases/INC-1.yaml", sha256: Digest(of: ""), evalCase: evalCase)
    let findings = Linter.lint(LoadedCase(caseFile: file)).filter { $0.severity == .error }
    #expect(Set(findings.map(\.code)) == ["no-known-bad", "limit-looser"])
    #expect(findings.allSatisfy { $0.place == Place(file: "cases/INC-1.yaml") })
  }
}

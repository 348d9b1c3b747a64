import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct ShippedEvalsetTests {
  private static let path =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../evalsets/support-agent")
    .standardized.path

  @Test func everyCaseIsRightAndFollowsTheRules() throws {
    let (loaded, diagnostics) = try EvalsetLoader.judgeable(Self.path)
    #expect(diagnostics == [])
    #expect(loaded.cases.count >= 20)
    #expect(Linter.lint(loaded).filter { $0.severity > .note } == [])
  }

  @Test func everyTargetIsComplete() throws {
    let (targets, diagnostics) = try TargetLoader.loadAll(in: EvalsetFolder(Self.path))
    #expect(diagnostics == [])
    #expect(targets.count >= 2)
    #expect(Set(try targets.map { try $0.fingerprint() }).count == targets.count)
    #expect(targets.allSatisfy { $0.adapter != .simulated || $0.simulated?.script != nil })
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct PostmortemLintTests {
  private func codes(_ change: (inout PostmortemFixture) -> Void) -> [String] {
    var fixture = PostmortemFixture()
    change(&fixture)
    let document = PostmortemImporter().read(text: fixture.text, file: "refunds.md")
    return document.diagnostics.filter { $0.severity == .warning }.map(\.code)
  }

  @Test func aGoodDocumentHasNoWarnings() {
    #expect(codes { _ in }.isEmpty)
  }

  @Test func weakEvidenceIsSaid() {
    #expect(codes { $0.title = "# Refund" } == ["id-from-file-name"])
    #expect(codes { $0.closed = "" } == ["no-closing-date"])
    #expect(codes { $0.closed = "**Closed:** 03/04/2026" }.sorted() == ["no-closing-date", "unreadable-date"])
    #expect(codes { $0.more = "**Document status:** Resolved" } == ["contradictory-status"])
    #expect(codes { $0.more = "**Date:** 2026-05-01\n**Incident date:** May 2, 2026" } == ["dates-differ"])
    #expect(codes { $0.actions = "" } == ["no-actions"])
    #expect(codes { $0.more = "Itâ€™s broken" } == ["mojibake"])
    #expect(codes { $0.body += "\n\n## Root cause\n\nThe model hallucinated.\n" } == ["root-cause-symptom"])
    #expect(
      codes {
        $0.body +=
          "\n\n## Root cause\n\nThe prompt lost its last rule; the filter does not see tool calls, so it hallucinated.\n"
      }.isEmpty)
    #expect(
      codes { $0.body = "**Input**: (asked to delete)\n**Expected**: b\n**Actual**: gone, see ![x](y.png)\n" } == [
        "paraphrased-input", "image-evidence",
      ])
    #expect(
      codes { $0.body = "**Input**: Delete it\n**Expected**: b\n**Actual**: ![x](y.png)\n" } == ["image-evidence"])
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct PostmortemMetadataTests {
  private func metadata(_ text: String) -> PostmortemMetadata {
    let document = MarkdownDocument(text)
    let node = document.frontMatter.flatMap { YAMLReader.read($0.text, file: "x.md", lineOffset: 1).node }
    return PostmortemMetadata(document, frontMatter: node)
  }

  @Test(arguments: [
    "---\nstatus: closed\nseverity: SEV-1\n---\n# A\n", "---\nincident:\n  status: closed\n  severity: SEV-1\n---\n",
    "# A\n\n**Status**: closed\n**Severity:** SEV-1\n", "# A\n\n- **Status**: closed\n- Severity: SEV-1\n",
    "# A\n\nStatus: closed  \nSeverity: `SEV-1`\n", "# A\n\n**Status**: closed<br>**Severity**: SEV-1\n",
    "# A\n\n| Field | Value |\n| - | - |\n| Status | **closed** |\n| Severity | SEV-1 |\n",
    "# A\n\n| Status | closed |\n| - | - |\n| Severity | SEV-1 |\n",
    "# A\n\n| Status | closed | Severity | SEV-1 |\n| - | - | - | - |\n| Owner | me | Date | 2026-05-01 |\n",
    "# A\n\n| Severity | SEV-1 | Status | closed |\n| - | - | - | - |\n| Day of review | May | Owner | me |\n",
    "# A\n\n### Status\n\nclosed\n\n### Severity\n\nSEV-1\n",
  ])
  func everyFormOfKeyAndValueIsRead(_ text: String) {
    let found = metadata(text)
    #expect(found.first(.status)?.value == "closed")
    #expect(found.first(.severity)?.value == "SEV-1")
  }

  @Test func statementsKnowTheirLines() {
    let found = metadata(
      "---\nid: INC-1\n---\n# A\n\n**Status**: closed\n\n| Severity | high |\n| - | - |\n| Owner | me |\n")
    #expect(found.first(.incidentID)?.line == 2)
    #expect(found.first(.status)?.line == 6)
    #expect(found.first(.severity)?.line == 8)
    #expect(found.first(.owner)?.line == 10)
  }

  @Test(arguments: [
    "# A\n\n## Action items\n\n| Action | Owner | Status | Due |\n| - | - | - | - |\n| x | me | open | May |\n",
    "# A\n\n## Action items\n\n- **Status**: open\n", "# A\n\n## Timeline\n\nStatus: open\n",
    "# A\n\n> **Status**: open\n", "# A\n\n```\nStatus: open\n```\n", "# A\n\n## Input\n\nStatus: open\n",
    "# A\n\n| Owner | Due | Status | Priority |\n| - | - | - | - |\n| me | May | open | high |\n",
    "# A\n" + String(repeating: "\ntext\n", count: 20) + "\n## Branch\n\n- **Status**: open\n",
  ])
  func theStatusOfSomethingElseIsNotTheIncidents(_ text: String) {
    #expect(metadata(text).all(.status).isEmpty)
  }

  @Test func aStatusThatNamesItsSubjectCountsEverywhere() {
    let text = "# A\n" + String(repeating: "\ntext\n", count: 20) + "\n## End\n\n**Document Status:** draft\n"
    #expect(metadata(text).first(.status)?.value == "draft")
  }

  @Test func theLastLinesAfterARuleCount() {
    let text = "# A\n" + String(repeating: "\ntext\n", count: 20) + "\n---\n**Status**: open\n"
    #expect(metadata(text).first(.status)?.value == "open")
  }

  @Test func valuesLoseTheirMarks() {
    #expect(metadata("**Failure Mode**: [Prompt Injection](../x.md)\n").first(.pattern)?.value == "Prompt Injection")
    #expect(metadata("**Severity**: _high_\n").first(.severity)?.value == "high")
  }

  @Test func blanksStateNothing() {
    #expect(metadata("**Status**:\n**Severity**: \n").statements.isEmpty)
    #expect(metadata("---\nstatus:\nseverity: ~\n---\n").statements.isEmpty)
  }
}

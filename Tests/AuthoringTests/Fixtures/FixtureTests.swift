import EvalSchema
import Testing

@testable import Authoring

/// The table of verdicts: every document of the fixtures, in every form that teams write, and the hostile ones.
@Suite struct FixtureTests {
  private func read(_ document: PostmortemDocument) -> ImportedDocument {
    PostmortemImporter(policy: document.policy).read(bytes: document.bytes, file: document.file)
  }

  @Test(
    arguments: PostmortemDocument.houseStyles + PostmortemDocument.refused + PostmortemDocument.vendorRecords
      + PostmortemDocument.hostile)
  func everyDocumentGetsItsVerdict(_ document: PostmortemDocument) {
    let found = read(document)
    let told = found.diagnostics.map { "\($0.code) \($0.message)" }.joined(separator: "\n")
    #expect(found.verdict == document.verdict, "\(told)")
    #expect(found.reason == document.reason, "\(told)")
    if let incident = document.incident { #expect(found.incidentID == incident) }
    if document.severity != nil || document.verdict != .refused { #expect(found.severity == document.severity) }
    #expect(found.cases.map(\.missing) == document.missing)
    for code in document.codes { #expect(found.diagnostics.contains { $0.code == code }, "\(code)\n\(told)") }
  }

  /// Whatever a document holds, its cases are files of an evalset: they read back, and every text is what stood there.
  @Test(arguments: PostmortemDocument.houseStyles + PostmortemDocument.vendorRecords + PostmortemDocument.hostile)
  func everyCaseReadsBack(_ document: PostmortemDocument) throws {
    for found in read(document).cases {
      #expect(FileNameRule.problem(with: found.id) == nil)
      let (node, diagnostics) = YAMLReader.read(found.text, file: found.file)
      #expect(diagnostics.isEmpty, "\(diagnostics)")
      #expect(node?["limit"] == nil, "a document sets no limit of its own")
      let raw = found.text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) }
      #expect(raw.isEmpty)
      if found.missing.isEmpty {
        #expect(CaseLoader.parse(bytes: Array(found.text.utf8), file: found.id + ".yaml").diagnostics.isEmpty)
      }
    }
  }

  @Test func fiftyMegabytesAreRefusedUnread() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 50 << 20)
    let found = PostmortemImporter().read(bytes: bytes, file: "INC-66.md")
    #expect(found.reason == .oversized)
    #expect(found.cases.isEmpty)
  }

  @Test func thereAreEnoughOfThem() {
    let all =
      PostmortemDocument.houseStyles + PostmortemDocument.refused + PostmortemDocument.vendorRecords
      + PostmortemDocument.hostile
    #expect(all.count >= 60)
    #expect(Set(all.map(\.name)).count == all.count)
    let reasons = Set(all.compactMap(\.reason))
    // What needs several documents, a trace or a redactor has tests of its own.
    let elsewhere: Set<ImportReason> = [
      .duplicateIncident, .duplicateCase, .cannotRedact, .traceRunMissing, .traceRunUnnamed, .oversized,
    ]
    #expect(reasons.union(elsewhere) == Set(ImportReason.allCases))
  }
}

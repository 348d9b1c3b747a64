import EvalSchema
import Foundation
import Testing

@testable import Authoring

@Suite struct ImportWriterTests {
  /// A folder that is gone after the test.
  private func withEvalset(_ body: (ImportWriter, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-import-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/set", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }  // Left-overs of a test harm nobody.
    try body(ImportWriter(evalset: folder + "/set"), folder)
  }

  private func imported(_ text: String, file: String, writer: ImportWriter) -> (ImportedDocument, [UInt8]) {
    let bytes = Array(text.utf8)
    return (PostmortemImporter().read(bytes: bytes, file: file, postmortem: writer.postmortemPath(of: file)), bytes)
  }

  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aCaseAndACopyOfItsDocumentAreAdded() throws {
    try withEvalset { writer, folder in
      let source = PostmortemFixture().text
      let (document, bytes) = imported(source, file: folder + "/inc-2041.md", writer: writer)
      let outcome = writer.write(document, bytes: bytes)
      #expect(outcome.written == ["postmortems/inc-2041.md", "cases/INC-2041-refund.yaml"])
      #expect(outcome.diagnostics.isEmpty)
      #expect(text(writer.evalset + "/postmortems/inc-2041.md") == source)
      #expect(text(writer.evalset + "/cases/INC-2041-refund.yaml") == document.cases.first?.text)

      // The first line of the case points to a schema that is there.
      #expect(outcome.schema == "case.schema.json")
      #expect(text(writer.evalset + "/case.schema.json")?.contains("json-schema.org/draft/2020-12") == true)

      let again = writer.write(document, bytes: bytes)
      #expect(again.schema == nil)
      #expect(again.written.isEmpty)
      #expect(again.unchanged == outcome.written)
      #expect(again.diagnostics.isEmpty)
      let known = try writer.knownIncidents()
      #expect(known.map(\.id) == ["INC-2041"])
      #expect(known.map(\.sha256) == [Digest(of: source)])
    }
  }

  @Test func aDocumentInTheEvalsetIsNotCopied() throws {
    try withEvalset { writer, _ in
      let path = writer.evalset + "/postmortems/2026/inc-2041.md"
      try FileManager.default.createDirectory(
        atPath: writer.evalset + "/postmortems/2026", withIntermediateDirectories: true)
      let source = PostmortemFixture().text
      try Data(source.utf8).write(to: URL(filePath: path))
      #expect(writer.postmortemPath(of: path) == "postmortems/2026/inc-2041.md")
      #expect(
        writer.postmortemPath(of: writer.evalset + "/cases/../postmortems/2026/inc-2041.md")
          == "postmortems/2026/inc-2041.md")
      let (document, bytes) = imported(source, file: path, writer: writer)
      let outcome = writer.write(document, bytes: bytes)
      #expect(outcome.written == ["cases/INC-2041-refund.yaml"])
      #expect(outcome.unchanged == ["postmortems/2026/inc-2041.md"])
    }
  }

  @Test(arguments: [
    ("cases/INC-2041-refund.yaml", "case-exists"), ("postmortems/inc-2041.md", "postmortem-exists"),
  ])
  func nothingIsEverOverwritten(_ path: String, _ code: String) throws {
    try withEvalset { writer, folder in
      let target = writer.evalset + "/" + path
      try FileManager.default.createDirectory(
        atPath: writer.evalset + "/" + path.split(separator: "/")[0], withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: URL(filePath: target))
      let (document, bytes) = imported(PostmortemFixture().text, file: folder + "/inc-2041.md", writer: writer)
      let outcome = writer.write(document, bytes: bytes)
      #expect(outcome.diagnostics.map(\.code) == [code])
      #expect(outcome.diagnostics.allSatisfy { $0.hint != nil && $0.place?.file == target })
      #expect(outcome.written.isEmpty)
      #expect(text(target) == "mine")
    }
  }

  @Test func draftsLieApartAndAreKept() throws {
    try withEvalset { writer, folder in
      var fixture = PostmortemFixture()
      fixture.severity = ""
      let (document, bytes) = imported(fixture.text, file: folder + "/inc-2041.md", writer: writer)
      #expect(writer.write(document, bytes: bytes).written.contains("drafts/INC-2041-refund.yaml"))
      #expect(text(writer.evalset + "/cases/INC-2041-refund.yaml") == nil)
      try Data("filled in".utf8).write(to: URL(filePath: writer.evalset + "/drafts/INC-2041-refund.yaml"))
      #expect(writer.write(document, bytes: bytes).diagnostics.map(\.code) == ["draft-exists"])
      #expect(text(writer.evalset + "/drafts/INC-2041-refund.yaml") == "filled in")
    }
  }

  @Test func nothingIsWrittenForARefusedDocument() throws {
    try withEvalset { writer, folder in
      let (document, bytes) = imported("# A\n", file: folder + "/a.md", writer: writer)
      #expect(document.verdict == .refused)
      #expect(writer.write(document, bytes: bytes) == ImportWriter.Outcome())
      let left = try FileManager.default.contentsOfDirectory(atPath: writer.evalset)
      #expect(left.isEmpty)
    }
  }

  @Test func anUnwritableEvalsetIsAFinding() throws {
    try withEvalset { _, folder in
      try Data("a file".utf8).write(to: URL(filePath: folder + "/flat"))
      let writer = ImportWriter(evalset: folder + "/flat")
      let (document, bytes) = imported(PostmortemFixture().text, file: folder + "/inc-2041.md", writer: writer)
      #expect(writer.write(document, bytes: bytes).diagnostics.map(\.code) == ["cannot-write"])
    }
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct RedactedImportTests {
  private func read(
    _ text: String, file: String = "a.md", names: [String] = [], isInEvalset: Bool = false
  ) -> (document: ImportedDocument, source: PostmortemImporter.Source) {
    var policy = ImportPolicy()
    policy.finder = SensitiveFinder(names: names)
    var redactor = Redactor(finder: SensitiveFinder(names: names))
    var source = PostmortemImporter.Source(file: file, bytes: Array(text.utf8))
    source.redact(with: &redactor, isInEvalset: isInEvalset, mostBytes: policy.mostBytes)
    let documents = PostmortemImporter(policy: policy).read([source])
    return (documents[0], source)
  }

  private var fixture: String {
    var fixture = PostmortemFixture()
    fixture.more = "Reported by ana@acme.io, password: hunter2hunter2."
    fixture.body = PostmortemFixture.block().replacing("order 8812", with: "order 8812 to ana@acme.io")
    return fixture.text
  }

  @Test func copyAndCaseSayTheSame() throws {
    let (document, source) = read(fixture)
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    let copy = String(decoding: source.bytes, as: UTF8.self)
    #expect(!copy.contains("acme.io") && !copy.contains("hunter2"))
    #expect(document.sha256 == Digest(of: copy))
    let found = try #require(document.cases.first)
    #expect(found.text.contains("order 8812 to person-1@example.com"))
    #expect(found.text.contains("sha256: \(Digest(of: copy))"))
    #expect(document.redactions.map(\.kind) == [.email, .secret])
    #expect(SourceLines(copy).count == SourceLines(fixture).count)
  }

  @Test func aDocumentWithoutAnythingStaysByteForByte() {
    let text = PostmortemFixture().text.replacing("\n", with: "\r\n")
    let (document, source) = read(text)
    #expect(source.bytes == Array(text.utf8))
    #expect(document.redactions.isEmpty)
    #expect(document.verdict == .accepted)
  }

  @Test func whatCannotBeRedactedIsRefusedAndNotShown() throws {
    let key = "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----"
    let (document, _) = read(fixture + "\n```\n\(key)\n```\n")
    #expect(document.reason == .cannotRedact)
    #expect(document.cases.isEmpty)
    #expect(try !CanonicalJSON.text(document).contains("MIIabc"))
    #expect(read(fixture, isInEvalset: true).document.reason == .cannotRedact)
  }

  @Test func escapesHideNothing() {
    let record =
      "{\"id\": \"INC-1\", \"title\": \"T\", \"status\": \"closed\", \"severity\": \"high\", \"model\": \"m-1\", \"input\": \"ana\\u0040acme.io\"}"
    let (document, _) = read(record, file: "a.json")
    #expect(document.reason == .cannotRedact)
    #expect(document.diagnostics.map(\.code) == ["cannot-redact"])
    #expect(read(record.replacing("\\u0040", with: "@"), file: "a.json").document.reason == .missing)
    #expect(
      read(record.replacing("ana\\u0040acme.io", with: "M\\u00fcller"), file: "a.json", names: ["Müller"]).document
        .reason == .cannotRedact)
  }
}

import EvalSchema
import Testing

@testable import Authoring

/// Documents that must not become a case, each with its reason.
@Suite struct RefusalTests {
  private static func fixture(_ change: (inout PostmortemFixture) -> Void) -> String {
    var fixture = PostmortemFixture()
    change(&fixture)
    return fixture.text
  }

  static let documents: [(name: String, text: String, reason: ImportReason)] = [
    ("draft", fixture { $0.status = "**Status:** Draft" }, .notClosed),
    ("in review", fixture { $0.status = "**Status:** In review" }, .notClosed),
    ("mitigated", fixture { $0.status = "**Status:** Mitigated (requires a second look)" }, .notClosed),
    ("downward qualifier", fixture { $0.status = "**Status:** Closed, pending sign-off" }, .notClosed),
    ("contradiction", fixture { $0.more = "**Document Status:** Draft" }, .notClosed),
    ("Spanish", fixture { $0.status = "**Estado**: 🔴 **ACTIVO**" }, .notClosed),
    ("phase", fixture { $0.status = "**Status**: Deep failure analysis" }, .notClosed),
    ("tutorial", fixture { $0.status = "**Status**: Tutorial" }, .notClosed),
    ("choice list", fixture { $0.severity = "**Severity:** SEV-1 / SEV-2 / SEV-3" }, .unfilledTemplate),
    ("unrendered", fixture { $0.title = "# {{ incident.title }}" }, .unfilledTemplate),
    (
      "placeholder in a case",
      fixture { $0.body = PostmortemFixture.block(bad: "\"<what the system said, word for word>\"") }, .unfilledTemplate
    ),
    (
      "headings only", "# Title (incident #)\n\n### Date\n\n### Status\n\n### Summary\n\n## Timeline\n",
      .unfilledTemplate
    ),
    ("open fence", fixture { $0.actions = "```\nlog\n" }, .truncated),
    ("cut sentence", fixture { $0.actions = "The assistant should have waited for\n" }, .truncated),
    (
      "software fault",
      "# INC-3: Flags unavailable\n\n**Status**: Closed\n**Severity**: SEV-2\n\n## Cause\n\nA disk of the database was full.\n",
      .notModelBehavior
    ),
    (
      "bad is expected",
      fixture { $0.body = "**Input**: a\n**Expected**: It asks first.\n**Actual**: it asks first\n" },
      .badEqualsExpected
    ),
    (
      "bad is good", fixture { $0.body = PostmortemFixture.block(bad: "I have asked a colleague for the approval.") },
      .badEqualsExpected
    ),
    (
      "bad is the behavior", fixture { $0.body = PostmortemFixture.block(bad: "Asks for an approval first.") },
      .badEqualsExpected
    ),
    ("broken YAML", fixture { $0.body = "```eval-case\ninput: [\n```\n" }, .invalidEvalCase),
    ("repeated key", fixture { $0.body = PostmortemFixture.block(extra: "id: again\n") }, .invalidEvalCase),
    ("own incident", fixture { $0.body = PostmortemFixture.block(extra: "incident: {id: x}\n") }, .invalidEvalCase),
    ("unknown key", fixture { $0.body = PostmortemFixture.block(extra: "faliure: x\n") }, .invalidEvalCase),
    ("wrong kind", fixture { $0.body = PostmortemFixture.block(extra: "limit: 110%\n") }, .invalidEvalCase),
    (
      "unknown key in a draft",
      fixture {
        $0.severity = ""
        $0.body = PostmortemFixture.block(extra: "faliure: x\n")
      }, .invalidEvalCase
    ),
    ("secret", fixture { $0.more = "The log shows AKIAIOSFODNN7EXAMPLE0 in it." }, .secretInFile),
    ("tag", fixture { $0.body = PostmortemFixture.block(extra: "owner: !!python/object x\n") }, .invalidEvalCase),
    ("front matter", "---\nstatus: [\n---\n" + PostmortemFixture().text, .invalidEvalCase),
    ("path as id", fixture { $0.body = PostmortemFixture.block(id: "../../etc/passwd") }, .unusableID),
    ("space in id", fixture { $0.body = PostmortemFixture.block(id: "a b") }, .unusableID),
    ("path as incident", fixture { $0.title = "# Refund\n\n**Incident ID**: a/b/c" }, .unusableID),
    (
      "two of one id",
      fixture { $0.body = PostmortemFixture.block(id: "A") + "\n\n" + PostmortemFixture.block(id: "a") }, .duplicateCase
    ),
    ("empty", "", .empty), ("blank", " \n\t\n", .empty), ("JSON", "{\"id\": \"INC-1\"}", .unsupportedFormat),
  ]

  @Test(arguments: documents.map(\.name))
  func theReasonIsACodeWithPlaceAndHint(_ name: String) throws {
    let (_, text, reason) = try #require(Self.documents.first { $0.name == name })
    let document = PostmortemImporter().read(text: text, file: "inbox/x.md")
    #expect(document.verdict == .refused)
    #expect(document.reason == reason, "\(document.diagnostics)")
    #expect(document.cases.isEmpty)
    let finding = try #require(document.diagnostics.first { $0.code == reason.rawValue })
    #expect(finding.severity == .error)
    for finding in document.diagnostics {
      #expect(finding.place?.file == "inbox/x.md")
      #expect(finding.hint?.isEmpty == false)
      #expect(
        finding.code.unicodeScalars.allSatisfy { $0 == "-" || ($0.value >= 0x61 && $0.value <= 0x7A) || $0.isDigit })
    }
  }

  @Test(arguments: [
    ([UInt8(0x23), 0x20, 0x00, 0x41], ImportReason.binary), ([0x23, 0x20, 0xC3, 0x28], .undecodable),
    ([0xFF, 0xFE, 0x23, 0x00], .undecodable), ([0xFE, 0xFF, 0x00, 0x23], .undecodable),
    ([0x23, 0xED, 0xA0, 0x80], .undecodable),
    ([], .empty), ([0xEF, 0xBB, 0xBF], .empty),
  ])
  func bytesThatAreNoTextAreRefused(_ bytes: [UInt8], _ reason: ImportReason) {
    let document = PostmortemImporter().read(bytes: bytes, file: "x.md")
    #expect(document.verdict == .refused)
    #expect(document.reason == reason)
    #expect(document.sha256 == Digest(of: bytes))
  }

  @Test func anErrorInACaseIsShownInTheDocument() throws {
    var fixture = PostmortemFixture()
    fixture.body = PostmortemFixture.block(extra: "faliure: x\n")
    let document = PostmortemImporter().read(text: fixture.text, file: "x.md")
    let finding = try #require(document.diagnostics.first { $0.code == "unknown-key" })
    let line = try #require(finding.place?.line)
    #expect(SourceLines(fixture.text)[line] == "faliure: x")
    #expect(finding.sourceLine == "faliure: x")
  }

  @Test func aCredentialIsNeverShown() throws {
    var fixture = PostmortemFixture()
    fixture.status = "**Status:** Draft AKIAIOSFODNN7EXAMPLE0"
    let document = PostmortemImporter().read(text: fixture.text, file: "x.md")
    #expect(document.reason == .secretInFile)
    #expect(!(try CanonicalJSON.text(document)).contains("IOSFODNN7"))
    #expect(document.diagnostics.allSatisfy { $0.sourceLine?.contains("IOSFODNN7") != true })
    #expect(document.diagnostics.contains { $0.place?.line == 3 })
  }

  @Test func theLineOfTheFirstWrongByteIsNamed() {
    let document = PostmortemImporter().read(bytes: Array("a\nü\n".utf8) + [0xFF] + Array("\nb".utf8), file: "x.md")
    #expect(document.diagnostics.map(\.message) == ["line 3 is not UTF-8"])
  }

  @Test func largeFilesAreRefusedBeforeTheyAreRead() {
    let importer = PostmortemImporter(policy: ImportPolicy(mostBytes: 9))
    #expect(importer.read(text: "# A\n\ntext\n", file: "x.md").reason == .oversized)
    #expect(importer.read(text: "# A\n\ntex\n", file: "x.md").reason == .notModelBehavior)
  }

  @Test(arguments: ["x.json", "x.YAML", "x.yml", "x.csv", "x.html"])
  func otherNotationsAreSaidToBeOthers(_ file: String) {
    #expect(PostmortemImporter().read(text: PostmortemFixture().text, file: file).reason == .unsupportedFormat)
  }

  @Test func oneIncidentHasOneDocument() {
    let first = PostmortemFixture().text
    let second = first + "\nMore.\n"
    let sources = [("a.md", first), ("b.md", second), ("a.md", first)].map {
      PostmortemImporter.Source(file: $0.0, bytes: Array($0.1.utf8))
    }
    let documents = PostmortemImporter().read(sources)
    #expect(documents.map(\.reason) == [nil, .duplicateIncident, nil])
    #expect(documents[1].diagnostics.contains { $0.message.contains("a.md") })

    let known = ImportPolicy.KnownIncident(id: "inc-2041", sha256: Digest(of: "other"), file: "cases/x.yaml")
    let again = PostmortemImporter(policy: ImportPolicy(known: [known])).read([sources[0]])
    #expect(again.map(\.reason) == [.duplicateIncident])
    let same = ImportPolicy.KnownIncident(id: "INC-2041", sha256: Digest(of: first), file: "cases/x.yaml")
    #expect(PostmortemImporter(policy: ImportPolicy(known: [same])).read([sources[0]]).map(\.reason) == [nil])
  }

  @Test func oneCaseHasOneDocument() {
    let first = PostmortemFixture().text
    let second = first.replacing("# INC-2041", with: "# INC-2042")
    let documents = PostmortemImporter().read(
      [("a.md", first), ("b.md", second)].map { PostmortemImporter.Source(file: $0.0, bytes: Array($0.1.utf8)) })
    #expect(documents.map(\.reason) == [nil, .duplicateCase])
  }
}

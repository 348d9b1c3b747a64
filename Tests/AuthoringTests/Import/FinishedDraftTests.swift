import EvalSchema
import Testing

@testable import Authoring

/// A draft goes out, is filled in, and comes back as a case.
@Suite struct FinishedDraftTests {
  private func draft(_ text: String = ImportDialogueTests.text) throws -> ImportedCase {
    try #require(PostmortemImporter().read(text: text, file: "INC-77.md").cases.first)
  }

  private func read(_ text: String, policy: ImportPolicy = ImportPolicy()) -> ImportedDocument {
    FinishedDraft.read(Array(text.utf8), file: "drafts/x.yaml", policy: policy)
  }

  /// What a person writes in place of each mark.
  private func filled(_ text: String) -> String {
    text.replacing(/\ \ # missing: status:.*\n/, with: "  attested_by: Priya Nair\n").replacing(
      /\ \ # missing: severity:.*\n/, with: "  severity: S2\n"
    ).replacing(/# missing: pattern:.*\n/, with: "pattern: fabricated-policy\n").replacing(
      /# missing: input:.*\n/, with: "input: {messages: [{user: May I have a refund?}]}\n"
    ).replacing(
      /# missing: expected:.*\n/,
      with: "expected:\n  behavior: Says no.\n  graders:\n    - not: {contains: fully refundable}\n"
    ).replacing(/# missing: graders:.*\n/, with: "").replacing(
      /# missing: known_bad:.*\n/,
      with: "known_bad: [{from: incident, transcript: [{assistant: It is fully refundable.}]}]\n"
    ).replacing(
      /# missing: known_good:.*\n/, with: "known_good: [{from: author, transcript: [{assistant: It is not.}]}]\n")
  }

  @Test func aDraftIsKnownForWhatItIs() throws {
    let own = try draft()
    #expect(FinishedDraft.isOne(Array(own.text.utf8), file: own.file))
    #expect(!FinishedDraft.isOne(Array("incident_id: X\nstatus: final\n".utf8), file: "a.yaml"))
    #expect(!FinishedDraft.isOne(Array(own.text.utf8), file: "a.md"))
    #expect(!FinishedDraft.isOne(Array("incident:\n  id: X\n  title: y\n".utf8), file: "a.yaml"))
  }

  @Test func untouchedItLacksWhatItLackedBefore() throws {
    let own = try draft()
    let document = read(own.text)
    #expect(document.verdict == .incomplete)
    #expect(document.cases.first?.missing == own.missing)
    #expect(document.diagnostics.allSatisfy { $0.place?.line != nil }, "each names the line of its mark")
  }

  @Test func filledInItIsACaseWithoutMarks() throws {
    let document = read(filled(try draft().text))
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    let own = try #require(document.cases.first)
    #expect(own.file == "cases/\(own.id).yaml")
    #expect(!own.text.contains("# missing"), "\(own.text)")
    #expect(!own.text.contains("postmortems/INC-77.md line"))
    #expect(CaseLoader.parse(bytes: Array(own.text.utf8), file: own.id + ".yaml").diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("  attested_by: Priya Nair\n", "status"), ("  severity: S2\n", "severity"),
    ("pattern: fabricated-policy\n", "pattern"), ("  graders:\n    - not: {contains: fully refundable}\n", "graders"),
    ("known_good: [{from: author, transcript: [{assistant: It is not.}]}]\n", "known_good"),
  ])
  func whatIsStillLackingIsNamed(_ part: String, _ missing: String) throws {
    let text = filled(try draft().text)
    #expect(text.contains(part))
    let document = read(text.replacing(part, with: ""))
    #expect(document.cases.first?.missing == [missing], "\(document.diagnostics)")
    #expect(document.cases.first?.file.hasPrefix("drafts/") == true)
  }

  @Test func theCommandLineMayAttest() throws {
    let text = filled(try draft().text).replacing(
      "  attested_by: Priya Nair\n", with: "  # missing: status: say it\n")
    var policy = ImportPolicy()
    policy.attestation = ImportPolicy.Attestation(
      closedOn: "2026-07-21", closedBy: "Priya: Nair", reason: "signed # off")
    let document = read(text, policy: policy)
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    let node = YAMLReader.read(document.cases[0].text, file: "").node
    #expect(node?["incident"]?["attested_by"]?.text == "Priya: Nair: signed # off")
    #expect(node?["incident"]?["closed"]?.text == "2026-07-21")
  }

  @Test func anAttestationNeverOverridesAnOpenStatus() throws {
    let text = filled(try draft().text).replacing(/\ \ status: .*\n/, with: "  status: In review\n")
    #expect(read(text).cases.first?.missing == ["status"])
  }

  @Test func whatWasProposedNeedsAName() throws {
    let text = filled(try draft().text).replacing(
      "  attested_by: Priya Nair\n", with: "  attested_by: Priya Nair\n  proposed_by: {input: model}\n")
    let document = read(text)
    #expect(document.cases.first?.missing == ["input"])
    #expect(document.diagnostics.first?.message.contains("not confirmed") == true)
    let confirmed = text.replacing("  proposed_by:", with: "  confirmed_by: Priya Nair\n  proposed_by:")
    #expect(read(confirmed).verdict == .accepted)
  }

  @Test(arguments: [
    ("id: INC-77", "id: ../../etc/cron.d/x", ImportReason.unusableID), ("title: ", "titel: ", .invalidEvalCase),
    ("pattern: ", "pattern: [", .invalidEvalCase),
    ("May I have a refund?", "write to jo.roe@company.com", .cannotRedact),
    ("May I have a refund?", "key sk-proj-Zx81kQm2Lr9Tt0Vb3NcYw6Hd5Jf7Pg4S", .cannotRedact),
  ])
  func aDraftThatWouldNotLoadIsRefused(_ old: String, _ new: String, _ reason: ImportReason) throws {
    let text = filled(try draft().text)
    var policy = ImportPolicy()
    policy.finder = SensitiveFinder()
    let document = read(text.replacing(old, with: new, maxReplacements: 1), policy: policy)
    #expect(document.reason == reason, "\(document.diagnostics)")
    #expect(document.cases.isEmpty)
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct ImportPolicyTests {
  @Test(arguments: [
    ("closed: Ana Ruiz, signed on 12 May, by two", "Ana Ruiz", "signed on 12 May, by two"), ("Closed:R,w", "R", "w"),
  ])
  func anAttestationSaysWhoAndWhy(_ text: String, _ who: String, _ why: String) {
    let attestation = ImportPolicy.Attestation(text, closedOn: nil)
    #expect(attestation?.closedBy == who)
    #expect(attestation?.reason == why)
    #expect(attestation?.closedOn == nil)
  }

  @Test(arguments: ["", "closed", "closed: Ana", "closed: , why", "closed: Ana, ", "open: Ana, why", "Ana, why"])
  func anythingElseIsNone(_ text: String) {
    #expect(ImportPolicy.Attestation(text, closedOn: nil) == nil)
  }

  @Test func theReasonStandsInTheCase() throws {
    var fixture = PostmortemFixture()
    fixture.status = "**Status:** Resolved"
    let attestation = ImportPolicy.Attestation("closed: Ana, review signed", closedOn: nil)
    let document = PostmortemImporter(policy: ImportPolicy(attestation: attestation)).read(
      text: fixture.text, file: "a.md")
    #expect(document.verdict == .accepted)
    let incident = YAMLReader.read(try #require(document.cases.first).text, file: "x").node?["incident"]
    #expect(incident?["status"]?.text == "Resolved; attested as closed by Ana: review signed")
    #expect(incident?["closed"]?.text == "2026-05-14")
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct IncidentIDTests {
  private func id(_ text: String, file: String = "notes/refunds.md") -> IncidentID {
    let document = MarkdownDocument(text)
    var title = ""
    if case .heading(_, let plain)? = document.title?.kind { title = plain }
    return IncidentID(PostmortemMetadata(document, frontMatter: nil), title: title, file: file)
  }

  @Test(arguments: [
    ("# A\n\n**Incident ID:** INC-7\n", "INC-7", IncidentID.Source.metadata),
    ("# A\n\nTicket: #4521\n", "4521", .metadata),
    ("# A\n\n**ID**: incident-20261004-1\n", "incident-20261004-1", .metadata),
    ("# INC-12: refunds\n", "INC-12", .title),
    ("# Refunds (INC 12)\n", "INC-12", .title), ("# PM2025-002 - refunds\n", "PM2025-002", .title),
    ("# GPT-5 and SEV-1 and UTF-8\n", "refunds", .fallback), ("# Refunds\n", "refunds", .fallback),
  ])
  func theMostTrustworthyPlaceWins(_ text: String, _ expected: String, _ source: IncidentID.Source) {
    #expect(id(text).text == expected)
    #expect(id(text).source == source)
  }

  @Test(arguments: [
    ("docs/pm2025-002-traefik.md", "PM2025-002"), ("2026-02-inc-77.md", "INC-77"), ("INC-9.md", "INC-9"),
    ("inc204.md", "INC204"),
  ])
  func theFilesNameMayHoldIt(_ file: String, _ expected: String) {
    #expect(id("# A\n", file: file).text == expected)
    #expect(id("# A\n", file: file).source == .fileName)
  }
}

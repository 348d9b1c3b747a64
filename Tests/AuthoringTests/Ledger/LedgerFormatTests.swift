import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct LedgerFormatTests {
  /// Unknown keys are errors of the checker, so the form knows every key that is written.
  @Test func everyLineThatIsWrittenHasTheForm() async throws {
    let admitted = try await LedgerFixture.ledger()
    for entry in admitted.entries + (try LedgerFixture.short().entries) {
      let line = String(decoding: try LedgerLine.seal(entry).bytes, as: UTF8.self)
      let node = try #require(YAMLReader.read(line, file: "ledger.jsonl").node)
      #expect(LedgerFormat.format.check(node).diagnostics == [])
    }
  }

  @Test func theExampleIsTheNoun() throws {
    let format = LedgerFormat.format
    let node = try #require(YAMLReader.read(format.example, file: format.name).node)
    let entry = try #require(format.decode(LedgerEntry.self, from: node).value)
    #expect(entry.event == .waive && entry.waiver?.expires == "2026-06-01")
    let keys = Set(LedgerEntry.CodingKeys.allCases.map(\.rawValue))
    guard case .object(let object) = format.root else {
      Issue.record("a line is a mapping")
      return
    }
    #expect(Set(object.keys.map(\.name)) == keys)
  }
}

import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct LedgerCodesTests {
  @Test func everyCodeOfTheLedgerIsExplained() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources")
    var codes: Set<String> = []
    for folder in ["Authoring/Ledger", "relapse/Ledger"] {
      let path = sources.appending(path: folder)
      for file in try FileManager.default.contentsOfDirectory(atPath: path.path) where file != "LedgerCodes.swift" {
        let text = String(decoding: try Data(contentsOf: path.appending(path: file)), as: UTF8.self)
        for match in text.matches(of: /(?:\.error\(|\.warning\(|refusal\(|unrecorded,)\s*"([a-z-]+)"/) {
          codes.insert(String(match.1))
        }
      }
    }
    #expect(codes.isSuperset(of: ["vanished", "weakened", "unrecorded", "rewritten", "forked", "exhibit-passes"]))
    #expect(codes.filter { FindingCodes.explanation(of: $0) == nil }.sorted() == [])
    #expect(Set(LedgerCodes.table.keys).subtracting(codes).sorted() == [])
  }
}

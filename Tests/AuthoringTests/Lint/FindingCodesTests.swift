import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct FindingCodesTests {
  @Test func everyCodeInTheSourcesIsExplained() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources")
    var codes: Set<String> = []
    for folder in ["Authoring/YAML", "Authoring/Loading", "Authoring/Lint/Rules", "EvalSchema/Format"] {
      let path = sources.appending(path: folder)
      for file in try FileManager.default.contentsOfDirectory(atPath: path.path) where file.hasSuffix(".swift") {
        let text = String(decoding: try Data(contentsOf: path.appending(path: file)), as: UTF8.self)
        for opening in ["report(", ".error(", ".warning(", "Diagnostic("] {
          for part in text.components(separatedBy: opening).dropFirst() {
            let words = part.drop { $0.isWhitespace || $0 == "\n" }
            let literal = words.hasPrefix(".note, ") ? words.dropFirst(7) : words
            guard literal.first == "\"", let end = literal.dropFirst().firstIndex(of: "\"") else { continue }
            let code = String(literal.dropFirst()[..<end])
            if code.utf8.allSatisfy({ $0 == 0x2D || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) {
              codes.insert(code)
            }
          }
        }
      }
    }
    #expect(codes.count > 60)
    #expect(codes.filter { FindingCodes.explanation(of: $0) == nil }.sorted() == [])
  }

  @Test func theTableIsSortedAndWhole() {
    let all = FindingCodes.all
    #expect(all.map(\.code) == all.map(\.code).sorted())
    #expect(Set(Linter.rules.map(\.code)).isSubset(of: Set(all.map(\.code))))
    for entry in all { #expect(entry.explanation.hasSuffix("."), "\(entry.code)") }
  }
}

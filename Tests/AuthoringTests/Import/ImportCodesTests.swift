import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct ImportCodesTests {
  @Test func everyReasonIsExplained() {
    for reason in ImportReason.allCases where reason != .missing {
      #expect(FindingCodes.explanation(of: reason.rawValue) != nil, "\(reason)")
    }
    for part in CaseComposer.Part.allCases {
      let code = "missing-" + part.rawValue.split(separator: "_").joined(separator: "-")
      #expect(FindingCodes.explanation(of: code) != nil, "\(code)")
    }
  }

  @Test func everyCodeInTheSourcesIsExplained() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Authoring")
    var codes: Set<String> = []
    for folder in ["Import", "Import/Records", "Redaction", "Traces", "Markdown"] {
      let path = sources.appending(path: folder)
      for file in try FileManager.default.contentsOfDirectory(atPath: path.path) where file.hasSuffix(".swift") {
        let text = String(decoding: try Data(contentsOf: path.appending(path: file)), as: UTF8.self)
        for opening in [".error(", ".warning(", "warn(", "problem(code:"] {
          for part in text.components(separatedBy: opening).dropFirst() {
            let words = part.drop { $0.isWhitespace || $0 == "\n" }
            guard words.first == "\"", let end = words.dropFirst().firstIndex(of: "\"") else { continue }
            let code = String(words.dropFirst()[..<end])
            if code.utf8.allSatisfy({ $0 == 0x2D || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) {
              codes.insert(code)
            }
          }
        }
      }
    }
    #expect(codes.count > 20)
    #expect(codes.filter { FindingCodes.explanation(of: $0) == nil }.sorted() == [])
  }
}

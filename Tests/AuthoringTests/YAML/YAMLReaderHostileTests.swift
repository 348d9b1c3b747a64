import EvalSchema
import Testing

@testable import Authoring

@Suite struct YAMLReaderHostileTests {
  /// Each byte in turn is replaced: whatever comes out, it comes out with places inside of the file.
  @Test(arguments: ["\t", ":", "\"", "{", "-", "&", "|", "\u{0}", "\n"])
  func aSpoiledFileIsReadOrRefused(spoiler: String) {
    let bytes = Array(TemporaryEvalset.caseText.utf8)
    let lines = bytes.count { $0 == 0x0A } + 2
    for index in stride(from: 0, to: bytes.count, by: 23) {
      var spoiled = bytes
      spoiled.replaceSubrange(index...index, with: Array(spoiler.utf8))
      let (loaded, diagnostics) = CaseLoader.parse(bytes: spoiled, file: "INC-1.yaml")
      #expect(loaded != nil || diagnostics.hasErrors, "\(index)")
      #expect(diagnostics.allSatisfy { ($0.place?.line ?? 1) <= lines }, "\(index)")
    }
  }

  @Test func aTornFileIsReadOrRefused() {
    let bytes = Array(TemporaryEvalset.caseText.utf8)
    for end in stride(from: 0, to: bytes.count, by: 29) {
      let (loaded, diagnostics) = CaseLoader.parse(bytes: Array(bytes[..<end]), file: "INC-1.yaml")
      #expect(loaded != nil || diagnostics.hasErrors, "\(end)")
    }
  }
}

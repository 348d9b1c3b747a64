import EvalSchema
import Foundation
import Testing

@testable import Reporting

@Suite struct ReportFileTests {
  struct Stop: Error {}

  @Test func aFileAppearsWholeOrNotAtAll() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Only a temporary folder.
    let path = folder.appendingPathComponent("a.html").path
    #expect(throws: Stop.self) {
      try ReportFile.write(path) { sink in
        try sink(Array("half".utf8))
        throw Stop()
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try ReportFile.write(path, text: "whole")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.html"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "whole")
  }

  @Test func aPathThatCannotBeWrittenIsNamed() {
    #expect { try ReportFile.write("/nowhere/at/all.html", text: "x") } throws: { error in
      "\(error)" == "cannot open /nowhere/at/all.html: No such file or directory"
    }
  }

  @Test func theVerdictRoundTrips() throws {
    let bytes = try VerdictJSON.bytes(Fixture.sample.verdict)
    #expect(try CanonicalJSON.decode(GateVerdict.self, from: bytes) == Fixture.sample.verdict)
    #expect(try VerdictJSON.bytes(Fixture.sample.verdict) == bytes && bytes.last == 0x0A)
  }
}

import EvalSchema
import FoundationEssentials
import Harness
import TestSupport
import Testing

@Suite struct RunDirectoryTests {
  private let digest = Digest(digits: String(repeating: "6f0c1a2b", count: 8))

  private func makeRun(_ name: String, in reports: String) throws {
    try FileManager.default.createDirectory(atPath: reports + "/" + name, withIntermediateDirectories: true)
    try Data("{}\n".utf8).write(to: URL(filePath: reports + "/" + name + "/run.jsonl"))
  }

  @Test func idsSortByTime() {
    let early = RunDirectory.runID(startedAt: Date(timeIntervalSince1970: 1_778_750_000), planDigest: digest)
    let late = RunDirectory.runID(startedAt: Date(timeIntervalSince1970: 1_778_760_000), planDigest: digest)
    #expect(early == "20260514T091320Z-6f0c1a2b" && early < late)
  }

  @Test func runsOfTheSameSecondGetFoldersOfTheirOwn() async throws {
    try await withTemporaryFolder { folder in
      let date = Date(timeIntervalSince1970: 1_778_750_000)
      let first = try RunDirectory.create(in: folder + "/reports", startedAt: date, planDigest: digest)
      let second = try RunDirectory.create(in: folder + "/reports", startedAt: date, planDigest: digest)
      #expect(second.runID == first.runID + "-2" && first.record == first.path + "/run.jsonl")
    }
  }

  @Test func runsAreFoundByPathLatestAndBeginning() async throws {
    try await withTemporaryFolder { folder in
      for name in ["20260101T000000Z-aa", "20260102T000000Z-bb", "20260102T000000Z-bb-2"] {
        try makeRun(name, in: folder)
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/20270101T000000Z-no-record", withIntermediateDirectories: true)
      #expect(try RunDirectory.find("latest", in: folder).runID == "20260102T000000Z-bb-2")
      #expect(try RunDirectory.find("20260101", in: folder).runID == "20260101T000000Z-aa")
      #expect(try RunDirectory.find("20260102T000000Z-bb", in: folder).runID == "20260102T000000Z-bb")
      for path in ["/20260101T000000Z-aa", "/20260101T000000Z-aa/", "/20260101T000000Z-aa/run.jsonl"] {
        let found = try RunDirectory.find(folder + path, in: "nowhere")
        #expect(found.runID == "20260101T000000Z-aa" && found.path == folder + "/20260101T000000Z-aa")
      }
      for (text, code) in [("20260102", "ambiguous-run"), ("2025", "no-such-run"), ("", "no-such-run")] {
        let error = #expect(throws: DiagnosticError.self) { try RunDirectory.find(text, in: folder) }
        #expect(error?.diagnostics.map(\.code) == [code])
      }
      #expect(throws: DiagnosticError.self) { try RunDirectory.find("latest", in: folder + "/none") }
    }
  }
}

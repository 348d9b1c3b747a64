import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

@Suite struct WatchFolderTests {
  private static let state = WatchState(
    tool: ToolVersion(version: "t"), id: "w", evalset: "e", target: "t", fingerprint: Digest(of: "t"),
    policy: Digest(of: "p"), start: 0, end: 100, every: 10, trials: 20, minimumValid: 0, confidence: 0.95,
    errorShare: 0.05, seed: 1,
    cases: [WatchedCase(id: "a", digest: Digest(of: "a"), limit: 0.01, severity: .s1, isWatching: false)],
    intervals: [
      WatchInterval(index: 2, startedAt: 20, endedAt: 21, run: "r", counts: ["a": WatchCounts(valid: 3)], models: ["m"])
    ])

  @Test func theStateComesBackAsItWas() async throws {
    try await withTemporaryFolder { folder in
      let store = try WatchFolder(folder + "/w/")
      #expect(try store.read() == nil && store.interval(6) == folder + "/w/intervals/00007" && !store.hasRecord(6))
      try store.write(Self.state)
      #expect(try store.read() == Self.state)
    }
  }

  @Test func aSecondProcessIsSentAway() async throws {
    try await withTemporaryFolder { folder in
      let store = try WatchFolder(folder)
      let error = #expect(throws: DiagnosticError.self) { try WatchFolder(folder) }
      #expect(error?.diagnostics.first?.code == "watch-busy")
      try store.write(Self.state)
    }
  }

  @Test(arguments: [
    "", "{", #"{"version":1}"#, "[]",
  ]) func aStateThatIsNoneIsTold(_ text: String) async throws {
    try await withTemporaryFolder { folder in
      let store = try WatchFolder(folder)
      try Data(text.utf8).write(to: URL(filePath: folder + "/watch.json"))
      let error = #expect(throws: DiagnosticError.self) { try store.read() }
      #expect(error?.diagnostics.first?.code == "watch-damaged")
    }
  }

  @Test func aStateOfAnotherVersionOrOutOfOrderIsTold() async throws {
    try await withTemporaryFolder { folder in
      let store = try WatchFolder(folder)
      var newer = Self.state
      newer.version = 2
      var twice = Self.state
      twice.intervals += twice.intervals
      var backwards = Self.state
      backwards.end = -1
      for state in [newer, twice, backwards] {
        try store.write(state)
        #expect(throws: DiagnosticError.self) { try store.read() }
      }
    }
  }

  @Test(arguments: [(0, 0), (9, 0), (10, 1), (99, 9)]) func timeFallsIntoIntervals(_ now: Int, _ index: Int) {
    #expect(Self.state.interval(at: now) == index && Self.state.planned == 10)
  }

  @Test func whatWasNotObservedIsMissed() {
    #expect(Self.state.interval(at: -1) == nil && Self.state.interval(at: 100) == nil)
    #expect(Self.state.missed(at: 35) == [0, 1] && Self.state.missed(at: 100) == [0, 1, 3, 4, 5, 6, 7, 8, 9])
  }
}

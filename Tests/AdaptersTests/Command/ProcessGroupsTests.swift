import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

/// In processes of their own: the list is the process's, and killing everything cannot be taken back.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"), "needs /proc"))
struct ProcessGroupsTests {
  private typealias F = CommandFixture

  @Test func aProgramThatHasEndedIsNoneOfThem() async {
    await #expect(processExitsWith: .success) {
      for mode in [CommandMode.once, .worker] {
        let fixture = try CommandFixture(sh: "while :; do \(F.readsID); \(F.answers("well")); done")
        defer { fixture.remove() }
        let adapter = try fixture.adapter(mode, workers: 2)
        for trial in 0..<5 {
          let text = await adapter.outcome(F.request(trial)).text
          precondition(text == "well")
        }
        precondition(mode == .once || ProcessGroups.count > 0)
        await adapter.close()
        precondition(ProcessGroups.count == 0, "\(mode): \(ProcessGroups.count)")
      }
    }
  }

  @Test func allAreKilledWithWhatTheyStarted() async {
    await #expect(processExitsWith: .success) {
      let fixture = try CommandFixture(sh: "trap '' TERM; sleep 300 & echo $$ $! >> pids; while :; do wait; done")
      defer { fixture.remove() }
      let adapter = try fixture.adapter(.once)
      let waiting = (0..<3).map { trial in Task { await adapter.outcome(F.request(trial)) } }
      func pids() -> [Int32] {
        let written = FileManager.default.contents(atPath: fixture.directory + "/pids").map {
          String(decoding: $0, as: UTF8.self)
        }
        return (written ?? "").split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
      }
      let haveStarted = await eventually { pids().count == 6 }
      precondition(haveStarted)
      precondition(ProcessGroups.count == 3)
      ProcessGroups.killAll()
      for pid in pids() {
        let isOver = await eventually { hasEnded(pid) }
        precondition(isOver, "\(pid) runs")
      }
      for task in waiting {
        let failure = await task.value.failure
        precondition(failure?.kind == .server, "\(String(describing: failure))")
      }
      let late = await adapter.outcome(F.request(9)).failure
      precondition(late?.message.hasPrefix("cannot start") == true, "\(String(describing: late))")
      await adapter.close()
    }
  }
}

/// Whether a process runs no more: it is gone, or waits to be reaped.
private func hasEnded(_ pid: Int32) -> Bool {
  guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return isGone(pid) }
  let state = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ").first
  return state == "Z" || state == "X"
}

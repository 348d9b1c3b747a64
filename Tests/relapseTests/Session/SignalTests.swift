import EvalSchema
import Foundation
import TestSupport
import Testing

@testable import relapse

/// Ctrl-C and SIGTERM on the built program: once ends in order, twice ends at once and leaves nothing running.
@Suite(.enabled(if: RelapseProcess.isBuilt)) struct SignalTests {
  @Test(arguments: [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)])
  func oneSignalKeepsWhatIsInFlightAndTheRunGoesOn(_ number: Int32, _ status: EvalSchema.ExitStatus) async throws {
    let served = Guarded<[Int]>([])
    let trap = SignalTrap()
    try await withTestServer { request in
      guard let trial = LoopbackSuite.trial(request) else { return .status(400, "no trial") }
      let count = served.withLock { served in
        served.append(trial)
        return served.count
      }
      trap.look(count)
      return LoopbackSuite.answer(trial, after: 0.05)
    } _: { server in
      let suite = try LoopbackSuite(trials: 260, url: server.url)
      let whole = try await RelapseProcess.run(suite.gate("whole"))
      #expect(whole.status == 0 && !whole.isKilled, "\(whole.text)")
      let used = try suite.recorded("whole").count
      served.withLock { $0 = [] }

      let process = try RelapseProcess(suite.gate("cut"))
      trap.set(number, to: process, at: 20)
      let end = await process.wait()
      trap.clear()
      #expect(end.status == status.rawValue && !end.isKilled, "\(end.status): \(end.text)")
      #expect(end.text.contains("stopping: ") && end.text.contains("--resume"), "\(end.text)")
      let recorded = try suite.recorded("cut")
      #expect(recorded.count >= 20 && recorded.count < used, "\(recorded.count) of \(used)")
      #expect(served.withLock { Set($0) == recorded && $0.count == recorded.count }, "an answer in flight was dropped")

      let last = try await RelapseProcess.run(suite.gate("cut", ["--resume"]))
      #expect(last.status == 0, "\(last.text)")
      #expect(served.withLock { Set($0).count == $0.count }, "a recorded trial was asked again")
      #expect(try suite.world.bytes("cut/verdict.json") == suite.world.bytes("whole/verdict.json"))
    }
  }

  /// A worker that hangs and hears nothing, neither the end of its input nor SIGTERM, with a process of its own.
  private static let hanging = """
    trap '' TERM INT HUP
    sleep 300 &
    echo $$ $! >> "$1"
    while :; do wait; done
    """

  @Test(arguments: [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)])
  func theSecondSignalEndsWorkersAndWhatTheyStarted(
    _ number: Int32, _ status: EvalSchema.ExitStatus
  ) async throws {
    let suite = try LoopbackSuite(trials: 120, url: "http://localhost:1")
    let book = suite.world.folder + "/pids"
    let target = """
      name: loopback
      adapter: command
      model: worker-2026-01-01
      limits: {concurrency: 2, timeout: 5m}
      command: {program: [/bin/sh, worker.sh, "\(book)"], workers: 2}

      """
    for (file, text) in [("loopback.yaml", target), ("worker.sh", Self.hanging)] {
      try text.write(toFile: suite.world.evalset + "/targets/" + file, atomically: true, encoding: .utf8)
    }
    let process = try RelapseProcess(suite.gate("run"))
    func pids() -> [pid_t] {
      let text = FileManager.default.contents(atPath: book).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    }
    while pids().count < 4, !process.isOver { try await Task.sleep(for: .milliseconds(5)) }
    let started = pids()
    defer { for pid in started where Self.runs(pid) { kill(pid, SIGKILL) } }
    #expect(started.count == 4 && started.allSatisfy { Self.runs($0) })

    kill(process.pid, number)
    // Two signals at one moment are one: the second comes until it is heard.
    while !process.isOver {
      try await Task.sleep(for: .milliseconds(200))
      if !process.isOver { kill(process.pid, number) }
    }
    let end = await process.wait()
    #expect(end.status == status.rawValue && !end.isKilled, "\(end.status): \(end.text)")
    #expect(end.text.contains("stopping: "), "\(end.text)")
    var tries = 0
    while tries < 100, started.contains(where: { Self.runs($0) }) {
      tries += 1
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(started.filter { Self.runs($0) } == [], "left behind")
  }

  /// Whether a process runs: it is there, and not only waiting to be reaped.
  private static func runs(_ pid: pid_t) -> Bool {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
      return kill(pid, 0) == 0
    }
    let state = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ").first
    return state != "Z" && state != "X"
  }
}

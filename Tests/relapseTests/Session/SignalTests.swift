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

  @Test(arguments: [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)])
  func theSecondSignalEndsWorkersAndWhatTheyStarted(
    _ number: Int32, _ status: EvalSchema.ExitStatus
  ) async throws {
    let suite = try LoopbackSuite(trials: 120, url: "http://localhost:1")
    let worker = HangingWorker(beside: suite.world.folder)
    defer { worker.clear() }
    let folder = suite.world.evalset + "/targets"
    try Data(worker.target("loopback", in: folder).utf8).write(to: URL(filePath: folder + "/loopback.yaml"))
    let process = try RelapseProcess(suite.gate("run"))
    try await worker.wait(for: 4, of: process)
    #expect(worker.pids().count == 4 && worker.pids().allSatisfy { HangingWorker.runs($0) })

    kill(process.pid, number)
    // Two signals at one moment are one: the second comes until it is heard.
    while !process.isOver {
      try await Task.sleep(for: .milliseconds(200))
      if !process.isOver { kill(process.pid, number) }
    }
    let end = await process.wait()
    #expect(end.status == status.rawValue && !end.isKilled, "\(end.status): \(end.text)")
    #expect(end.text.contains("stopping: "), "\(end.text)")
    #expect(try await worker.left() == [], "left behind")
  }

  @Test(arguments: [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)])
  func theSecondRunOfACommandHearsSignalsToo(_ number: Int32, _ status: EvalSchema.ExitStatus) async throws {
    let world = try TestWorld()
    let worker = HangingWorker(beside: world.folder)
    defer { worker.clear() }
    let folder = world.evalset + "/targets"
    let target = try worker.target("hanging", in: folder, sending: .often(number))
    try Data(target.utf8).write(to: URL(filePath: folder + "/hanging.yaml"))
    let end = try await RelapseProcess.run([
      "prove", "INC-2077-sms-too-long", "--evalset", world.evalset, "--before", "candidate-regressed", "--after",
      "hanging", "--no-record", "--progress", "none", "--out", world.folder + "/proof",
    ])
    #expect(end.status == status.rawValue && !end.isKilled, "\(end.status): \(end.text)")
    #expect(end.text.contains("stopping: "), "\(end.text)")
    #expect(FileManager.default.fileExists(atPath: world.folder + "/proof/before/verdict.json"))
    #expect(try await worker.left() == [], "left behind")
  }
}

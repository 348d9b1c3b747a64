import EvalSchema
import Foundation
import TestSupport
import Testing

@testable import relapse

/// Ctrl-C and SIGTERM on commands that ask a target or a judge outside of a run: once is enough.
@Suite(.enabled(if: RelapseProcess.isBuilt)) struct InterruptibleTests {
  /// A command whose worker hangs.
  enum Asking: String, CaseIterable {
    case doctor, assist, calibrate, check, regrade
  }

  private static let document = """
    # INC-3001: Assistant promised free repairs for ever

    **Status:** closed
    **Severity:** SEV-2

    ## What happened

    > **User**: Is the pole repaired for free?

    The assistant replied:

    > **Assistant**: Every repair is free for ever.

    ## Root cause

    The repair terms were not in the index.

    """

  /// What is to be started, and the folder in which nothing may change.
  private static func words(
    _ asking: Asking, _ world: TestWorld, _ worker: HangingWorker, _ signal: HangingWorker.Signal
  ) async throws -> [String] {
    switch asking {
    case .doctor, .assist:
      let folder = world.evalset + "/targets"
      try Data(worker.target("hanging", in: folder, sending: signal).utf8).write(
        to: URL(filePath: folder + "/hanging.yaml"))
      guard asking == .assist else { return ["doctor", world.evalset, "--target", "hanging"] }
      try Data(document.utf8).write(to: URL(filePath: world.folder + "/INC-3001.md"))
      return ["import", world.folder + "/INC-3001.md", "--into", world.evalset, "--assist", "hanging"]
    case .calibrate, .check, .regrade:
      let evalset = try JudgedEvalset(in: world.folder)
      let run = world.folder + "/run"
      if asking == .regrade {
        #expect(
          await world.run("run", evalset.path, "--target", "leaky", "--max-trials", "5", "--out", run) == .pass,
          "\(world.reported)")
      }
      let judge = try worker.target("strict", in: evalset.path + "/judges", sending: signal)
      try evalset.edit("judges/strict.yaml") { _ in judge }
      switch asking {
      case .calibrate: return ["calibrate", "strict", "--evalset", evalset.path]
      case .check: return ["check", evalset.path, "--judges"]
      default: return ["regrade", run, "--evalset", evalset.path, "--judges", "--out", world.folder + "/again"]
      }
    }
  }

  /// Every file below a folder with the digest of its bytes, and every folder.
  private static func files(_ folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[path] =
        FileManager.default.contents(atPath: folder + "/" + path).map { Digest(of: $0).description } ?? "folder"
    }
    return found
  }

  @Test(arguments: Asking.allCases, [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)])
  func oneSignalEndsRequestsAndWorkersAndLeavesNoFile(
    _ asking: Asking, _ signal: (number: Int32, status: EvalSchema.ExitStatus)
  ) async throws {
    let world = try TestWorld()
    let worker = HangingWorker(beside: world.folder)
    defer { worker.clear() }
    let words = try await Self.words(asking, world, worker, .once(signal.number))
    let before = try Self.files(world.folder)

    let end = try await RelapseProcess.run(words)
    #expect(worker.pids().count >= 2)
    #expect(end.status == signal.status.rawValue && !end.isKilled, "\(end.status): \(end.text)")
    #expect(
      end.text.matches(of: /stopping: what was asked is called off.*once more ends at once\n/).count == 1, "\(end.text)"
    )
    #expect(!end.text.contains("error["), "\(end.text)")
    #expect(try await worker.left() == [], "left behind")
    #expect(try Self.files(world.folder) == before)
  }

  @Test func theSecondSignalEndsAtOnce() async throws {
    let world = try TestWorld()
    let worker = HangingWorker(beside: world.folder)
    defer { worker.clear() }
    let end = try await RelapseProcess.run(try await Self.words(.doctor, world, worker, .often(SIGINT)))
    #expect(end.status == EvalSchema.ExitStatus.interrupted.rawValue && !end.isKilled, "\(end.status): \(end.text)")
    #expect(try await worker.left() == [], "left behind")
  }

  @Test func aCassetteOfARecordIsWholeOrNotThere() async throws {
    let world = try TestWorld()
    let run = world.folder + "/run"
    let words = ["run", world.evalset, "--target", "candidate-fixed", "--max-trials", "3", "--out", run]
    #expect(await world.run(words + ["--case", "INC-2071-parcel-status-polling"]) == .pass, "\(world.reported)")
    let cassette = world.evalset + "/cassettes/c.jsonl"
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await world.run("record", run, "--to", cassette)
    }
    #expect(await cancelled.value != .pass)
    #expect(!FileManager.default.fileExists(atPath: cassette))
    #expect(await world.run("record", run, "--to", cassette) == .pass, "\(world.reported)")
  }
}

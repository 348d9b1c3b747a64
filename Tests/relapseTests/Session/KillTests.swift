import EvalSchema
import Foundation
import TestSupport
import Testing

@testable import relapse

/// kill -9 at random moments: nothing that was recorded is asked again, and the verdict is that of an undisturbed run.
@Suite(.enabled(if: RelapseProcess.isBuilt)) struct KillTests {
  /// What the server knows of one run.
  private struct Book {
    /// Answers that were sent for each trial.
    var answers: [Int: Int] = [:]
    /// Trials that stood in the record when the process was killed.
    var recorded: Set<Int> = []
    /// Those of them that were asked all the same.
    var repeated: [Int] = []
    var refusals = 0
    /// All answers that were sent.
    var served = 0
  }

  /// `make soak-kill` asks for the long form.
  private static let isLong = ProcessInfo.processInfo.environment["RELAPSE_SOAK_KILL"] != nil

  @Test func aRunThatIsKilledAgainAndAgainEndsAsOneThatWasNot() async throws {
    let (trials, kills, inFlight) = Self.isLong ? (5000, 20, 16) : (260, 3, 16)
    let book = Guarded(Book())
    let trap = SignalTrap()
    try await withTestServer { request in
      guard let trial = LoopbackSuite.trial(request) else { return .status(400, "no trial") }
      return book.withLock { (book: inout Book) -> TestServer.Reply in
        if book.recorded.contains(trial) { book.repeated.append(trial) }
        // Now and then the server breaks first: an attempt that brought no answer.
        if trial % 37 == 5, book.answers[trial] == nil, book.refusals % 3 == 0 {
          book.refusals += 1
          return .status(503, "busy")
        }
        if trial % 37 == 5 { book.refusals += 1 }
        book.answers[trial, default: 0] += 1
        book.served += 1
        trap.look(book.served)
        return LoopbackSuite.answer(trial)
      }
    } _: { server in
      let suite = try LoopbackSuite(trials: trials, url: server.url)
      let whole = try await RelapseProcess.run(suite.gate("whole"))
      #expect(whole.status == 0 && !whole.isKilled, "\(whole.text)")
      let verdict = try suite.world.bytes("whole/verdict.json")
      let used = try suite.recorded("whole").count
      #expect(book.withLock { $0.answers.count } == used && used >= trials)

      book.withLock { $0 = Book() }
      var random = SystemRandomNumberGenerator()
      var moments = (0..<kills).map { _ in Int.random(in: 1..<used, using: &random) }.sorted()
      if !Self.isLong { moments[0] = 1 }
      var killed = 0
      for moment in moments {
        let process = try RelapseProcess(suite.gate("cut", killed > 0 ? ["--resume"] : []))
        trap.set(SIGKILL, to: process, at: moment + killed)
        let end = await process.wait()
        trap.clear()
        guard end.isKilled else { break }  // It was done before.
        killed += 1
        let recorded = try suite.recorded("cut")
        book.withLock { $0.recorded = recorded }
      }
      let last = try await RelapseProcess.run(suite.gate("cut", ["--resume"]))
      #expect(last.status == 0 && !last.isKilled, "\(last.text)")
      #expect(try suite.world.bytes("cut/verdict.json") == verdict)

      let found = book.withLock { $0 }
      #expect(found.repeated.isEmpty, "a recorded trial was asked again")
      let twice = found.answers.values.reduce(0) { $0 + $1 - 1 }
      #expect(twice <= killed * inFlight, "\(twice) answers were on their way at \(killed) kills")
      #expect(killed >= min(2, kills) && found.answers.count >= used)
      if Self.isLong {
        print("killed \(killed) times in \(used) trials: \(twice) answers were on their way and were asked for again")
      }
    }
  }

  /// A disk that fills up: no file may grow beyond so many kilobytes.
  @Test func aRecordThatMayNotGrowEndsTheRunAndLosesNothing() async throws {
    let asked = Guarded(0)
    try await withTestServer { request in
      guard let trial = LoopbackSuite.trial(request) else { return .status(400, "no trial") }
      asked.withLock { $0 += 1 }
      return LoopbackSuite.answer(trial)
    } _: { server in
      let suite = try LoopbackSuite(trials: 120, url: server.url)
      let whole = try await RelapseProcess.run(suite.gate("whole"))
      #expect(whole.status == 0, "\(whole.text)")
      let size = try suite.world.bytes("whole/run.jsonl").count
      asked.withLock { $0 = 0 }
      // In blocks of 512 bytes.
      let full = try await RelapseProcess.run(suite.gate("full"), prelude: "ulimit -f \(size / 512 / 2)")
      #expect(full.status == 4 && !full.isKilled, "\(full.status): \(full.text)")
      #expect(full.text.contains("record-unwritable") && full.text.contains("--resume"), "\(full.text)")
      let recorded = try suite.recorded("full").count
      let before = asked.withLock { $0 }
      #expect(recorded > 10 && before - recorded <= 16 + 1, "\(recorded) of \(before) answers stand in the record")
      let last = try await RelapseProcess.run(suite.gate("full", ["--resume"]))
      #expect(last.status == 0, "\(last.text)")
      #expect(try suite.world.bytes("full/verdict.json") == suite.world.bytes("whole/verdict.json"))
    }
  }

  /// A folder that cannot be written is told before anything is paid for, be it the one that `--out` names or the default one.
  @Test(arguments: [true, false])
  func aFolderThatCannotBeWrittenIsToldBeforeTheFirstCall(isNamed: Bool) async throws {
    let asked = Guarded(0)
    try await withTestServer { _ in
      asked.withLock { $0 += 1 }
      return .status(500, "")
    } _: { server in
      let suite = try LoopbackSuite(trials: 120, url: server.url)
      let words = isNamed ? suite.gate("x").dropLast() + ["/proc/relapse/run"] : suite.gate("x").dropLast(2)
      let refused = try await RelapseProcess.run(Array(words), prelude: "cd /proc")
      #expect(refused.status == 4 && refused.text.contains("error[record-unwritable]"), "\(refused.text)")
      #expect(asked.withLock { $0 } == 0)
    }
  }

  /// Two writers: the second is told who the first is, and the record stays the first one's.
  @Test func aSecondWriterIsToldWhoTheFirstIs() async throws {
    let asked = Guarded(0)
    try await withTestServer { request in
      // So slow that it is still at it, however long the second takes to start.
      asked.withLock { $0 += 1 }
      return LoopbackSuite.answer(LoopbackSuite.trial(request) ?? 0, after: 20)
    } _: { server in
      let suite = try LoopbackSuite(trials: 400, url: server.url)
      let first = try RelapseProcess(suite.gate("run"))
      while asked.withLock({ $0 }) < 8, !first.isOver { try await Task.sleep(for: .milliseconds(5)) }
      let second = try await RelapseProcess.run(suite.gate("run", ["--resume"]))
      #expect(second.status == 2 && second.text.contains("error[record-locked]"), "\(second.text)")
      #expect(second.text.contains("process \(first.pid)"), "\(second.text)")
      kill(first.pid, SIGKILL)
      _ = await first.wait()
    }
  }
}

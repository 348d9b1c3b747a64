import EvalSchema
import Foundation
import Harness
import TestSupport
import Testing

@testable import relapse

/// A judge that refuses everything holds no run up.
@Suite(.enabled(if: RelapseProcess.isBuilt)) struct JudgeOutageTests {
  @Test func aJudgeThatAsksForAnHourDoesNotHoldARunOverItsTime() async throws {
    let asked = Guarded(0)
    try await withTestServer { _ in
      asked.withLock { $0 += 1 }
      return .status(429, #"{"error":"busy"}"#, headers: ["Retry-After: 3600"])
    } _: { server in
      let world = try TestWorld()
      let evalset = try JudgedEvalset(in: world.folder)
      try evalset.edit("judges/strict.yaml") { _ in
        """
        name: strict
        adapter: http
        base_url: \(server.url)
        model: judge-2026-01-01
        limits: {concurrency: 2, timeout: 30s}
        http: {body: {text: "{{input}}"}, text: /text}

        """
      }
      let run = world.folder + "/run"
      let end = try await RelapseProcess.run([
        "run", evalset.path, "--target", "leaky", "--out", run, "--max-time", "1s", "--progress", "none",
      ])
      #expect(!end.isKilled && end.text.contains("stopped: the budget of --max-time 1s is used up"), "\(end.text)")
      let (log, facts) = try RecordReader.read(run + "/run.jsonl")
      #expect(log.footer?.budget == .time && facts.trials == 0)
      // A judge that is asked again after a minute would hold it for four.
      #expect((log.footer?.seconds ?? .infinity) < 30)
      #expect(asked.withLock { (1...4).contains($0) })
      let gate = await world.run("gate", run)
      #expect(gate != .pass, "\(world.printed)")
    }
  }
}

import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

/// A cache answers what was asked before, and never makes evidence.
@Suite struct ResponseCacheTests {
  private func run(
    _ name: String, in folder: String, target: Target? = nil, calls: Guarded<Int>, seed: UInt64 = 9
  ) async throws -> (RunFixture, RunSummary, ResponseCache) {
    var run = try RunFixture([Sample.evalCase("a")], in: folder + "/" + name)
    run.plan.seed = seed
    let cache = try ResponseCache(folder: folder + "/cache", target: target ?? run.target)
    var runner = run.runner(
      ScriptedAdapter { _ in
        calls.withLock { $0 += 1 }
        return Response(
          turn: AssistantTurn(content: "yes"), usage: Usage(inputTokens: 5, outputTokens: 5), model: "m-1")
      })
    runner.cache = cache
    return (run, try await runner.run(into: run.directory), cache)
  }

  @Test func nTrialsAreNCallsWhileItIsColdAndNoneWhenItIsWarm() async throws {
    try await withTemporaryFolder { folder in
      let calls = Guarded(0)
      let (cold, first, empty) = try await run("cold", in: folder, calls: calls)
      #expect(first.progress.trials == 67 && calls.withLock { $0 } == 67 && empty.hits == 0)
      let (warm, second, full) = try await run("warm", in: folder, calls: calls)
      #expect(second.progress.trials == 67 && calls.withLock { $0 } == 67 && full.hits == 67)
      #expect(second.progress.costMicros == 0 && second.progress.calls == 0)

      let before = try RecordReader.read(cold.directory.record).log
      let after = try RecordReader.read(warm.directory.record)
      #expect(before.cached == 0 && before.logs["a"]?.outcomes.count == 67)
      #expect(after.log.cached == 67 && after.log.logs["a"]?.outcomes.allSatisfy { $0 == nil } == true)
      #expect(after.facts.trials == 67)
      let trial = try #require(try TrialLookup.trial("a", 3, in: warm.directory.record))
      #expect(trial.cached == true && trial.outcome == .passed && trial.model == "m-1")
    }
  }

  @Test func anotherTargetOrAnotherSeedIsAnotherQuestion() async throws {
    try await withTemporaryFolder { folder in
      let calls = Guarded(0)
      _ = try await run("one", in: folder, calls: calls)
      var other = Sample.target()
      other.surfaces = ["retrieval": "index@2"]
      _ = try await run("two", in: folder, target: other, calls: calls)
      _ = try await run("three", in: folder, calls: calls, seed: 10)
      #expect(calls.withLock { $0 } == 3 * 67)
    }
  }

  @Test func anEntryThatWasTornOrChangedIsAMissAndIsSaid() async throws {
    try await withTemporaryFolder { folder in
      let calls = Guarded(0)
      _ = try await run("one", in: folder, calls: calls)
      var files: [String] = []
      for part in try FileManager.default.contentsOfDirectory(atPath: folder + "/cache").sorted() {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/cache/" + part)
        files += names.map { folder + "/cache/" + part + "/" + $0 }
      }
      #expect(files.count == 67 && files.allSatisfy { $0.hasSuffix(".json") }, "nothing is left of the writing")
      let whole = try Data(contentsOf: URL(filePath: files[0]))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: files[0]))
      let text = try String(decoding: Data(contentsOf: URL(filePath: files[1])), as: UTF8.self)
      try Data(text.replacing("yes", with: "no").utf8).write(to: URL(filePath: files[1]))
      let (_, summary, cache) = try await run("two", in: folder, calls: calls)
      #expect(cache.hits == 65 && Set(cache.damaged) == Set(files.prefix(2)) && calls.withLock { $0 } == 69)
      #expect(cache.replaced == Set(files.prefix(2)))
      #expect(summary.progress.passed == 67)
      let (_, _, mended) = try await run("three", in: folder, calls: calls)
      #expect(mended.hits == 67 && mended.damaged.isEmpty && mended.replaced.isEmpty)
    }
  }
}

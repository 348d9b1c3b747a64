import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct RecordWriterTests {
  private let line = RecordLine.decision(
    DecisionRecord(test: "case:a", verdict: .pass, reason: .limitMet, trials: 67, failures: 0))

  @Test func everyLineIsWholeAndEndsWithALineBreak() async throws {
    try await withTemporaryFolder { folder in
      var writer = try RecordWriter(creating: folder + "/run.jsonl")
      for _ in 0..<3 { try writer.append(line) }
      #expect(await writer.sync() == nil)
      try await writer.finish()
      let text = try String(decoding: Data(contentsOf: URL(filePath: folder + "/run.jsonl")), as: UTF8.self)
      let expected = try CanonicalJSON.text(line)
      #expect(text == String(repeating: expected + "\n", count: 3))
    }
  }

  @Test func anExistingRecordIsNotOpened() async throws {
    try await withTemporaryFolder { folder in
      try Data("x".utf8).write(to: URL(filePath: folder + "/run.jsonl"))
      let failure = #expect(throws: RecordWriter.Failure.self) { try RecordWriter(creating: folder + "/run.jsonl") }
      #expect(failure?.code == EEXIST && failure?.diagnostic.code == "record-exists")
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    let failure = #expect(throws: RecordWriter.Failure.self) { try RecordWriter(creating: "/no/such/folder/run.jsonl") }
    #expect(failure?.code == ENOENT && failure?.diagnostic.code == "record-unwritable")
  }

  #if os(Linux)
    @Test func aFullDiskIsAnErrorOfTheRunAndNothingHangs() async throws {
      var writer = RecordWriter(descriptor: open("/dev/full", O_WRONLY | O_CLOEXEC), path: "/dev/full")
      let failure = #expect(throws: RecordWriter.Failure.self) { try writer.append(line) }
      #expect(failure?.code == ENOSPC && failure?.diagnostic.hint?.contains("make room, then go on") == true)
      try await writer.finish()
    }

    @Test func aRunOnAFullDiskEndsWithAnError() async throws {
      try await withTemporaryFolder { folder in
        let run = try RunFixture([Sample.evalCase("a")], in: folder)
        let writer = RecordWriter(descriptor: open("/dev/full", O_WRONLY | O_CLOEXEC), path: "/dev/full")
        let failure = await #expect(throws: RunFailure.self) {
          try await run.runner(.failing(0)).run(run.directory, writer: writer, stop: RunStop(), events: { _ in })
        }
        #expect(failure?.diagnostic.code == "record-unwritable")
      }
    }
  #endif

  @Test func aDiskThatFillsUpInTheMiddleStopsTheRunAndKeepsWhatWasWritten() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      // A pipe takes some lines; then its reading end is closed, and every write fails.
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      // Programs of other tests would keep it open.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      signal(SIGPIPE, SIG_IGN)
      let (reading, writing) = (ends[0], ends[1])
      let writer = RecordWriter(descriptor: writing, path: "pipe")
      let finished = Guarded(0)
      let failure = await #expect(throws: RunFailure.self) {
        try await run.runner(.failing(0), concurrency: 4).run(run.directory, writer: writer, stop: RunStop()) { event in
          guard case .trialFinished = event else { return }
          // By count: which index comes sixth depends on who was fast.
          let count = finished.withLock { finished in
            finished += 1
            return finished
          }
          if count == 6 { close(reading) }
        }
      }
      #expect(failure?.trials == 6 && failure?.diagnostic.code == "record-unwritable")
    }
  }
}

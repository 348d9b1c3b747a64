import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Authoring

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LedgerWriterTests {
  @Test func linesAreOnlyAppended() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/ledger.jsonl"
      let entries = try LedgerFixture.short().entries
      let first = try LedgerWriter(path: path).append([entries[0]], after: LedgerEntry.beginning)
      let before = try Data(contentsOf: URL(filePath: path))
      let rest = try LedgerWriter(path: path).append(Array(entries[1...]), after: try #require(first[0].seal))
      let after = try Data(contentsOf: URL(filePath: path))
      #expect(after.starts(with: before))
      let ledger = try #require(LedgerReader.read(Array(after), file: path).ledger)
      #expect(ledger.entries == first + rest && ledger.entries == entries)
    }
  }

  @Test func whoHasReadAnotherLedgerDoesNotWrite() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/ledger.jsonl"
      let entries = try LedgerFixture.short().entries
      _ = try LedgerWriter(path: path).append([entries[0]], after: LedgerEntry.beginning)
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(
        code { try LedgerWriter(path: path).append([entries[1]], after: LedgerEntry.beginning) } == "ledger-moved")
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func twoWritersWriteOneAfterTheOther() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/ledger.jsonl"
      let entry = try LedgerFixture.short().entries[0]
      let holder = open(path, O_RDWR | O_CREAT, 0o644)
      #expect(flock(holder, LOCK_EX) == 0)
      #expect(code { try LedgerWriter(path: path).append([entry], after: LedgerEntry.beginning) } == "ledger-busy")
      close(holder)
      // Of many that read the same state exactly one writes.
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<16 {
          group.addTask { code { try LedgerWriter(path: path).append([entry], after: LedgerEntry.beginning) } == nil }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 } == 1)
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      #expect(LedgerReader.read(bytes, file: path).ledger?.entries.count == 1)
    }
  }

  @Test func aLedgerThatIsNotWholeIsNotWrittenTo() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/ledger.jsonl"
      let ledger = try LedgerFixture.short()
      let torn = Array(try LedgerFixture.bytes(ledger).dropLast(5))
      try Data(torn).write(to: URL(filePath: path))
      #expect(code { try LedgerWriter(path: path).append([ledger.entries[0]], after: ledger.head) } == "ledger-torn")
      #expect(try Data(contentsOf: URL(filePath: path)) == Data(torn))
    }
  }

  @Test func aLinkIsNoLedger() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/ledger.jsonl"
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder + "/elsewhere")
      let entry = try LedgerFixture.short().entries[0]
      #expect(
        code { try LedgerWriter(path: path).append([entry], after: LedgerEntry.beginning) } == "ledger-unwritable")
      #expect(!FileManager.default.fileExists(atPath: folder + "/elsewhere"))
    }
  }
}

/// The code of the error that a body throws.
private func code(_ body: () throws -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return (error as? DiagnosticError)?.diagnostics.first?.code ?? "\(error)"
  }
}

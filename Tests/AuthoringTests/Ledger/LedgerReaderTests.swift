import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct LedgerReaderTests {
  @Test func whatWasWrittenIsRead() async throws {
    let ledger = try await LedgerFixture.ledger()
    let (read, diagnostics) = LedgerReader.read(try LedgerFixture.bytes(ledger), file: "ledger.jsonl")
    #expect(diagnostics == [])
    #expect(read?.entries == ledger.entries)
    #expect(read?.entries.map(\.event) == [.policy, .admit, .admit])
    #expect(LedgerReader.read([], file: "").ledger?.entries == [])
  }

  @Test func theSealIsTheDigestOfWhatFollowsIt() throws {
    let line = try LedgerLine.seal(LedgerFixture.short().entries[0]).bytes
    let text = String(decoding: line, as: UTF8.self)
    #expect(text.hasPrefix("{\"seal\":\"") && text.hasSuffix("}"))
    #expect(Digest(of: line[75...]).description == String(decoding: line[9..<73], as: UTF8.self))
  }

  /// Every byte of a ledger is changed, removed and doubled: never is the result taken for a ledger.
  @Test func noByteCanBeChanged() throws {
    let bytes = try LedgerFixture.bytes(LedgerFixture.short())
    for index in bytes.indices {
      for change in [0x01, 0x20, 0x80] as [UInt8] {
        var changed = bytes
        changed[index] ^= change
        #expect(LedgerReader.read(changed, file: "l").ledger == nil, "byte \(index) ^ \(change)")
      }
      var shorter = bytes
      shorter.remove(at: index)
      #expect(LedgerReader.read(shorter, file: "l").ledger == nil, "byte \(index) removed")
      var longer = bytes
      longer.insert(bytes[index], at: index)
      #expect(LedgerReader.read(longer, file: "l").ledger == nil, "byte \(index) doubled")
    }
  }

  @Test func aLedgerThatIsCutIsTornOrShorter() throws {
    let ledger = try LedgerFixture.short()
    let bytes = try LedgerFixture.bytes(ledger)
    for count in 1..<bytes.count {
      let (read, diagnostics) = LedgerReader.read(Array(bytes[..<count]), file: "l")
      if bytes[count - 1] == 0x0A {
        #expect(try #require(read).entries.count < ledger.entries.count)
        #expect(LedgerReader.isContinued(read, from: ledger, named: "main", file: "l")?.code == "rewritten")
      } else {
        #expect(read == nil && diagnostics.map(\.code) == ["ledger-torn"])
      }
    }
  }

  /// Edits by line, with the code and the line that tells of them.
  @Test(arguments: [
    ([0, 2], "rewritten", 2), ([1, 2], "rewritten", 1), ([0, 2, 1], "rewritten", 2), ([1, 0, 2], "rewritten", 1),
    ([0, 1, 1, 2], "rewritten", 3), ([0, 1, 2, 0], "rewritten", 4), ([2, 1, 0], "rewritten", 1),
  ])
  func linesCannotBeRemovedMovedOrRepeated(_ order: [Int], _ code: String, _ line: Int) throws {
    let entries = try LedgerFixture.short().entries
    let bytes: [UInt8] = try order.flatMap { index in try LedgerLine.seal(entries[index]).bytes + [0x0A] }
    let (ledger, diagnostics) = LedgerReader.read(bytes, file: "ledger.jsonl")
    #expect(ledger == nil)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics.first?.place == Place(file: "ledger.jsonl", line: line))
  }

  @Test func aLineThatIsSealedAnewBreaksTheChain() throws {
    var entries = try LedgerFixture.short().entries
    entries[1].reason = "another"
    entries[1] = try LedgerLine.seal(entries[1]).entry
    let diagnostics = LedgerReader.read(try LedgerFixture.bytes(Ledger(entries)), file: "l").diagnostics
    #expect(diagnostics.map(\.code) == ["rewritten"])
    #expect(diagnostics.first?.place?.line == 3)
  }

  @Test func twoBranchesThatWereJoinedAreToldApartFromForgery() throws {
    let root = Ledger(Array(try LedgerFixture.short().entries.prefix(1)))
    let ours = try LedgerFixture.appending([Self.entry("ours")], to: root)
    let theirs = try LedgerFixture.appending([Self.entry("theirs-1"), Self.entry("theirs-2")], to: root)
    let joined = Ledger(ours.entries + theirs.entries.dropFirst())
    let finding = try #require(LedgerReader.read(LedgerFixture.bytes(joined), file: "l").diagnostics.first)
    #expect(finding.code == "forked")
    #expect(finding.message.contains("lines 2–2 and lines 3–4 both continue line 1"))
    #expect(finding.hint?.contains("relapse waive theirs-1, relapse waive theirs-2") == true)
    let fromNothing = Ledger(ours.entries + (try LedgerFixture.short().entries))
    #expect(LedgerReader.read(try LedgerFixture.bytes(fromNothing), file: "l").ledger == nil)
  }

  @Test(arguments: [
    ("<<<<<<< HEAD", "ledger-conflict"), ("=======", "ledger-conflict"), (">>>>>>> main", "ledger-conflict"),
    ("", "ledger-line"), ("{}", "ledger-line"), ("not json", "ledger-line"), ("\u{FEFF}", "ledger-line"),
  ])
  func foreignLinesAreRefused(_ line: String, _ code: String) throws {
    let bytes = try LedgerFixture.bytes(LedgerFixture.short())
    for whole in [Array("\(line)\n".utf8) + bytes, bytes + Array("\(line)\n".utf8)] {
      let (ledger, diagnostics) = LedgerReader.read(whole, file: "l")
      #expect(ledger == nil)
      #expect(diagnostics.map(\.code) == [code])
      #expect(diagnostics.first?.hint != nil)
    }
  }

  @Test func windowsLineEndsAreNamed() throws {
    let text = String(decoding: try LedgerFixture.bytes(LedgerFixture.short()), as: UTF8.self)
    let (ledger, diagnostics) = LedgerReader.read(Array(text.replacing("\n", with: "\r\n").utf8), file: "l")
    #expect(ledger == nil)
    #expect(diagnostics.map(\.code) == ["ledger-line", "ledger-line", "ledger-line"])
    #expect(diagnostics.first?.hint?.contains(".gitattributes") == true)
  }

  /// Lines that are sealed rightly and still say nothing.
  @Test(arguments: ["reason", "record", "by", "at", "version", "waiver", "key"])
  func aSealedLineMustBeAnEntry(_ part: String) throws {
    var entry = try LedgerFixture.short().entries[0]
    switch part {
    case "reason": entry.reason = " "
    case "record": entry.record = ""
    case "by": entry.by = "\t"
    case "at": entry.at = ""
    case "version": entry.version = 2
    case "waiver": entry.waiver = nil
    default: break
    }
    var bytes = try LedgerLine.seal(entry).bytes
    if part == "key" {
      let rest = Array(#""zeal":1,"#.utf8) + bytes[75...]
      bytes = Array(#"{"seal":"\#(Digest(of: rest))","#.utf8) + rest
    }
    #expect(LedgerReader.read(bytes + [0x0A], file: "l").diagnostics.map(\.code) == ["ledger-line"])
  }

  @Test func aBaseMustBeThePrefix() throws {
    let base = try LedgerFixture.short()
    let longer = try LedgerFixture.appending([Self.entry("d")], to: base)
    #expect(LedgerReader.isContinued(longer, from: base, named: "main", file: "l") == nil)
    #expect(LedgerReader.isContinued(base, from: base, named: "main", file: "l") == nil)
    #expect(LedgerReader.isContinued(nil, from: Ledger(), named: "main", file: "l") == nil)
    for other in [nil, Ledger(), Ledger(Array(base.entries.dropLast()))] as [Ledger?] {
      #expect(LedgerReader.isContinued(other, from: base, named: "main", file: "l")?.code == "rewritten")
    }
    // Written anew from the beginning, whole in itself.
    let forged = try LedgerFixture.appending(base.entries.map { Self.entry($0.evalCase ?? "") }, to: Ledger())
    #expect(LedgerReader.read(try LedgerFixture.bytes(forged), file: "l").diagnostics == [])
    let finding = LedgerReader.isContinued(forged, from: base, named: "main", file: "l")
    #expect(finding?.code == "rewritten" && finding?.place?.line == 1)
  }

  private static func entry(_ id: String) -> LedgerEntry {
    let waiver = Waiver(evalCase: id, owner: "o", reason: "r", record: "R", expires: "2026-06-01")
    return LedgerEntry(
      event: .waive, evalCase: id, digest: Digest(of: id), waiver: waiver, reason: "r", record: "R", by: "Bob",
      at: "2026-05-15T00:00:00Z")
  }
}

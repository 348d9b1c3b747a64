package import EvalSchema
import FoundationEssentials

/// One line of a ledger as bytes: `{"seal":"…",` and the rest of a canonical JSON object, whose digest the seal is.
package enum LedgerLine {
  private static let opening = Array(#"{"seal":""#.utf8)
  private static let closing = Array(#"","#.utf8)
  /// How many bytes stand before what is sealed.
  static let sealedFrom = opening.count + 64 + closing.count

  /// Why a line is none.
  package enum Fault: Error, Sendable, Hashable {
    /// It does not have the form of a line; the words say why.
    case form(String)
    /// What stands in it is not what was sealed.
    case seal
  }

  /// Writes an entry and seals it.
  ///
  /// - Returns: The bytes without a line break, and the entry with its seal.
  package static func seal(_ entry: LedgerEntry) throws -> (bytes: [UInt8], entry: LedgerEntry) {
    var entry = entry
    entry.seal = nil
    let rest = Array(try CanonicalJSON.line(entry).dropFirst())
    let seal = Digest(of: rest)
    entry.seal = seal
    return (opening + Array(seal.description.utf8) + closing + rest, entry)
  }

  /// Reads a line without its line break.
  package static func read(_ bytes: ArraySlice<UInt8>) throws(Fault) -> LedgerEntry {
    guard bytes.count > sealedFrom, bytes.starts(with: opening),
      bytes.dropFirst(opening.count + 64).starts(with: closing)
    else { throw .form("a line begins with {\"seal\":\"…\"") }
    let written = String(decoding: bytes.dropFirst(opening.count).prefix(64), as: UTF8.self)
    guard Digest(of: bytes.dropFirst(sealedFrom)).description == written else { throw .seal }
    let data = Data(bytes)
    do {
      let line = try CanonicalJSON.decode(Line.self, from: data)
      if let unknown = line.unknownKey {
        throw Fault.form(
          "the key \"\(ShapeChecker.clipped(unknown))\" is not known; a newer relapse may have written it")
      }
      let entry = line.entry
      if let problem = problem(of: entry) { throw Fault.form(problem) }
      return entry
    } catch let fault as Fault {
      throw fault
    } catch {
      throw .form("it is no entry: \(explain(error))")
    }
  }

  /// An entry, and a key beside those that it has.
  private struct Line: Decodable {
    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    var entry: LedgerEntry
    var unknownKey: String?

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
      unknownKey = keys.filter { LedgerEntry.CodingKeys(rawValue: $0) == nil }.min()
      entry = try LedgerEntry(from: decoder)
    }
  }

  /// What an entry lacks.
  private static func problem(of entry: LedgerEntry) -> String? {
    if entry.version != 1 { return "version \(entry.version) is not known; a newer relapse wrote it" }
    for (name, text) in [("reason", entry.reason), ("record", entry.record), ("by", entry.by), ("at", entry.at)]
    where TextForm.filled.problem(of: text) != nil {
      return "`\(name)` is empty"
    }
    switch entry.event {
    case .admit, .amend, .retire:
      return entry.evalCase == nil || entry.strictness == nil ? "`case` or `strictness` is missing" : nil
    case .policy: return entry.policy == nil ? "`policy` is missing" : nil
    case .waive: return entry.evalCase == nil || entry.waiver == nil ? "`case` or `waiver` is missing" : nil
    case .prove: return entry.evalCase == nil || entry.proof == nil ? "`case` or `proof` is missing" : nil
    case .watch: return entry.evalCase == nil ? "`case` is missing" : nil
    case .activate: return entry.evalCase == nil || entry.watch == nil ? "`case` or `watch` is missing" : nil
    }
  }

  private static func explain(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "`\(ShapeChecker.clipped(key.stringValue))` is missing"
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      ShapeChecker.clipped(found.debugDescription)
    default: "it is not JSON"
    }
  }
}

import EvalSchema
import FoundationEssentials

/// Reads JSON of models and programs, which is sometimes not quite JSON.
///
/// What JSON cannot hold is mended only when reading fails: a lone surrogate (`\ud800`) and bytes that are not UTF-8 become
/// U+FFFD; a number beyond a double, and Python's `NaN` and `Infinity`, become text. Everything else stays an error.
enum TolerantJSON {
  /// Reads a value. Complexity: O(n), twice where something was mended.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    do {
      return try CanonicalJSON.decode(type, from: Data(bytes))
    } catch {
      let mended = mend(bytes)
      guard mended != bytes else { throw error }
      return try CanonicalJSON.decode(type, from: Data(mended))
    }
  }

  /// What a decoder objected to, with the path to it.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
    case .keyNotFound(let key, let found):
      return "`\((found.codingPath + [key]).map(\.stringValue).joined(separator: "."))` is missing"
    @unknown default: return "\(error)"
    }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? context.debugDescription : "`\(path)`: \(context.debugDescription)"
  }

  /// The document without what no JSON reader takes.
  static func mend(_ bytes: [UInt8]) -> [UInt8] {
    let source = Array(String(decoding: bytes, as: UTF8.self).utf8)
    var mended: [UInt8] = []
    mended.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      switch source[index] {
      case UInt8(ascii: "\""): index = copyString(source, from: index, to: &mended)
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        index = copyWord(source, from: index, to: &mended)
      default:
        mended.append(source[index])
        index += 1
      }
    }
    return mended
  }

  /// Copies a string with its quotes; returns the index behind it.
  private static func copyString(_ source: [UInt8], from start: Int, to mended: inout [UInt8]) -> Int {
    mended.append(source[start])
    var index = start + 1
    while index < source.count {
      let byte = source[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < source.count else {
        mended.append(byte)
        index += 1
        if byte == UInt8(ascii: "\"") { break }
        continue
      }
      guard let unit = codeUnit(source, at: index) else {
        mended += source[index...(index + 1)]
        index += 2
        continue
      }
      let low = codeUnit(source, at: index + 6)
      if unit & 0xFC00 == 0xD800, let low, low & 0xFC00 == 0xDC00 {
        mended += source[index..<(index + 12)]
        index += 12
      } else if unit & 0xF800 == 0xD800 {
        mended += Array("\\ufffd".utf8)
        index += 6
      } else {
        mended += source[index..<(index + 6)]
        index += 6
      }
    }
    return index
  }

  /// The code unit of an escape `\uXXXX` at an index.
  private static func codeUnit(_ source: [UInt8], at index: Int) -> UInt16? {
    guard index < source.count, source[index] == UInt8(ascii: "\\") else { return nil }
    return EscapedText.unit(in: source, at: index + 1)
  }

  /// Copies a number or a word, as text where JSON has no such value; returns the index behind it.
  private static func copyWord(_ source: [UInt8], from start: Int, to mended: inout [UInt8]) -> Int {
    var end = start
    while end < source.count, isWordByte(source[end]) { end += 1 }
    let word = String(decoding: source[start..<end], as: UTF8.self)
    let isBeyond = source[start] < 0x3A && Double(word).map { !$0.isFinite } == true
    if isBeyond || word == "NaN" || word == "Infinity" || word == "-Infinity" {
      mended += Array("\"\(word)\"".utf8)
    } else {
      mended += source[start..<end]
    }
    return end
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

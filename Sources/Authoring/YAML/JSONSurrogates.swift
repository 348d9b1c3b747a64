/// Makes JSON's escaped character pairs (`\ud83d\ude00`) readable for libyaml, which knows `\U0001f600` only.
///
/// Pairs are joined in double-quoted strings of documents that are plainly JSON; anything else is left as it is, so that libyaml
/// refuses it aloud.
struct JSONSurrogates {
  /// The bytes for the parser.
  let bytes: [UInt8]
  /// The offsets in the parser's text, in Unicode scalars, before which each joined pair ends; ascending.
  private let joined: [Int]

  /// Joins the pairs of a text. Complexity: O(n).
  init(_ original: [UInt8]) {
    guard Self.mayHoldPairs(original), let (bytes, joined) = Self.join(original) else {
      self.bytes = original
      self.joined = []
      return
    }
    self.bytes = bytes
    self.joined = joined
  }

  /// The offset in the original text for an offset of the parser.
  func originalOffset(_ offset: Int) -> Int {
    // Twelve characters became ten.
    offset + 2 * joined.prefix { $0 <= offset }.count
  }

  private static func mayHoldPairs(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "u") }
  }

  /// The text with its pairs joined; nil when it is not plainly JSON.
  private static func join(_ original: [UInt8]) -> (bytes: [UInt8], joined: [Int])? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(original.count)
    var joined: [Int] = []
    var scalars = 0
    var isInString = false
    var index = 0
    while index < original.count {
      let byte = original[index]
      if !isInString, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "#") { return nil }
      if isInString, let scalar = pair(in: original, at: index) {
        let digits = String(scalar, radix: 16)
        bytes += Array("\\U".utf8) + Array(repeating: 0x30, count: 8 - digits.utf8.count) + Array(digits.utf8)
        scalars += 10
        joined.append(scalars)
        index += 12
        continue
      }
      let length = isInString && byte == UInt8(ascii: "\\") && index + 1 < original.count ? 2 : 1
      if length == 1, byte == UInt8(ascii: "\"") { isInString.toggle() }
      for byte in original[index..<(index + length)] {
        bytes.append(byte)
        if byte & 0xC0 != 0x80 { scalars += 1 }
      }
      index += length
    }
    return (bytes, joined)
  }

  /// The scalar that an escaped pair at an index means.
  private static func pair(in bytes: [UInt8], at index: Int) -> UInt32? {
    guard let high = unit(in: bytes, at: index), (0xD800...0xDBFF).contains(high),
      let low = unit(in: bytes, at: index + 6), (0xDC00...0xDFFF).contains(low)
    else { return nil }
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
  }

  private static func unit(in bytes: [UInt8], at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    let digits = bytes[(index + 2)..<(index + 6)]
    guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

/// Text that may be written with the escapes of JSON, once or several times over: `a/b`, `a\/b`, `a\u002fb`, `a\\\/b`.
enum EscapedText {
  /// Most backslashes before a character: four layers of JSON within JSON. A bound, so that a text of nothing but backslashes
  /// costs no more than any other.
  private static let mostBackslashes = 15

  private static let backslash = UInt8(ascii: "\\")

  /// Where a text stands that begins at an index; nil where it does not.
  ///
  /// Backslashes before its first character that are no part of it stay outside, so that what encloses it can still be read.
  static func range(of text: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    var begin = start
    var at = start
    var index = 0
    while index < text.count {
      var wanted = 0
      while index + wanted < text.count, text[index + wanted] == backslash { wanted += 1 }
      let found = backslashes(in: bytes, at: at)
      guard found >= wanted else { return nil }
      index += wanted
      let behind = at + found
      if index == text.count { return begin..<behind }
      if found > 0, let (end, length) = escape(of: text, at: index, in: bytes, at: behind) {
        if index == 0 { begin = at + (found.isMultiple(of: 2) ? found - 2 : found - 1) }
        (at, index) = (end, index + length)
      } else if behind < bytes.count, bytes[behind] == text[index] {
        if index == 0 { begin = at + (found.isMultiple(of: 2) ? found : found - 1) }
        (at, index) = (behind + 1, index + 1)
      } else {
        return nil
      }
    }
    return begin..<at
  }

  private static func backslashes(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var count = 0
    while count < mostBackslashes, start + count < bytes.count, bytes[start + count] == backslash { count += 1 }
    return count
  }

  /// The escape behind a backslash that stands for the next character of a text: its end, and how many bytes of the text it is.
  private static func escape(
    of text: [UInt8], at index: Int, in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (end: Int, length: Int)? {
    guard start < bytes.count else { return nil }
    switch (bytes[start], text[index]) {
    case (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "b"), 0x08),
      (UInt8(ascii: "f"), 0x0C):
      return (start + 1, 1)
    case (UInt8(ascii: "u"), _):
      guard let first = unit(in: bytes, at: start) else { return nil }
      let length = length(ofCharacter: text[index])
      guard index + length <= text.count,
        let scalar = String(decoding: text[index..<(index + length)], as: UTF8.self).unicodeScalars.first
      else { return nil }
      let units = Array(String(scalar).utf16)
      guard units.first == first else { return nil }
      if units.count == 1 { return (start + 5, length) }
      let second = start + 5 + backslashes(in: bytes, at: start + 5)
      return unit(in: bytes, at: second) == units[1] ? (second + 5, length) : nil
    default: return nil
    }
  }

  /// The code unit of `uXXXX` at an index.
  static func unit<Bytes: RandomAccessCollection>(in bytes: Bytes, at start: Int) -> UInt16?
  where Bytes.Element == UInt8, Bytes.Index == Int {
    guard start + 5 <= bytes.endIndex, bytes[start] == UInt8(ascii: "u") else { return nil }
    var unit: UInt16 = 0
    for index in (start + 1)..<(start + 5) {
      switch bytes[index] {
      case let digit where digit >= 0x30 && digit <= 0x39: unit = unit << 4 | UInt16(digit - 0x30)
      case let letter where letter | 0x20 >= 0x61 && letter | 0x20 <= 0x66:
        unit = unit << 4 | UInt16((letter | 0x20) - 0x57)
      default: return nil
      }
    }
    return unit
  }

  /// How many bytes a character of UTF-8 has by its first.
  private static func length(ofCharacter byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }
}

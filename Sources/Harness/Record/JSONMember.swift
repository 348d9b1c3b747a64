/// Finds one member of a JSON object in its bytes, without decoding the rest.
enum JSONMember {
  /// The bytes of the value under a key of the outermost object; nil when it is not there or the text is not an object.
  ///
  /// Nested objects and strings are skipped, so a key inside a hostile text is never taken for one. `key` holds no characters
  /// that JSON escapes.
  static func value(of key: StaticString, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var position = 0
    skipSpace(bytes, &position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return nil }
    position += 1
    while true {
      skipSpace(bytes, &position)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
      let start = position + 1
      guard skipString(bytes, &position) else { return nil }
      let isFound = equals(bytes, start, position - 1, key)
      skipSpace(bytes, &position)
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
      position += 1
      skipSpace(bytes, &position)
      let first = position
      guard skipValue(bytes, &position) else { return nil }
      if isFound { return UnsafeRawBufferPointer(rebasing: bytes[first..<position]) }
      skipSpace(bytes, &position)
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return nil }
      position += 1
    }
  }

  /// The bytes of the value that begins at `position`, which then stands behind it; nil when there is none.
  static func span(in bytes: UnsafeRawBufferPointer, from position: inout Int) -> UnsafeRawBufferPointer? {
    let first = position
    guard position < bytes.count, skipValue(bytes, &position), position > first else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[first..<position])
  }

  /// A digest of bytes: FNV-1a (Fowler, Noll and Vo) with 64 bits, never 0.
  static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash == 0 ? 1 : hash
  }

  private static func equals(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ key: StaticString) -> Bool {
    guard end - start == key.utf8CodeUnitCount else { return false }
    return key.withUTF8Buffer { $0.elementsEqual(bytes[start..<end]) }
  }

  private static func skipSpace(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  /// Moves behind a string that begins at `position`.
  private static func skipString(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return true
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return false
  }

  /// Moves behind a value: a string, a list, an object, or anything without either.
  private static func skipValue(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString(bytes, &position) else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return true }  // The end of the object around it.
        depth -= 1
        if depth == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      position += 1
    }
    return false
  }
}

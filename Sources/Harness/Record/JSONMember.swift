#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  /// A digest of bytes that tells equal texts from others within one reading, never 0; nothing keeps it.
  ///
  /// Eight bytes at a time are folded in by the two halves of a product (wyhash, Wang Yi 2019). Complexity: O(bytes).
  static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: word ^ 0xe703_7ed1_a0b4_28db)
      return product.high ^ product.low
    }
    var hash = UInt64(bytes.count)
    let whole = bytes.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      hash = fold(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var tail: UInt64 = 0
    for byte in bytes[whole...] { tail = tail << 8 | UInt64(byte) }
    hash = fold(hash, tail)
    return hash == 0 ? 1 : hash
  }

  private static func equals(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ key: StaticString) -> Bool {
    guard end - start == key.utf8CodeUnitCount else { return false }
    return key.withUTF8Buffer { $0.elementsEqual(bytes[start..<end]) }
  }

  private static func skipSpace(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  /// Moves behind a string that begins at `position`: to the first quotation mark behind an even number of backslashes.
  private static func skipString(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
    position += 1
    let start = position
    while position < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + position, Int32(UInt8(ascii: "\"")), bytes.count - position)
    {
      let quote = UnsafeRawPointer(found) - base
      var first = quote
      while first > start, bytes[first - 1] == UInt8(ascii: "\\") { first -= 1 }
      position = quote + 1
      if (quote - first).isMultiple(of: 2) { return true }
    }
    position = bytes.count
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

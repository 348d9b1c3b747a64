/// Writes JSON by hand, byte for byte as `CanonicalJSON` writes it, for what is written a million times.
///
/// `isCertain` turns false at what only the encoder knows how to write: a rare control character, a number that is not finite. The
/// caller then takes the encoder.
package struct JSONBytes: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// Whether the encoder would have written the same.
  package private(set) var isCertain = true

  /// Starts with room for so many bytes.
  package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  /// The bytes that `CanonicalJSON.line` gives for a value, in a fraction of its time; throws what that throws.
  package static func line(_ value: JSONValue) throws -> [UInt8] {
    var json = JSONBytes(capacity: 1_024)
    json.value(value)
    return json.isCertain ? json.bytes : Array(try CanonicalJSON.line(value))
  }

  /// Writes bytes that are JSON already, or a part of it.
  package mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes bytes that are JSON already.
  package mutating func raw(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

  /// Writes a whole number.
  package mutating func integer(_ value: some BinaryInteger) {
    if value >= 0, value < 10 {
      bytes.append(0x30 + UInt8(value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  /// Writes `true` or `false`.
  package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

  /// Writes a number; one without a fraction has no point.
  package mutating func number(_ value: Double) {
    isCertain = isCertain && value.isFinite
    bytes.append(contentsOf: value.description.utf8)
    if bytes.count > 2, bytes[bytes.count - 1] == 0x30, bytes[bytes.count - 2] == 0x2E { bytes.removeLast(2) }
  }

  /// Writes a text with its quotation marks.
  package mutating func string(_ text: String) {
    var text = text
    bytes.append(0x22)
    text.withUTF8 { scalars in
      var start = 0
      for index in scalars.indices {
        let byte = scalars[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { continue }
        bytes.append(contentsOf: scalars[start..<index])
        start = index + 1
        switch byte {
        case 0x22: raw("\\\"")
        case 0x5C: raw("\\\\")
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        default: isCertain = false
        }
      }
      bytes.append(contentsOf: scalars[start...])
    }
    bytes.append(0x22)
  }

  /// Writes a value with sorted keys.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .boolean(let value): boolean(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .string(let text): string(text)
    case .array(let elements):
      bytes.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        self.value(element)
      }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { bytes.append(0x2C) }
        string(member.key)
        bytes.append(0x3A)
        self.value(member.value)
      }
      bytes.append(0x7D)
    }
  }
}

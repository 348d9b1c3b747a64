package import FoundationEssentials

/// The one way in which values become JSON bytes: keys sorted, no spaces, no escaped slashes.
///
/// Equal values give equal bytes, so a digest of the bytes is a digest of the value.
package enum CanonicalJSON {
  /// The bytes of a value on one line, without a line break at the end.
  package static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// The bytes of a value as an indented document that ends with a line break, for people and diffs.
  package static func document(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// The text of a value on one line.
  package static func text(_ value: some Encodable) throws -> String {
    String(decoding: try line(value), as: UTF8.self)
  }

  /// Reads a value from JSON bytes.
  package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }
}

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
public struct Digest: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The digits.
  public var description: String

  /// Takes digits as they were written.
  public init(digits: String) { description = digits }

  /// The digest of bytes. Complexity: O(n).
  public init(of bytes: some Sequence<UInt8>) {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in SHA256.hash(bytes) {
      for half in [byte >> 4, byte & 0xF] { digits.append(half < 10 ? 0x30 + half : 0x57 + half) }
    }
    description = String(decoding: digits, as: UTF8.self)
  }

  /// The digest of the UTF-8 bytes of a text.
  public init(of text: String) { self.init(of: text.utf8) }

  /// The digest of the canonical JSON of a value.
  package init(ofJSON value: some Encodable) throws { self.init(of: try CanonicalJSON.line(value)) }

  /// The first eight digits, for people.
  public var short: String { String(description.prefix(8)) }

  public init(from decoder: any Decoder) throws {
    description = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

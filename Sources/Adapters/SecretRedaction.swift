/// Takes the values of environment variables out of what a program or a server says.
///
/// A program prints its key in a stack trace, a server repeats it in an error, and it would stand in the run record. Every value of
/// at least six bytes is replaced by the variable's name in brackets.
struct SecretRedaction: Sendable {
  private struct Secret: Sendable {
    var value: [UInt8]
    var replacement: [UInt8]
  }

  private let secrets: [Secret]

  /// Takes the variables whose values are to be hidden.
  init(_ variables: [String: String] = [:]) {
    secrets =
      variables.filter { $0.value.utf8.count >= SecretVariables.shortest }
      .map { Secret(value: Array($0.value.utf8), replacement: Array("[\($0.key)]".utf8)) }
      .sorted { ($1.value.count, $0.replacement.count) < ($0.value.count, $1.replacement.count) }
  }

  /// Whether there is nothing to hide.
  var isEmpty: Bool { secrets.isEmpty }

  /// The text of bytes without secrets; bytes that are not UTF-8 become U+FFFD.
  func text(_ bytes: [UInt8]) -> String { String(decoding: self.bytes(bytes), as: UTF8.self) }

  /// Bytes without secrets. Complexity: O(n · secrets).
  func bytes(_ bytes: [UInt8]) -> [UInt8] {
    guard !secrets.isEmpty else { return bytes }
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if let secret = secrets.first(where: { $0.value[0] == byte && bytes[index...].starts(with: $0.value) }) {
        clean.append(contentsOf: secret.replacement)
        index += secret.value.count
      } else {
        clean.append(byte)
        index += 1
      }
    }
    return clean
  }

  /// A text without secrets.
  func text(_ text: String) -> String { secrets.isEmpty ? text : self.text(Array(text.utf8)) }

  /// The beginning of a line in quotation marks, for a message.
  func quote(_ line: [UInt8], scalars: Int = 160) -> String {
    let text = text(Array(line.prefix(4_096))).unicodeScalars
    let beginning = String(String.UnicodeScalarView(text.prefix(scalars)))
    return text.count > scalars || line.count > 4_096 ? "\"\(beginning)…\"" : "\"\(beginning)\""
  }
}

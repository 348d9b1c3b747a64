import EvalSchema

/// Takes the values of environment variables out of what a program or a server says.
///
/// A program prints its key in a stack trace, a server repeats it in an error, and it would stand in the run record. Every value of
/// at least six bytes is replaced by the variable's name in brackets, also where JSON escapes its letters (`\/`, `\u002B`), once or
/// several times over. Other codings, such as Base64, are not looked for.
struct SecretRedaction: Sendable {
  private struct Secret: Sendable {
    var value: [UInt8]
    var replacement: [UInt8]
  }

  private struct Role: OptionSet {
    var rawValue: UInt8
    static let first = Role(rawValue: 1)
    static let second = Role(rawValue: 2)
    static let backslash = Role(rawValue: 4)
    static let behindBackslash = Role(rawValue: 8)
  }

  private struct Hit {
    var range: Range<Int>
    var replacement: [UInt8]
  }

  private let secrets: [Secret]
  /// What each byte can be at the beginning of a secret, so that nearly all of a text is passed over at a glance.
  private let roles: [Role]
  /// Whether a secret is a number, as which it can stand in JSON too.
  private let holdsNumbers: Bool

  /// Takes the variables whose values are to be hidden.
  init(_ variables: [String: String] = [:]) {
    let hidden =
      variables.filter { $0.value.utf8.count >= SecretVariables.shortest }
      .map { Secret(value: Array($0.value.utf8), replacement: Array("[\($0.key)]".utf8)) }
      .sorted { ($1.value.count, $0.replacement.count) < ($0.value.count, $1.replacement.count) }
    secrets = hidden
    roles = Self.roles(of: hidden)
    holdsNumbers = hidden.contains { $0.value.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
  }

  private static func roles(of secrets: [Secret]) -> [Role] {
    var roles = Array(repeating: Role(), count: 256)
    let backslash = UInt8(ascii: "\\")
    roles[Int(backslash)] = [.backslash, .behindBackslash, .second]
    roles[Int(UInt8(ascii: "u"))].insert(.behindBackslash)
    for secret in secrets {
      if secret.value[0] != backslash { roles[Int(secret.value[0])].insert(.first) }
      roles[Int(secret.value[1])].insert(.second)
      for byte in secret.value.prefix(2) {
        roles[Int(byte)].insert(.behindBackslash)
        guard byte < 0x20 else { continue }
        for letter in "bfnrt".utf8 { roles[Int(letter)].insert(.behindBackslash) }
      }
    }
    return roles
  }

  /// Whether there is nothing to hide.
  var isEmpty: Bool { secrets.isEmpty }

  /// The text of bytes without secrets; bytes that are not UTF-8 become U+FFFD.
  func text(_ bytes: [UInt8]) -> String { String(decoding: self.bytes(bytes), as: UTF8.self) }

  /// Bytes without secrets. Complexity: O(n), and O(n · secrets) at most.
  func bytes(_ bytes: [UInt8]) -> [UInt8] {
    guard !secrets.isEmpty else { return bytes }
    let found = bytes.withUnsafeBufferPointer { clean($0) }
    return found ?? bytes
  }

  /// A text without secrets; the same text where it holds none.
  func text(_ text: String) -> String {
    guard !secrets.isEmpty else { return text }
    var searched = text
    let found = searched.withUTF8 { clean($0) }
    return found.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// A value without secrets in its texts and names; a number that is one becomes the variable's name.
  func value(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): return .string(self.text(text))
    case .array(let values): return .array(values.map { self.value($0) })
    case .object(let members):
      var clean: [String: JSONValue] = [:]
      clean.reserveCapacity(members.count)
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        var name = text(name)
        while clean[name] != nil { name += "_" }  // Two names that both held a secret.
        clean[name] = self.value(member)
      }
      return .object(clean)
    case .integer(let number):
      guard holdsNumbers else { return value }
      let text = self.text("\(number)")
      return text == "\(number)" ? value : .string(text)
    case .null, .boolean, .number: return value
    }
  }

  /// The beginning of a line in quotation marks, for a message.
  func quote(_ line: [UInt8], scalars: Int = 160) -> String {
    let text = text(Array(line.prefix(4_096))).unicodeScalars
    let beginning = String(String.UnicodeScalarView(text.prefix(scalars)))
    return text.count > scalars || line.count > 4_096 ? "\"\(beginning)…\"" : "\"\(beginning)\""
  }
}

// MARK: - Searching

extension SecretRedaction {
  /// The bytes without secrets; nil where there is none, so that nothing is copied.
  private func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard var hit = hit(in: bytes, from: 0) else { return nil }
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var done = 0
    while true {
      clean.append(contentsOf: bytes[done..<hit.range.lowerBound])
      clean.append(contentsOf: hit.replacement)
      done = hit.range.upperBound
      guard let next = self.hit(in: bytes, from: done) else { break }
      hit = next
    }
    clean.append(contentsOf: bytes[done...])
    return clean
  }

  /// The first secret from an index on; the longest, where several begin there.
  private func hit(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Hit? {
    roles.withUnsafeBufferPointer { roles in
      var index = start
      while index + 1 < bytes.count {
        let (here, next) = (roles[Int(bytes[index])], roles[Int(bytes[index + 1])])
        let mayBegin =
          here.contains(.first) && next.contains(.second)
          || here.contains(.backslash) && next.contains(.behindBackslash)
        if mayBegin {
          for secret in secrets {
            guard let range = EscapedText.range(of: secret.value, in: bytes, at: index) else { continue }
            return Hit(range: range, replacement: secret.replacement)
          }
        }
        index += 1
      }
      return nil
    }
  }
}

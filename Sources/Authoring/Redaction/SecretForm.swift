/// Finds credentials: known forms, values behind a word such as "password", and long random tokens.
enum SecretForm {
  static func spans(in scalars: [Unicode.Scalar], text: String) -> [SensitiveSpan] {
    var found = known(in: scalars, text: text)
    found += named(in: scalars).filter { span in !found.contains { $0.range.overlaps(span.range) } }
    found += random(in: scalars).filter { span in !found.contains { $0.range.overlaps(span.range) } }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The line break scalars of a private key are many: it cannot be replaced by a word and mean the same.
  static func holdsPrivateKey(_ text: String) -> Int? {
    SecretScanner.secrets(in: text).first { $0.kind == "a private key" }?.offset
  }

  private static func known(in scalars: [Unicode.Scalar], text: String) -> [SensitiveSpan] {
    SecretScanner.secrets(in: text).compactMap { secret in
      var (start, end) = (secret.offset, secret.offset + secret.text.unicodeScalars.count)
      switch secret.kind {
      case "a private key": return nil
      case "a bearer token": start += 7
      case "a password in an address":
        // User and password are one: an address with a user alone asks for the password.
        while start > 0, scalars[start - 1] != "/" { start -= 1 }
        end = min(end, scalars.count)
      default: break
      }
      return SensitiveSpan(kind: .secret, range: start..<end, identity: scalars[start..<end].text)
    }
  }

  // MARK: - Values behind a name

  private static func named(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    for index in scalars.indices where scalars[index] == ":" || scalars[index] == "=" {
      guard namesSecret(scalars, before: index), let range = value(scalars, after: index) else { continue }
      let text = scalars[range].text
      if text.hasPrefix("REDACTED-") { continue }
      found.append(SensitiveSpan(kind: .secret, range: range, identity: text))
    }
    return found
  }

  private static func namesSecret(_ scalars: [Unicode.Scalar], before index: Int) -> Bool {
    var start = index
    while start > 0, index - start < 32, scalars[start - 1] != "\n" { start -= 1 }
    let words = scalars[start..<index].text.lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")
    }
    guard let last = words.last else { return false }
    let one = last.filter { $0.isLetter }
    let two = (words.dropLast().last.map { $0.filter(\.isLetter) } ?? "") + one
    return names.contains { one.hasSuffix($0) } || pairs.contains { two.hasSuffix($0) }
  }

  private static let names = ["password", "passwd", "pwd", "passphrase", "secret", "apikey", "token", "passwort"]
  private static let pairs = ["apikey", "accesskey", "secretkey", "privatekey", "clientsecret", "authkey"]

  /// A value of at least eight characters with letters and digits: words are no credentials.
  private static func value(_ scalars: [Unicode.Scalar], after index: Int) -> Range<Int>? {
    var start = index + 1
    while start < scalars.count, start - index < 8, " \t\"'`*".unicodeScalars.contains(scalars[start]) { start += 1 }
    var end = start
    while end < scalars.count, scalars[end].value > 0x20, scalars[end].value < 0x7F,
      !"\"'`,;()[]{}<>|".unicodeScalars.contains(scalars[end])
    {
      end += 1
    }
    while end > start, ".:*".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
    let value = scalars[start..<end]
    guard value.count >= 8, let first = value.first, first != "$", first != "*", first != "/",
      value.contains(where: \.isDigit), value.contains(where: \.isASCIILetter), !isReference(value)
    else { return nil }
    return start..<end
  }

  /// Whether a value only names something: `INC-2041`, `2026-05-14`, a path, an address.
  private static func isReference(_ value: ArraySlice<Unicode.Scalar>) -> Bool {
    let text = value.text
    if text.contains("://") || text.contains("/") { return true }
    if IncidentID.found(in: text) == text || DateReading.day(in: text) != nil { return true }
    return false
  }

  // MARK: - Random tokens

  /// Tokens of 32 and more letters and digits of both cases whose entropy is near that of chance (Shannon, 1948).
  private static func random(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index].isASCIIWord else {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, scalars[index].isASCIIWord || scalars[index] == "+" || scalars[index] == "_" {
        index += 1
      }
      let token = scalars[start..<index]
      guard token.count >= 32, token.count <= 512, token.count(where: \.isDigit) >= 3,
        token.contains(where: { $0.value >= 0x41 && $0.value <= 0x5A }),
        token.contains(where: { $0.value >= 0x61 && $0.value <= 0x7A }), entropy(token) >= 4
      else { continue }
      found.append(SensitiveSpan(kind: .secret, range: start..<index, identity: token.text))
    }
    return found
  }

  /// Bits for each character.
  private static func entropy(_ token: ArraySlice<Unicode.Scalar>) -> Double {
    let counts = Dictionary(token.map { ($0, 1) }, uniquingKeysWith: +)
    let total = Double(token.count)
    return counts.values.reduce(0) { sum, count in
      let share = Double(count) / total
      return sum - share * binaryLogarithm(share)
    }
  }

  /// The logarithm to the base 2 of a positive number, to three decimals: enough to weigh a token.
  private static func binaryLogarithm(_ value: Double) -> Double {
    var (rest, result, step) = (value.significand, Double(value.exponent), 0.5)
    for _ in 0..<12 {
      rest *= rest
      if rest >= 2 {
        rest /= 2
        result += step
      }
      step /= 2
    }
    return result
  }
}

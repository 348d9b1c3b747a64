/// What must not be committed: credentials, and what tells who a person is.
package enum SensitiveKind: String, Sendable, Hashable, Codable, CaseIterable {
  // The order is that in which they claim a text: a password in an address is no e-mail address.
  case secret, email, iban, card, phone, ip, name

  /// What one and several are called.
  package var noun: (one: String, many: String) {
    switch self {
    case .secret: ("credential", "credentials")
    case .email: ("e-mail address", "e-mail addresses")
    case .iban: ("bank account", "bank accounts")
    case .card: ("payment card", "payment cards")
    case .phone: ("phone number", "phone numbers")
    case .ip: ("IP address", "IP addresses")
    case .name: ("name", "names")
    }
  }
}

/// One place in a text that must not be committed.
package struct SensitiveSpan: Sendable, Hashable {
  /// What it is.
  package var kind: SensitiveKind
  /// Its Unicode scalars in the text, from 0.
  package var range: Range<Int>
  /// What is the same in every spelling: digits without spaces, an address in small letters. Never to be shown.
  package var identity: String
  /// Whether it is plainly made up: then it stays, and nothing else is seen in it.
  package var isFictional = false
}

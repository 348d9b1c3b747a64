import EvalSchema

/// An absolute address of HTTP, taken apart as far as the engine needs it.
///
/// Never more than that: libcurl parses the address that it is given. What two parsers could read in two ways (a backslash, a
/// control character, a user before the host) is refused.
struct HTTPAddress: Sendable, Hashable {
  /// `scheme://host:port` in lower case: requests of one origin share connections.
  var origin: String
  /// Whether the connection is encrypted.
  var isEncrypted: Bool
  /// Whether it leads to this machine, which no proxy has to do with.
  var isLoopback: Bool
  /// The address without user, query and fragment.
  private var bare: Substring

  /// The address for a message: without user, query and fragment, one line of at most 200 scalars.
  var text: String { MessageText.line(bare, scalars: 200) }

  /// Reads an address; throws `bad-request` for one that cannot be sent to.
  init(_ address: String) throws(AdapterFailure) {
    let lowered = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else {
      throw Self.refusal("begins with neither https:// nor http://")
    }
    guard address.utf8.count <= 65_536 else { throw Self.refusal("is longer than 65,536 bytes") }
    let scalars = address.unicodeScalars
    guard !scalars.contains(where: { $0.value <= 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\\" }) else {
      throw Self.refusal("holds a space, a control character or a backslash")
    }
    let rest = scalars.dropFirst(scheme.unicodeScalars.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else {
      throw Self.refusal("holds a user; send credentials in a header")
    }
    guard let first = authority.first, first != ":" else { throw Self.refusal("names no host") }
    isEncrypted = scheme == "https://"
    origin = scheme + String(authority).lowercased()
    isLoopback = TargetAddress(scheme + String(authority))?.isLoopback ?? false
    bare = Substring(scalars.prefix { $0 != "?" && $0 != "#" })
  }

  /// The address is not quoted: one that cannot be taken apart cannot be stripped of a key.
  private static func refusal(_ reason: String) -> AdapterFailure {
    AdapterFailure(kind: .badRequest, message: "the address \(reason)")
  }
}

/// An `http` or `https` address, taken apart as far as the house needs it.
package struct TargetAddress: Sendable, Hashable {
  /// Whether it uses TLS.
  package var isSecure: Bool
  /// The name of the host in lower case, without a port; an IPv6 address in brackets.
  package var host: String
  /// The port, when it is given.
  package var port: Int?
  /// The path from its slash; empty when there is none.
  package var path: String
  /// What follows the question mark; nil when there is none.
  package var query: String?

  /// Takes an address apart; nil for another scheme, no host, a user or password, a fragment, or a port that is none.
  package init?(_ text: String) {
    let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
    guard let name = String(scheme)?.lowercased(), name == "https" || name == "http" else { return nil }
    isSecure = name == "https"
    var rest = Substring(text).dropFirst(name.count)
    guard rest.hasPrefix("://"), !rest.contains("#"), !rest.contains("\\") else { return nil }
    rest = rest.dropFirst(3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    rest = rest[authority.endIndex...]
    guard !authority.contains("@") else { return nil }
    var host = authority
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
    } else {
      host = authority.prefix { $0 != ":" }
    }
    let tail = authority[host.endIndex...]
    if !tail.isEmpty {
      guard tail.hasPrefix(":"), let number = Int(tail.dropFirst()), (1...65_535).contains(number) else { return nil }
      port = number
    }
    guard !host.isEmpty else { return nil }
    self.host = host.lowercased()
    path = String(rest.prefix { $0 != "?" })
    query = rest.firstIndex(of: "?").map { String(rest[rest.index(after: $0)...]) }
  }

  /// Whether it leads to this machine: `localhost`, a name below it, `127.0.0.0/8` or `[::1]`.
  ///
  /// A number with leading zeros does not: libcurl reads it as octal, and 0127 is 87.
  package var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in UInt8(part).map { "\($0)" == part } == true }
  }

  /// What the `Host` header says: the host, and the port where it is not the scheme's own.
  package var hostHeader: String {
    guard let port, port != (isSecure ? 443 : 80) else { return host }
    return "\(host):\(port)"
  }
}

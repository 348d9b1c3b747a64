/// A JSON pointer (RFC 6901, 2013): `/choices/0/text`; the empty one is the whole document.
package struct JSONPointer: Sendable, Hashable {
  /// The reference tokens, unescaped.
  package var tokens: [String]

  /// Reads a pointer; nil when it is none.
  package init?(_ text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var token = String.UnicodeScalarView()
      var scalars = part.makeIterator()
      while let scalar = scalars.next() {
        guard scalar == "~" else {
          token.append(scalar)
          continue
        }
        switch scalars.next() {
        case "0": token.append("~")
        case "1": token.append("/")
        default: return nil
        }
      }
      tokens.append(String(token))
    }
    self.tokens = tokens
  }

  /// The value that it leads to in a document; nil when there is none.
  package func value(in document: JSONValue) -> JSONValue? {
    var value = document
    for token in tokens {
      switch value {
      case .object(let members):
        guard let member = members[token] else { return nil }
        value = member
      case .array:
        let isIndex = token == "0" || (token.utf8.first != UInt8(ascii: "0") && token.utf8.first != UInt8(ascii: "+"))
        guard isIndex, let index = Int(token), let element = value[index] else { return nil }
        value = element
      default: return nil
      }
    }
    return value
  }
}

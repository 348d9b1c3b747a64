import EvalSchema

/// A JSON value that remembers where it stands in its text.
struct LocatedJSON: Sendable {
  /// What a value is.
  enum Content: Sendable {
    case scalar(JSONValue)
    case array([LocatedJSON])
    case object([String: LocatedJSON])
  }

  var content: Content
  /// Where it stands.
  var span: ScalarSpan

  /// The value without its place.
  var value: JSONValue {
    switch content {
    case .scalar(let value): value
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members): .object(members.mapValues(\.value))
    }
  }
}

extension LocatedJSON {
  /// Why a text is not one JSON value.
  struct SyntaxError: Error, Hashable {
    /// The Unicode scalar of the whole text at which it was noticed, from 0.
    var offset: Int
    /// What is wrong, without a full stop.
    var message: String
  }

  /// Reads a text that is one JSON value (RFC 8259), bare or in one Markdown fence, with white space around it.
  ///
  /// Stricter than the grammar where readers differ, so that no other reader sees another value: a name may occur once
  /// in an object, a number must be finite, an escaped surrogate must have its partner. Nesting is at most 128 levels.
  /// Complexity: O(n).
  static func read(_ text: String) throws(SyntaxError) -> LocatedJSON {
    let scalars = Array(text.unicodeScalars)
    let bounds = fenced(scalars) ?? (0, scalars.count)
    var reader = JSONReader(scalars: scalars, position: bounds.0, end: bounds.1)
    return try reader.document()
  }

  /// The bounds of what stands in a fence that is the whole text; nil without one.
  private static func fenced(_ scalars: [Unicode.Scalar]) -> (Int, Int)? {
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return nil }
    let mark = scalars[first]
    guard mark == "`" || mark == "~" else { return nil }
    let opening = scalars[first...].prefix { $0 == mark }.count
    guard opening >= 3, let line = scalars[first...].firstIndex(where: { $0 == "\n" || $0 == "\r" }) else { return nil }
    var closing = last + 1
    while closing > line && scalars[closing - 1] == mark { closing -= 1 }
    guard last + 1 - closing >= opening, closing > line else { return nil }
    return (line, closing)
  }
}

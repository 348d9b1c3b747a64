import EvalSchema

/// A path into a JSON value: RFC 9535 with names and indices only, so that it leads to one value or none.
///
/// `$.order.items[0]['unit price'][-1]`: dotted names of letters, digits, `_` and everything beyond ASCII; any name in single
/// or double quotes; an index from 0, or from the end when negative.
struct JSONPath: Sendable, Hashable {
  /// One step down.
  enum Step: Sendable, Hashable {
    case name(String)
    case index(Int)
  }

  /// The steps from the root.
  var steps: [Step]

  /// Why a text is not a path.
  struct SyntaxError: Error, Hashable {
    /// The Unicode scalar at which it was noticed, from 0.
    var offset: Int
    /// What is wrong, without a full stop.
    var message: String
  }

  /// Reads a path.
  init(_ text: String) throws(SyntaxError) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.first == "$" else { throw SyntaxError(offset: 0, message: "a path begins with \"$\"") }
    var steps: [Step] = []
    var position = 1
    while position < scalars.count {
      switch scalars[position] {
      case ".": steps.append(try Self.dotted(scalars, &position))
      case "[": steps.append(try Self.bracketed(scalars, &position))
      default: throw SyntaxError(offset: position, message: "a step begins with \".\" or \"[\"")
      }
    }
    self.steps = steps
  }

  /// Follows the path as far as there are values.
  ///
  /// `value` is nil when a step leads nowhere; `walked` then counts the steps that led somewhere.
  func follow(from root: LocatedJSON) -> (value: LocatedJSON?, walked: Int) {
    var value = root
    for (walked, step) in steps.enumerated() {
      switch (step, value.content) {
      case (.name(let name), .object(let members)):
        guard let member = members[name] else { return (nil, walked) }
        value = member
      case (.index(let index), .array(let elements)):
        // The sum cannot overflow: a count is positive and an index was read as an Int.
        let position = index < 0 ? elements.count + index : index
        guard elements.indices.contains(position) else { return (nil, walked) }
        value = elements[position]
      default: return (nil, walked)
      }
    }
    return (value, steps.count)
  }

  private static func dotted(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(SyntaxError) -> Step {
    position += 1
    let start = position
    while position < scalars.count, isNameScalar(scalars[position], first: position == start) { position += 1 }
    guard position > start else {
      let isOther = position < scalars.count && (scalars[position] == "*" || scalars[position] == ".")
      throw SyntaxError(
        offset: position, message: isOther ? "wildcards and descendants are not supported" : "a name is missing")
    }
    return .name(String(String.UnicodeScalarView(scalars[start..<position])))
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    case 0x30...0x39: !first
    default: false
    }
  }

  private static func bracketed(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(SyntaxError) -> Step {
    position += 1
    skipSpace(scalars, &position)
    guard position < scalars.count else { throw SyntaxError(offset: position, message: "\"]\" is missing") }
    let step: Step
    let start = position
    if scalars[position] == "'" || scalars[position] == "\"" {
      step = .name(try quoted(scalars, &position))
    } else {
      while position < scalars.count, scalars[position] == "-" || isDigit(scalars[position]) { position += 1 }
      let text = String(String.UnicodeScalarView(scalars[start..<position]))
      guard let index = Int(text), String(index) == text else {
        throw SyntaxError(
          offset: start, message: "only one index or one quoted name stands in brackets; slices, filters, wildcards not"
        )
      }
      step = .index(index)
    }
    skipSpace(scalars, &position)
    guard position < scalars.count, scalars[position] == "]" else {
      throw SyntaxError(offset: position, message: "\"]\" is missing")
    }
    position += 1
    return step
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

  private static func skipSpace(_ scalars: [Unicode.Scalar], _ position: inout Int) {
    while position < scalars.count, [" ", "\t", "\n", "\r"].contains(scalars[position]) { position += 1 }
  }

  /// Reads a quoted name; escapes are those of JSON strings and `\'`, and are read by the JSON reader.
  private static func quoted(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(SyntaxError) -> String {
    let (start, quote) = (position, scalars[position])
    var json: [Unicode.Scalar] = ["\""]
    position += 1
    while position < scalars.count, scalars[position] != quote {
      if scalars[position] == "\\", position + 1 < scalars.count {
        if scalars[position + 1] != "'" { json.append("\\") }
        json.append(scalars[position + 1])
        position += 2
      } else {
        if scalars[position] == "\"" { json.append("\\") }
        json.append(scalars[position])
        position += 1
      }
    }
    guard position < scalars.count else { throw SyntaxError(offset: start, message: "the closing quote is missing") }
    position += 1
    json.append("\"")
    var reader = JSONReader(scalars: json, position: 0, end: json.count)
    do throws(LocatedJSON.SyntaxError) {
      guard case .scalar(.string(let name)) = try reader.document().content else { return "" }
      return name
    } catch {
      throw SyntaxError(offset: start, message: error.message)
    }
  }
}

extension JSONPath: CustomStringConvertible {
  /// The path in its normalized form, for example `$['order']['items'][0]`, with dots where a name allows them.
  var description: String { description(of: steps.count) }

  /// The first steps of the path.
  func description(of count: Int) -> String {
    steps.prefix(count).reduce("$") { text, step in
      switch step {
      case .index(let index): "\(text)[\(index)]"
      case .name(let name):
        name.unicodeScalars.enumerated().allSatisfy { Self.isNameScalar($1, first: $0 == 0) } && !name.isEmpty
          ? "\(text).\(name)" : "\(text)[\(name.quoted(most: 40))]"
      }
    }
  }
}

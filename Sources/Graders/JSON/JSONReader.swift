import EvalSchema

/// Reads one JSON value by recursive descent; see `LocatedJSON.read`.
struct JSONReader {
  private static let deepest = 128

  private let scalars: [Unicode.Scalar]
  private var position: Int
  private let end: Int
  private var depth = 0

  /// Starts at a position of a text; nothing from `end` on is read.
  init(scalars: [Unicode.Scalar], position: Int, end: Int) {
    self.scalars = scalars
    self.position = position
    self.end = end
  }

  /// Reads a value with nothing but white space around it.
  mutating func document() throws(LocatedJSON.SyntaxError) -> LocatedJSON {
    let value = try value()
    skipSpace()
    if position < end { throw error("text follows the value") }
    return value
  }

  private var next: Unicode.Scalar? { position < end ? scalars[position] : nil }

  private func error(_ message: String) -> LocatedJSON.SyntaxError {
    LocatedJSON.SyntaxError(offset: position, message: message)
  }

  private mutating func skipSpace() {
    while let scalar = next, scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t" { position += 1 }
  }

  private mutating func value() throws(LocatedJSON.SyntaxError) -> LocatedJSON {
    skipSpace()
    let start = position
    let content: LocatedJSON.Content
    switch next {
    case "{": content = try nested { (reader) throws(LocatedJSON.SyntaxError) in try reader.object() }
    case "[": content = try nested { (reader) throws(LocatedJSON.SyntaxError) in try reader.array() }
    case "\"": content = .scalar(.string(try string()))
    case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": content = .scalar(try number())
    case "t": content = .scalar(try word("true", .boolean(true)))
    case "f": content = .scalar(try word("false", .boolean(false)))
    case "n": content = .scalar(try word("null", .null))
    case nil: throw error("the text ends where a value should stand")
    case .some: throw error("no value begins like this")
    }
    return LocatedJSON(content: content, span: ScalarSpan(start: start, end: position))
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(LocatedJSON.SyntaxError) -> LocatedJSON.Content
  ) throws(LocatedJSON.SyntaxError) -> LocatedJSON.Content {
    depth += 1
    if depth > Self.deepest { throw error("values are nested deeper than \(Self.deepest) levels") }
    let content = try body(&self)
    depth -= 1
    return content
  }

  private mutating func object() throws(LocatedJSON.SyntaxError) -> LocatedJSON.Content {
    var members: [String: LocatedJSON] = [:]
    position += 1
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = position
      guard next == "\"" else { throw error("a name in double quotes is missing") }
      let name = try string()
      guard members[name] == nil else {
        position = start
        throw error("the name \(name.quoted(most: 30)) occurs twice")
      }
      skipSpace()
      guard take(":") else { throw error("\":\" is missing") }
      members[name] = try value()
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("\",\" or \"}\" is missing") }
    return .object(members)
  }

  private mutating func array() throws(LocatedJSON.SyntaxError) -> LocatedJSON.Content {
    var elements: [LocatedJSON] = []
    position += 1
    skipSpace()
    if take("]") { return .array(elements) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("\",\" or \"]\" is missing") }
    return .array(elements)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(LocatedJSON.SyntaxError) -> JSONValue {
    guard scalars[position..<end].starts(with: word.unicodeScalars) else { throw error("no value begins like this") }
    position += word.unicodeScalars.count
    return value
  }

  private mutating func number() throws(LocatedJSON.SyntaxError) -> JSONValue {
    let start = position
    _ = take("-")
    let first = next
    guard digits() else { throw error("a digit is missing") }
    if first == "0" && position - start > (scalars[start] == "-" ? 2 : 1) { throw error("a number begins with 0") }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard digits() else { throw error("a digit is missing") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard digits() else { throw error("a digit is missing") }
    }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      position = start
      throw error("the number is too large")
    }
    return .number(number)
  }

  /// Skips digits; whether there was one.
  private mutating func digits() -> Bool {
    let start = position
    while let scalar = next, scalar >= "0" && scalar <= "9" { position += 1 }
    return position > start
  }

  private mutating func string() throws(LocatedJSON.SyntaxError) -> String {
    var text = String.UnicodeScalarView()
    position += 1
    while let scalar = next {
      if scalar == "\"" {
        position += 1
        return String(text)
      }
      if scalar.value < 0x20 { throw error("a control character stands in a text") }
      text.append(scalar == "\\" ? try escape() : scalar)
      position += 1
    }
    throw error("a text has no closing quote")
  }

  /// Reads an escape up to its last character.
  private mutating func escape() throws(LocatedJSON.SyntaxError) -> Unicode.Scalar {
    position += 1
    switch next {
    case "\"", "\\", "/": return scalars[position]
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard unit < 0xDC00, position + 2 < end, scalars[position + 1] == "\\", scalars[position + 2] == "u" else {
        throw error("a surrogate has no partner")
      }
      position += 2
      let low = try hexadecimal()
      guard low >= 0xDC00, low < 0xE000, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw error("a surrogate has no partner") }
      return scalar
    default: throw error("no escape is written like this")
    }
  }

  /// Reads four hexadecimal digits after the `u` at the position, and stays on the last.
  private mutating func hexadecimal() throws(LocatedJSON.SyntaxError) -> UInt32 {
    guard position + 4 < end else { throw error("four hexadecimal digits are missing") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      guard let digit = scalars[position].hexadecimalDigit else {
        throw error("four hexadecimal digits are missing")
      }
      value = value << 4 | digit
    }
    return value
  }
}

extension Unicode.Scalar {
  /// The value of an ASCII hexadecimal digit.
  fileprivate var hexadecimalDigit: UInt32? {
    switch value {
    case 0x30...0x39: value - 0x30
    case 0x41...0x46: value - 0x41 + 10
    case 0x61...0x66: value - 0x61 + 10
    default: nil
    }
  }
}

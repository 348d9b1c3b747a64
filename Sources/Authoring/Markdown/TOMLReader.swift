import EvalSchema

/// Reads front matter in TOML (1.0) into the tree that YAML gives, so that both notations mean the same.
///
/// Strings of all four kinds, numbers, booleans, dates (as text), arrays, inline tables, tables and arrays of tables. What cannot
/// be read is an error at its place, never skipped. Complexity: linear in the text.
struct TOMLReader {
  /// Arrays and inline tables nested deeper than this are an error.
  static let deepest = 32

  /// Reads a text that stands in a file after `lineOffset` lines.
  static func read(_ text: String, file: String, lineOffset: Int) -> (node: Node?, diagnostics: [Diagnostic]) {
    var reader = TOMLReader(text, file: file, lineOffset: lineOffset)
    do {
      try reader.document()
      return (reader.root.node, [])
    } catch let problem {
      return (nil, [problem.diagnostic])
    }
  }

  private struct Problem: Error {
    var diagnostic: Diagnostic
  }

  /// A tree that can still grow.
  private final class Branch {
    var entries: [(key: String, place: Place, value: Value)] = []
    let place: Place

    init(at place: Place) { self.place = place }

    subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }

    var node: Node {
      Node(.mapping(entries.map { Node.Entry(key: $0.key, keyPlace: $0.place, value: $0.value.node) }), at: place)
    }
  }

  private enum Value {
    case leaf(Node)
    case table(Branch)
    case tables(TableList)

    var node: Node {
      switch self {
      case .leaf(let node): node
      case .table(let branch): branch.node
      case .tables(let list): Node(.sequence(list.branches.map(\.node)), at: list.place)
      }
    }
  }

  private final class TableList {
    var branches: [Branch] = []
    let place: Place

    init(at place: Place) { self.place = place }
  }

  private let scalars: [Unicode.Scalar]
  private let source: SourceText
  private var index = 0
  private let root: Branch

  private init(_ text: String, file: String, lineOffset: Int) {
    scalars = Array(text.unicodeScalars)
    source = SourceText(text, file: file, lineOffset: lineOffset)
    root = Branch(at: Place(file: file, line: lineOffset + 1, column: 1))
  }

  // MARK: - Lines

  private mutating func document() throws(Problem) {
    var table = root
    while true {
      skip(newlines: true)
      guard let scalar = current else { return }
      if scalar == "[" {
        table = try header()
      } else {
        try pair(into: table)
      }
      skip(newlines: false)
      guard current == nil || current == "\n" || current == "\r" else {
        throw problem("one statement stands on one line")
      }
    }
  }

  /// `[a.b]` or `[[a.b]]`.
  private mutating func header() throws(Problem) -> Branch {
    let place = here
    index += 1
    let isList = current == "["
    if isList { index += 1 }
    let path = try keyPath()
    for _ in 0..<(isList ? 2 : 1) {
      guard current == "]" else { throw problem("the name of a table ends with `]`") }
      index += 1
    }
    guard let last = path.last else { throw problem("a table needs a name") }
    let parent = try branch(Array(path.dropLast()), from: root)
    if isList {
      let new = Branch(at: place)
      switch parent[last.text] {
      case .tables(let list)?: list.branches.append(new)
      case nil:
        let list = TableList(at: place)
        list.branches.append(new)
        parent.entries.append((last.text, last.place, .tables(list)))
      default: throw duplicate(last)
      }
      return new
    }
    return try branch([last], from: parent)
  }

  private mutating func pair(into table: Branch) throws(Problem) {
    let path = try keyPath()
    guard let last = path.last else { throw problem("a key is expected") }
    guard current == "=" else { throw problem("a key is followed by `=` and a value") }
    index += 1
    skip(newlines: false)
    let parent = try branch(Array(path.dropLast()), from: table)
    guard parent[last.text] == nil else { throw duplicate(last) }
    let value = try value(depth: 0)
    parent.entries.append((last.text, last.place, .leaf(value)))
  }

  private typealias Key = (text: String, place: Place)

  private func branch(_ path: [Key], from start: Branch) throws(Problem) -> Branch {
    var branch = start
    for key in path {
      switch branch[key.text] {
      case .table(let next)?: branch = next
      case .tables(let list)?:
        guard let last = list.branches.last else { throw duplicate(key) }
        branch = last
      case .leaf?: throw duplicate(key)
      case nil:
        let next = Branch(at: key.place)
        branch.entries.append((key.text, key.place, .table(next)))
        branch = next
      }
    }
    return branch
  }

  private mutating func keyPath() throws(Problem) -> [Key] {
    var path: [Key] = []
    while true {
      skip(newlines: false)
      let place = here
      if current == "\"" || current == "'" {
        path.append((try string(), place))
      } else {
        let start = index
        while let scalar = current, TOMLReader.isBare(scalar) { index += 1 }
        if index == start { throw problem("a key is expected here") }
        path.append((text(start..<index), place))
      }
      skip(newlines: false)
      guard current == "." else { return path }
      index += 1
    }
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(Problem) -> Node {
    if depth > TOMLReader.deepest { throw problem("lists are nested too deep") }
    let place = here
    switch current {
    case "\"", "'": return Node(.scalar(try string(), quoted: true), at: place)
    case "[":
      index += 1
      var items: [Node] = []
      while true {
        skip(newlines: true)
        if current == "]" { break }
        items.append(try value(depth: depth + 1))
        skip(newlines: true)
        if current == "," { index += 1 } else if current != "]" { throw problem("a list ends with `]`") }
      }
      index += 1
      return Node(.sequence(items), at: place)
    case "{":
      index += 1
      let table = Branch(at: place)
      skip(newlines: false)
      while current != "}" {
        try inlinePair(into: table, depth: depth)
        skip(newlines: false)
        if current == "," { index += 1 } else if current != "}" { throw problem("an inline table ends with `}`") }
      }
      index += 1
      return table.node
    default:
      let start = index
      while let scalar = current, !",]}#\n\r".unicodeScalars.contains(scalar) { index += 1 }
      let bare = text(start..<index).trimmed
      if bare.isEmpty { throw problem("a value is expected here") }
      return Node(.scalar(try scalar(bare), quoted: false), at: place)
    }
  }

  private mutating func inlinePair(into table: Branch, depth: Int) throws(Problem) {
    let path = try keyPath()
    guard let last = path.last, current == "=" else { throw problem("a key is followed by `=` and a value") }
    index += 1
    skip(newlines: false)
    let parent = try branch(Array(path.dropLast()), from: table)
    guard parent[last.text] == nil else { throw duplicate(last) }
    parent.entries.append((last.text, last.place, .leaf(try value(depth: depth + 1))))
  }

  /// A number, boolean or date as YAML would write it.
  private func scalar(_ bare: String) throws(Problem) -> String {
    if bare == "true" || bare == "false" { return bare }
    guard let first = bare.unicodeScalars.first, first.isDigit || first == "-" || first == "+" else {
      throw problem("text stands in quotes")
    }
    // Only a date may be followed by a time after a space.
    let words = bare.split(separator: " ")
    guard words.count == 1 || words.count == 2 && words[0].contains("-") && words[1].contains(":") else {
      throw problem("one statement stands on one line")
    }
    return bare.contains("_") ? String(bare.filter { $0 != "_" }) : bare
  }

  private mutating func string() throws(Problem) -> String {
    guard let quote = current else { throw problem("a text is expected here") }
    let isLiteral = quote == "'"
    let isBlock = index + 2 < scalars.count && scalars[index + 1] == quote && scalars[index + 2] == quote
    index += isBlock ? 3 : 1
    if isBlock {
      if current == "\r" { index += 1 }
      if current == "\n" { index += 1 }
    }
    var view = String.UnicodeScalarView()
    while let scalar = current {
      if scalar == quote {
        if !isBlock {
          index += 1
          return String(view)
        }
        if index + 2 < scalars.count, scalars[index + 1] == quote, scalars[index + 2] == quote {
          index += 3
          // Up to two quotes may stand before the end.
          while current == quote {
            view.append(quote)
            index += 1
          }
          return String(view)
        }
      }
      if scalar == "\n", !isBlock { throw problem("a text in one pair of quotes ends on its line") }
      if scalar == "\\", !isLiteral {
        try escape(into: &view)
        continue
      }
      view.append(scalar)
      index += 1
    }
    throw problem("a quote is opened and never closed")
  }

  private mutating func escape(into view: inout String.UnicodeScalarView) throws(Problem) {
    index += 1
    guard let mark = current else { throw problem("a quote is opened and never closed") }
    index += 1
    switch mark {
    case "n": view.append("\n")
    case "t": view.append("\t")
    case "r": view.append("\r")
    case "b": view.append("\u{8}")
    case "f": view.append("\u{C}")
    case "\"", "\\": view.append(mark)
    case "u", "U":
      let end = min(index + (mark == "u" ? 4 : 8), scalars.count)
      guard let code = UInt32(text(index..<end), radix: 16), let scalar = Unicode.Scalar(code) else {
        throw problem("this is no character")
      }
      view.append(scalar)
      index = end
    case "\n", "\r", " ", "\t":
      while let scalar = current, scalar.properties.isWhitespace { index += 1 }
    default: throw problem("there is no escape `\\\(mark)`")
    }
  }

  // MARK: - Text

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var here: Place { source.place(scalarOffset: index) }

  private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  /// Passes white space and comments.
  private mutating func skip(newlines: Bool) {
    while let scalar = current {
      if scalar == "#" {
        while let next = current, next != "\n" { index += 1 }
      } else if scalar == " " || scalar == "\t" || (newlines && (scalar == "\n" || scalar == "\r")) {
        index += 1
      } else {
        return
      }
    }
  }

  private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isDigit || scalar == "-" || scalar == "_")
  }

  private func problem(_ message: String) -> Problem {
    Problem(diagnostic: .error("toml-syntax", message, at: here, hint: "mend the TOML between the `+++` lines"))
  }

  private func duplicate(_ key: Key) -> Problem {
    Problem(
      diagnostic: .error(
        "duplicate-key", "the key \"\(key.text)\" stands twice", at: key.place, hint: "leave one of them"))
  }
}

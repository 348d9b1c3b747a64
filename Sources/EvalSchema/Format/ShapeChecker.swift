/// Walks a tree against a shape: collects every finding with its place, and turns the tree into the JSON that the nouns decode.
///
/// Nothing is skipped: what no shape names is an error. Conversion follows the shape, so a plain `1` where text is wanted becomes
/// the text "1", and `1%` where a rate is wanted becomes 0.01.
package struct ShapeChecker {
  /// The findings so far, in the order of the walk.
  package private(set) var diagnostics: [Diagnostic] = []
  private let definitions: [String: Shape]

  /// Starts with the definitions that references lead to.
  package init(definitions: [String: Shape] = [:]) { self.definitions = definitions }

  /// Checks a node.
  ///
  /// - Parameter label: What the node is called in messages, for example `` `limit` ``.
  /// - Returns: The JSON value that it means; of no use when there are errors. Complexity: O(nodes).
  package mutating func check(_ node: Node, against shape: Shape, as label: String) -> JSONValue {
    switch shape {
    case .reference(let name):
      guard let definition = definitions[name] else { return .null }
      return check(node, against: definition, as: label)
    case .any: return checkAny(node)
    case .list(let element, let least, let most):
      return checkList(node, of: element, count: least...max(least, most), as: label)
    case .map(let value, let keys, let least): return checkMap(node, of: value, keys: keys, atLeast: least, as: label)
    case .object(let object): return checkObject(node, object, as: label)
    case .tagged(let noun, let keys): return checkTagged(node, noun: noun, keys, as: label)
    case .either(let shapes, let expecting): return checkEither(node, shapes, expecting: expecting, as: label)
    default:
      guard let scalar = scalar(node, for: shape, as: label) else { return .null }
      return checkScalar(scalar, against: shape, as: label)
    }
  }

  /// Records an error.
  mutating func report(_ code: String, _ message: String, at place: Place, hint: String? = nil) {
    diagnostics.append(.error(code, message, at: place, hint: hint))
  }

  // MARK: Collections

  private mutating func checkList(
    _ node: Node, of element: Shape, count: ClosedRange<Int>, as label: String
  ) -> JSONValue {
    guard case .sequence(let nodes) = node.content else {
      return wrongKind(node, "a list", as: label, hint: "begin each item with `- `")
    }
    if nodes.isEmpty, count.lowerBound > 0 {
      report(
        "empty-value", "\(label) needs at least \(count.lowerBound.counted("item"))",
        at: node.place)
    } else if nodes.count < count.lowerBound {
      report(
        "too-few", "\(label) needs at least \(count.lowerBound.counted("item")), found \(nodes.count)", at: node.place)
    } else if nodes.count > count.upperBound {
      report(
        "too-many", "\(label) may hold at most \(count.upperBound.counted("item")), found \(nodes.count)",
        at: node.place)
    }
    return .array(nodes.map { check($0, against: element, as: "an item of \(label)") })
  }

  private mutating func checkMap(
    _ node: Node, of value: Shape, keys: TextForm, atLeast: Int, as label: String
  ) -> JSONValue {
    guard case .mapping(let entries) = node.content else { return wrongKind(node, "a mapping", as: label) }
    if entries.count < atLeast { report("empty-value", "\(label) is empty", at: node.place) }
    var members: [String: JSONValue] = [:]
    for entry in entries {
      if let problem = keys.problem(of: entry.key) {
        report("key-form", "the key `\(entry.key)` \(problem.message)", at: entry.keyPlace, hint: problem.hint)
      }
      members[entry.key] = check(entry.value, against: value, as: "`\(entry.key)`")
    }
    return .object(members)
  }

  private mutating func checkObject(_ node: Node, _ object: ObjectShape, as label: String) -> JSONValue {
    guard case .mapping(let entries) = node.content else {
      return wrongKind(node, "a mapping", as: label, hint: "\(object.noun) has the keys \(Self.listing(object.keys))")
    }
    var members: [String: JSONValue] = [:]
    var meant: Set<String> = []
    for entry in entries {
      guard let key = object.keys.first(where: { $0.name == entry.key }) else {
        if let nearest = unknownKey(entry, of: object.noun, object.keys) { meant.insert(nearest) }
        continue
      }
      members[entry.key] = check(entry.value, against: key.shape, as: "`\(entry.key)`")
      if case .any = key.shape, Self.isNull(entry.value) {
        report(
          "empty-value", "`\(entry.key)` has no value", at: entry.value.place,
          hint: "null cannot be told from nothing here: write \"\" or {}, or remove the key")
      }
    }
    for key in object.keys where key.isRequired && members[key.name] == nil && !meant.contains(key.name) {
      report("missing-key", "\(object.noun) needs `\(key.name)`", at: node.place, hint: key.summary)
    }
    for group in object.exactlyOneOf {
      let given = entries.filter { group.contains($0.key) }
      if given.isEmpty {
        report("missing-key", "\(object.noun) needs one of \(Self.listing(group))", at: node.place)
      } else if given.count > 1 {
        report(
          "one-key", "`\(given[0].key)` and `\(given[1].key)` exclude each other", at: given[1].keyPlace,
          hint: "keep one of them")
      }
    }
    for group in object.atLeastOneOf where !entries.contains(where: { group.contains($0.key) }) {
      report("missing-key", "\(object.noun) needs at least one of \(Self.listing(group))", at: node.place)
    }
    return .object(members)
  }

  private mutating func checkTagged(
    _ node: Node, noun: String, _ keys: [Shape.Key], as label: String
  ) -> JSONValue {
    guard case .mapping(let entries) = node.content else {
      return wrongKind(node, "a mapping of one key", as: label, hint: "the keys are \(Self.listing(keys))")
    }
    guard let entry = entries.first else {
      report("empty-value", "\(noun) needs one key", at: node.place, hint: "the keys are \(Self.listing(keys))")
      return .null
    }
    var members: [String: JSONValue] = [:]
    for entry in entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        _ = unknownKey(entry, of: noun, keys)
        continue
      }
      members[entry.key] = check(entry.value, against: key.shape, as: "`\(entry.key)`")
    }
    if entries.count > 1, entries.allSatisfy({ entry in keys.contains { $0.name == entry.key } }) {
      report(
        "one-key", "\(noun) has exactly one key, found `\(entry.key)` and `\(entries[1].key)`",
        at: entries[1].keyPlace, hint: "begin a new item with `- `")
    }
    return .object(members)
  }

  private mutating func checkEither(
    _ node: Node, _ shapes: [Shape], expecting: String, as label: String
  ) -> JSONValue {
    let fitting = shapes.filter { kinds(of: $0).contains(Kind(node)) }
    if let only = fitting.first, fitting.count == 1 { return check(node, against: only, as: label) }
    for shape in fitting {
      var attempt = ShapeChecker(definitions: definitions)
      let value = attempt.check(node, against: shape, as: label)
      if attempt.diagnostics.isEmpty { return value }
    }
    return wrongKind(node, expecting, as: label)
  }

  private mutating func checkAny(_ node: Node) -> JSONValue {
    switch node.content {
    case .sequence(let nodes): return .array(nodes.map { checkAny($0) })
    case .mapping(let entries):
      var members: [String: JSONValue] = [:]
      for entry in entries { members[entry.key] = checkAny(entry.value) }
      return .object(members)
    case .scalar(let text, _):
      let value = node.json
      // A number that JSON numbers cannot hold would come back as another one.
      if case .number = value, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }) {
        report("number-range", "the number \"\(text)\" has too many digits", at: node.place, hint: "put it into quotes")
      }
      return value
    }
  }

  // MARK: Words

  /// Records that a node is of the wrong kind.
  mutating func wrongKind(_ node: Node, _ expected: String, as label: String, hint: String? = nil) -> JSONValue {
    if Self.isNull(node) {
      report("empty-value", "\(label) has no value", at: node.place, hint: "it must be \(expected); or remove the key")
    } else {
      report("wrong-kind", "\(label) must be \(expected), found \(Self.finding(node))", at: node.place, hint: hint)
    }
    return .null
  }

  /// Records that a key is not known.
  ///
  /// - Returns: The key that was probably meant.
  private mutating func unknownKey(_ entry: Node.Entry, of noun: String, _ keys: [Shape.Key]) -> String? {
    let nearest = NearestName.of(entry.key, in: keys.map(\.name))
    let question = nearest.map { ": did you mean `\($0)`?" } ?? " in \(noun)"
    report(
      "unknown-key", "unknown key `\(Self.clipped(entry.key))`\(question)", at: entry.keyPlace,
      hint: nearest == nil ? "the keys are \(Self.listing(keys))" : nil)
    return nearest
  }

  /// A node in words, with the offending value of a scalar.
  static func finding(_ node: Node) -> String {
    switch node.content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let text, quoted: true): "the text \"\(clipped(text))\""
    case .scalar(let text, quoted: false): "\"\(clipped(text))\""
    }
  }

  /// The first part of a text on one line, for messages.
  package static func clipped(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 60 {
        scalars.append("…")
        break
      }
      scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
    }
    return String(scalars)
  }

  /// Whether nothing was written, or `null`.
  static func isNull(_ node: Node) -> Bool {
    if case .scalar(let text, quoted: false) = node.content { JSONValue(plainScalar: text) == .null } else { false }
  }

  private static func listing(_ keys: [Shape.Key]) -> String { listing(keys.map(\.name)) }
  private static func listing(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

  // MARK: Kinds

  /// The three kinds of nodes.
  private enum Kind: CaseIterable {
    case scalar, list, mapping

    init(_ node: Node) {
      switch node.content {
      case .scalar: self = .scalar
      case .sequence: self = .list
      case .mapping: self = .mapping
      }
    }
  }

  private func kinds(of shape: Shape) -> Set<Kind> {
    switch shape {
    case .list: [.list]
    case .map, .object, .tagged: [.mapping]
    case .any: Set(Kind.allCases)
    case .either(let shapes, _): shapes.reduce(into: []) { $0.formUnion(kinds(of: $1)) }
    case .reference(let name): definitions[name].map { kinds(of: $0) } ?? []
    default: [.scalar]
    }
  }
}

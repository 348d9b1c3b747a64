import FoundationEssentials

/// The format of one kind of file: what the checker, the JSON Schema and the reference are made from.
package struct FileFormat: Sendable {
  /// The name for `relapse schema NAME`.
  package var name: String
  /// What the file is, with its article, for messages: `a case`.
  package var noun: String
  /// Where such files are, for the reference.
  package var location: String
  /// What the file is for.
  package var summary: String
  /// The form of the whole file.
  package var root: Shape
  /// What references lead to, in the order of the reference.
  package var definitions: [(name: String, shape: Shape)]
  /// A whole file that is right.
  package var example: String

  /// Makes the format from its parts.
  package init(
    name: String, noun: String, location: String, summary: String, root: Shape,
    definitions: [(name: String, shape: Shape)] = [], example: String
  ) {
    self.name = name
    self.noun = noun
    self.location = location
    self.summary = summary
    self.root = root
    self.definitions = definitions
    self.example = example
  }

  /// Checks a tree and decodes the noun that it describes.
  ///
  /// - Returns: The value, or nil when there are errors; and every finding with its place.
  package func decode<Value: Decodable>(
    _ type: Value.Type, from node: Node
  ) -> (value: Value?, diagnostics: [Diagnostic]) {
    let (json, diagnostics) = check(node)
    guard let json else { return (nil, diagnostics) }
    do {
      var written = JSONBytes(capacity: 4_096)
      written.value(json)
      let data = written.isCertain ? Data(written.bytes) : try CanonicalJSON.line(json)
      return (try CanonicalJSON.decode(type, from: data), diagnostics)
    } catch {
      // The shape and the noun disagree: a fault of ours, told at the place that it concerns.
      let (path, reason) = Self.explain(error)
      let place = node.nearest(path).place
      let message = "\(noun) cannot be read: \(reason)"
      return (nil, diagnostics + [.error("unreadable", message, at: place)])
    }
  }

  /// Checks a tree.
  ///
  /// - Returns: The JSON of the noun, or nil when there are errors; and every finding with its place.
  package func check(_ node: Node) -> (json: JSONValue?, diagnostics: [Diagnostic]) {
    var checker = ShapeChecker(definitions: Dictionary(definitions.map { ($0.name, $0.shape) }) { first, _ in first })
    let json = checker.check(node, against: root, as: noun)
    return (checker.diagnostics.hasErrors ? nil : json, checker.diagnostics)
  }

  private static func explain(_ error: any Error) -> (path: [String], reason: String) {
    let context: DecodingError.Context
    var path: [any CodingKey] = []
    switch error as? DecodingError {
    case .keyNotFound(let key, let found):
      context = found
      path = found.codingPath
      return (path.map(step), "`\(key.stringValue)` is missing")
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
      path = found.codingPath
    default: return ([], "\(error)")
    }
    return (path.map(step), context.debugDescription)
  }

  private static func step(_ key: any CodingKey) -> String { key.intValue.map(String.init) ?? key.stringValue }
}

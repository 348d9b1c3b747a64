/// A document that a person wrote in YAML or JSON, as a tree that remembers where everything stands.
///
/// YAML is only a notation: what counts is the JSON value that it means. The position of every key and value is kept, so that
/// each finding can name file, line and column.
public struct Node: Sendable, Hashable {
  /// What a node is.
  public enum Content: Sendable, Hashable {
    /// A scalar: its text, and whether it was quoted or a block (then it is text, never a number, boolean or null).
    case scalar(String, quoted: Bool)
    /// A sequence.
    case sequence([Node])
    /// A mapping in the order of the file; keys are unique.
    case mapping([Entry])
  }

  /// One key with its value.
  public struct Entry: Sendable, Hashable {
    /// The key; always a scalar.
    public var key: String
    /// Where the key stands.
    public var keyPlace: Place
    /// The value.
    public var value: Node

    /// Makes an entry.
    public init(key: String, keyPlace: Place, value: Node) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  /// What it is.
  public var content: Content
  /// Where it starts.
  public var place: Place

  /// Makes a node.
  public init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }
}

extension Node {
  /// The value under a key of a mapping; nil for an absent key or another kind of node.
  public subscript(key: String) -> Node? { entry(key)?.value }

  /// The entry under a key of a mapping.
  public func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }

  /// The element of a sequence at an index.
  public subscript(index: Int) -> Node? {
    guard case .sequence(let nodes) = content, nodes.indices.contains(index) else { return nil }
    return nodes[index]
  }

  /// The text of a scalar.
  public var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// The node that a path of keys and indices leads to, or the deepest one that exists on the way.
  public func nearest(_ path: [String]) -> Node {
    guard let step = path.first else { return self }
    let next = self[step] ?? Int(step).flatMap { self[$0] }
    return next?.nearest(Array(path.dropFirst())) ?? self
  }

  /// The JSON value that the node means, by the YAML 1.2 core schema: plain `true`, `null`, `12`, `0.5` are not text.
  public var json: JSONValue {
    switch content {
    case .scalar(let text, quoted: true): .string(text)
    case .scalar(let text, quoted: false): JSONValue(plainScalar: text)
    case .sequence(let nodes): .array(nodes.map(\.json))
    case .mapping(let entries): .object(Dictionary(entries.map { ($0.key, $0.value.json) }) { first, _ in first })
    }
  }
}

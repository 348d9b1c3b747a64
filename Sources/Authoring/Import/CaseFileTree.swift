import EvalSchema

/// A case file before it is text: mappings keep their order, and comments stand where something is missing.
indirect enum CaseFileTree: Sendable, Hashable {
  /// Text, quoted or as a block when it must be.
  case text(String)
  /// A scalar that is written as it is: a number, a boolean, a date, null.
  case plain(String)
  /// A list.
  case list([CaseFileTree])
  /// A mapping.
  case map([Member])

  /// One line of a mapping: a key with its value, or a comment.
  enum Member: Sendable, Hashable {
    case value(String, CaseFileTree)
    case comment(String)

    /// The key; nil for a comment.
    var key: String? {
      if case .value(let key, _) = self { return key }
      return nil
    }
  }

  /// The same as a node that was read, without comments.
  init(_ node: Node) {
    switch node.content {
    case .scalar(let text, quoted: true): self = .text(text)
    case .scalar(let text, quoted: false):
      if case .string = node.json { self = .text(text) } else { self = .plain(text.isEmpty ? "null" : text) }
    case .sequence(let nodes): self = .list(nodes.map { CaseFileTree($0) })
    case .mapping(let entries): self = .map(entries.map { .value($0.key, CaseFileTree($0.value)) })
    }
  }
}

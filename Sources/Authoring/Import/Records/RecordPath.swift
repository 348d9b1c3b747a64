import EvalSchema

/// A way through a record: steps joined by `/`, each a key, an index, `*` for every element, or a key with `[inner=value]`.
///
/// `milestones[type=closed]/occurred_at` is the time of the milestone whose type is `closed`; inside the brackets, a dot goes one
/// level down. Letter case of values does not matter.
struct RecordPath: Sendable, Hashable, ExpressibleByStringLiteral {
  private struct Step: Sendable, Hashable {
    var key: String
    var inner: [String] = []
    var wanted: String?
  }

  private let steps: [Step]

  init(_ text: String) {
    steps = text.split(separator: "/").map { part in
      guard let open = part.firstIndex(of: "["), part.hasSuffix("]") else { return Step(key: String(part)) }
      let condition = part[part.index(after: open)...].dropLast().split(separator: "=", maxSplits: 1)
      return Step(
        key: String(part[..<open]),
        inner: condition.first.map { $0.split(separator: ".").map(String.init) } ?? [],
        wanted: condition.dropFirst().first.map(String.init))
    }
  }

  init(stringLiteral value: String) { self.init(value) }

  /// Every node that the path leads to, in the order of the record.
  func nodes(in record: Node) -> [Node] {
    var nodes = [record]
    for step in steps {
      nodes = nodes.flatMap { RecordPath.next(step, from: $0) }
      if nodes.isEmpty { return [] }
    }
    return nodes
  }

  private static func next(_ step: Step, from node: Node) -> [Node] {
    if step.key == "*" {
      guard case .sequence(let items) = node.content else { return [] }
      return items
    }
    guard let next = node[step.key] ?? Int(step.key).flatMap({ node[$0] }) else { return [] }
    guard let wanted = step.wanted else { return [next] }
    guard case .sequence(let items) = next.content else { return [] }
    return items.filter { item in
      step.inner.reduce(item) { $0?[$1] }?.text?.lowercased() == wanted.lowercased()
    }
  }
}

extension Node {
  /// The text of a scalar that says something; nil for null, an empty text or another kind.
  var said: String? {
    guard case .scalar(let text, let quoted) = content, !text.isBlank else { return nil }
    return !quoted && json == .null ? nil : text
  }
}

import EvalSchema

/// From which line to which a value of a record stands.
struct RecordLines: Sendable {
  /// The lines of the file.
  let source: SourceLines
  /// The lines at which keys and values begin, ascending.
  private let starts: [Int]

  /// Takes the trees of a file. Complexity: O(n log n).
  init(_ roots: [Node], text: String) {
    source = SourceLines(text)
    var starts: Set<Int> = []
    var open = roots
    while let node = open.popLast() {
      if let line = node.place.line { starts.insert(line) }
      switch node.content {
      case .scalar: continue
      case .sequence(let items): open += items
      case .mapping(let entries):
        for entry in entries {
          if let line = entry.keyPlace.line { starts.insert(line) }
          open.append(entry.value)
        }
      }
    }
    self.starts = starts.sorted()
  }

  /// The lines of a value, without blank lines and closing brackets at the end.
  func range(of node: Node) -> ClosedRange<Int> {
    let first = node.place.line ?? 1
    let last = RecordLines.lastStart(in: node)
    let next = starts[starts.partitioningIndex { $0 > last }...].first ?? source.count + 1
    var end = max(next - 1, last)
    while end > last,
      source[end].unicodeScalars.allSatisfy({ $0.properties.isWhitespace || "]},".unicodeScalars.contains($0) })
    {
      end -= 1
    }
    return first...max(first, end)
  }

  private static func lastStart(in node: Node) -> Int {
    var last = node.place.line ?? 1
    var open = [node]
    while let node = open.popLast() {
      last = max(last, node.place.line ?? 1)
      switch node.content {
      case .scalar: continue
      case .sequence(let items): open += items
      case .mapping(let entries): open += entries.map(\.value)
      }
    }
    return last
  }

  /// How lines of a text that was taken from a value become lines of the file.
  func map(of node: Node, text: String) -> @Sendable (ClosedRange<Int>) -> ClosedRange<Int> {
    let range = range(of: node)
    // A literal block keeps its lines, so that each can be named; anything else stands as one.
    let own = SourceLines(text)
    let offset = range.lowerBound
    let isLiteral =
      own.count > 1
      && (1...own.count).allSatisfy { own[$0].trimmed == source[$0 + offset].trimmed }
    guard isLiteral else { return { _ in range } }
    return { lines in (lines.lowerBound + offset)...(lines.upperBound + offset) }
  }
}

extension Array {
  /// The first index from which a condition holds; it must hold for every later element, too. Complexity: O(log n).
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

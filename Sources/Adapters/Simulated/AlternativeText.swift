/// A text in which `[[a|b]]` stands for one of its alternatives, which may hold alternatives again.
///
/// Brackets without a `|` between them, brackets that are never closed and nesting deeper than 32 are plain text, so that
/// `[[1, 2]]` and a wiki link stay what they are. The first `]]` closes: an alternative cannot end with `]`.
struct AlternativeText: Sendable, Hashable {
  private indirect enum Piece: Sendable, Hashable {
    case literal(String)
    case choice([[Piece]])
  }

  private struct Frame {
    var alternatives: [[Piece]] = []
    var pieces: [Piece] = []

    mutating func add(_ text: String) {
      if case .literal(let before) = pieces.last {
        pieces[pieces.count - 1] = .literal(before + text)
      } else if !text.isEmpty {
        pieces.append(.literal(text))
      }
    }

    mutating func add(_ more: [Piece]) {
      for piece in more {
        if case .literal(let text) = piece { add(text) } else { pieces.append(piece) }
      }
    }

    /// Everything in the frame as it was written.
    mutating func addSource(of inner: Frame, closed: Bool) {
      add("[[")
      for (index, alternative) in (inner.alternatives + [inner.pieces]).enumerated() {
        if index > 0 { add("|") }
        add(alternative)
      }
      if closed { add("]]") }
    }
  }

  private let pieces: [Piece]

  /// Reads the notation. Complexity: O(n).
  init(_ source: String) {
    var frames = [Frame()]
    var literal = String.UnicodeScalarView()
    func flush() {
      frames[frames.count - 1].add(String(literal))
      literal.removeAll(keepingCapacity: true)
    }
    let scalars = source.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isDouble = next < scalars.endIndex && scalars[next] == scalar
      if scalar == "[", isDouble, frames.count <= 32 {
        flush()
        frames.append(Frame())
        index = scalars.index(after: next)
      } else if scalar == "]", isDouble, frames.count > 1 {
        flush()
        let inner = frames.removeLast()
        if inner.alternatives.isEmpty {
          frames[frames.count - 1].addSource(of: inner, closed: true)
        } else {
          frames[frames.count - 1].pieces.append(.choice(inner.alternatives + [inner.pieces]))
        }
        index = scalars.index(after: next)
      } else if scalar == "|", frames.count > 1 {
        flush()
        let last = frames.count - 1
        frames[last].alternatives.append(frames[last].pieces)
        frames[last].pieces = []
        index = next
      } else {
        literal.append(scalar)
        index = next
      }
    }
    flush()
    while frames.count > 1 {
      let inner = frames.removeLast()
      frames[frames.count - 1].addSource(of: inner, closed: false)
    }
    pieces = frames[0].pieces
  }

  /// Whether the text is the same in every draw.
  var isConstant: Bool {
    pieces.allSatisfy { if case .literal = $0 { true } else { false } }
  }

  /// The text of one draw: each alternative of a group is as likely as the others.
  func drawn(with generator: inout SplitMix64) -> String {
    var text = ""
    Self.append(pieces, to: &text, with: &generator)
    return text
  }

  private static func append(_ pieces: [Piece], to text: inout String, with generator: inout SplitMix64) {
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .choice(let alternatives):
        let index = min(Int(generator.unit() * Double(alternatives.count)), alternatives.count - 1)
        append(alternatives[index], to: &text, with: &generator)
      }
    }
  }
}

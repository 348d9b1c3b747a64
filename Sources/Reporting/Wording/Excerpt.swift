/// A long text shortened to its head, its tail and what a grader saw in it.
///
/// All cuts fall between Unicode scalars. Complexity: O(n) only up to the last evidence span; sizes are UTF-8 bytes.
struct Excerpt {
  /// One stretch of the text.
  enum Piece: Equatable {
    case text(String)
    case evidence(String)
    case leftOut(bytes: Int)
  }

  /// How much of a text is kept.
  struct Size {
    var head = 49_152
    var tail = 16_384
    var around = 1_024
    var evidence = 8_192
  }

  /// The stretches in order.
  let pieces: [Piece]

  /// Shortens a text.
  ///
  /// - Parameter spans: ranges of Unicode scalars that are evidence; what lies outside the text is dropped.
  init(_ text: String, spans: [Range<Int>] = [], size: Size = Size()) {
    let bytes = text.utf8
    let total = bytes.count
    let evidence = Self.byteRanges(of: spans, in: text)
    var kept: [Range<Int>] = []
    if total <= size.head + size.tail {
      kept = [0..<total]
    } else {
      kept = [0..<Self.align(size.head, in: bytes), Self.align(total - size.tail, in: bytes)..<total]
      for span in evidence {
        let end = min(span.upperBound, span.lowerBound + size.evidence)
        kept.append(
          Self.align(
            max(0, span.lowerBound - size.around), in: bytes)..<Self.align(min(total, end + size.around), in: bytes))
      }
      kept = Self.merged(kept)
    }
    var pieces: [Piece] = []
    var position = 0
    for range in kept {
      if range.lowerBound > position { pieces.append(.leftOut(bytes: range.lowerBound - position)) }
      pieces.append(contentsOf: Self.marked(range, evidence, in: bytes))
      position = range.upperBound
    }
    if position < total { pieces.append(.leftOut(bytes: total - position)) }
    self.pieces = pieces
  }

  /// Whether something was left out.
  var isShortened: Bool {
    pieces.contains {
      if case .leftOut = $0 { true } else { false }
    }
  }

  /// The excerpt as plain text with ⟦ ⟧ around evidence.
  var plain: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .evidence(let text): "⟦\(text)⟧"
      case .leftOut(let bytes): " … \(Amount.bytes(bytes)) left out … "
      }
    }.joined()
  }

  /// The text around its first evidence, or its beginning, for one line of at most `width` scalars.
  static func line(_ text: String, span: Range<Int>?, width: Int) -> String {
    let scalars = text.unicodeScalars
    let fits = scalars.index(scalars.startIndex, offsetBy: width, limitedBy: scalars.endIndex) == nil
    let isNear = (span?.upperBound ?? 0) <= width * 3 / 4
    let start = fits || isNear ? 0 : max(0, (span?.lowerBound ?? 0) - width / 4)
    guard let from = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex) else {
      return line(text, span: nil, width: width)
    }
    let to = scalars.index(from, offsetBy: width, limitedBy: scalars.endIndex) ?? scalars.endIndex
    let cut = String(scalars[from..<to])
    let local = span.map { max(0, $0.lowerBound - start)..<max(0, min($0.upperBound - start, width)) }
    let marked = Excerpt(cut, spans: local.map { [$0] } ?? []).plain
    let flat = marked.unicodeScalars.map { $0.properties.isWhitespace ? " " : String($0) }.joined()
    return (start > 0 ? "…" : "") + flat + (to < scalars.endIndex ? "…" : "")
  }

  /// Scalar ranges as ascending, disjoint ranges of UTF-8 offsets.
  private static func byteRanges(of spans: [Range<Int>], in text: String) -> [Range<Int>] {
    let scalars = text.unicodeScalars
    var ranges: [Range<Int>] = []
    var position = 0
    var index = scalars.startIndex
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty && span.lowerBound >= 0 {
      let skip = max(0, span.lowerBound - position)
      let taken = max(0, span.upperBound - max(span.lowerBound, position))
      guard let from = scalars.index(index, offsetBy: skip, limitedBy: scalars.endIndex), from < scalars.endIndex else {
        break
      }
      let to = scalars.index(from, offsetBy: taken, limitedBy: scalars.endIndex) ?? scalars.endIndex
      guard from < to else { continue }
      let lower = text.utf8.distance(from: text.utf8.startIndex, to: from)
      ranges.append(lower..<text.utf8.distance(from: text.utf8.startIndex, to: to))
      position = max(position, span.upperBound)
      index = to
    }
    return ranges
  }

  /// The nearest scalar boundary at or before an offset.
  private static func align(_ offset: Int, in bytes: String.UTF8View) -> Int {
    var offset = min(offset, bytes.count)
    while offset > 0, offset < bytes.count, bytes[bytes.index(bytes.startIndex, offsetBy: offset)] & 0xC0 == 0x80 {
      offset -= 1
    }
    return offset
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The stretches of a kept range, cut at the evidence in it.
  private static func marked(_ range: Range<Int>, _ evidence: [Range<Int>], in bytes: String.UTF8View) -> [Piece] {
    func slice(_ range: Range<Int>) -> String {
      let from = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
      return String(Substring(bytes[from..<bytes.index(from, offsetBy: range.count)]))
    }
    var pieces: [Piece] = []
    var position = range.lowerBound
    for span in evidence.map({ $0.clamped(to: range) }) where !span.isEmpty {
      if span.lowerBound > position { pieces.append(.text(slice(position..<span.lowerBound))) }
      pieces.append(.evidence(slice(span)))
      position = span.upperBound
    }
    if position < range.upperBound { pieces.append(.text(slice(position..<range.upperBound))) }
    return pieces
  }
}

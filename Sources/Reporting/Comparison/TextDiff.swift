/// What stands in one text and not in the other: the longest common sequence of lines or words.
struct TextDiff {
  /// One stretch.
  enum Piece: Equatable {
    case both(String)
    case removed(String)
    case added(String)
  }

  /// The stretches in order.
  let pieces: [Piece]

  /// The most units of a text that are compared; the work is the product of both.
  static let most = 1_200

  /// Compares two texts line by line; nil when one is too long.
  static func lines(_ old: String, _ new: String) -> TextDiff? {
    func split(_ text: String) -> [String] {
      text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String(Substring($0)) + "\n" }
    }
    return TextDiff(split(old), split(new))
  }

  /// Compares two texts word by word, white space included; nil when one is too long.
  static func words(_ old: String, _ new: String) -> TextDiff? { TextDiff(words(old), words(new)) }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isSpace = false
    for scalar in text.unicodeScalars {
      let space = scalar.properties.isWhitespace
      if space != isSpace, !word.isEmpty {
        words.append(String(word))
        word.removeAll()
      }
      isSpace = space
      word.append(scalar)
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  private init?(_ old: [String], _ new: [String]) {
    guard old.count <= Self.most, new.count <= Self.most else { return nil }
    let width = new.count + 1
    var common = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        common[i * width + j] =
          old[i] == new[j]
          ? common[(i + 1) * width + j + 1] + 1 : max(common[(i + 1) * width + j], common[i * width + j + 1])
      }
    }
    var pieces: [Piece] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        Self.append(.both(old[i]), to: &pieces)
        i += 1
        j += 1
      } else if j == new.count || i < old.count && common[(i + 1) * width + j] >= common[i * width + j + 1] {
        Self.append(.removed(old[i]), to: &pieces)
        i += 1
      } else {
        Self.append(.added(new[j]), to: &pieces)
        j += 1
      }
    }
    self.pieces = pieces
  }

  /// Joins a stretch with the one before it when both are of one kind.
  private static func append(_ piece: Piece, to pieces: inout [Piece]) {
    switch (pieces.last, piece) {
    case (.both(let text), .both(let more)): pieces[pieces.count - 1] = .both(text + more)
    case (.removed(let text), .removed(let more)): pieces[pieces.count - 1] = .removed(text + more)
    case (.added(let text), .added(let more)): pieces[pieces.count - 1] = .added(text + more)
    default: pieces.append(piece)
    }
  }

  /// Draws the stretches: removed ones struck through in `del`, added ones in `ins`, both with signs around them.
  func draw(_ page: inout Markup) {
    page.element("pre", ["class": "said diff"]) { page in
      for piece in pieces {
        switch piece {
        case .both(let text): page.text(text)
        case .removed(let text): page.element("del", [:], "⟦−\(text)⟧")
        case .added(let text): page.element("ins", [:], "⟦+\(text)⟧")
        }
      }
    }
  }
}

import EvalSchema

/// A text of a case with what a transform must leave alone.
///
/// Protected are words that hold a digit, an underscore or an at sign; addresses; words in capitals such as `EUR`; what stands in
/// quotes or backticks; and every phrase that the case's graders and recorded tools look for. So a transform cannot turn a right
/// answer into a wrong one.
struct GuardedText {
  /// The scalars of the text.
  let scalars: [Unicode.Scalar]
  /// The words, as ranges of scalars.
  let words: [Range<Int>]
  /// For each scalar, whether it must stay.
  private(set) var isProtected: [Bool]

  /// Finds what is protected in a text. Complexity: O(n × phrases).
  init(_ text: String, phrases: [String] = []) {
    scalars = Array(text.unicodeScalars)
    words = WordScanner.words(scalars)
    isProtected = Array(repeating: false, count: scalars.count)
    for word in words where Self.isTelling(scalars[word]) { protect(word) }
    for range in addresses + quotations { protect(range) }
    for phrase in phrases { for range in WordScanner.occurrences(of: phrase, in: scalars) { protect(range) } }
  }

  /// The words of which nothing is protected.
  var freeWords: [Range<Int>] { words.filter { word in !isProtected[word].contains(true) } }

  /// The protected words and phrases, each once, in the order of the text.
  var protectedTexts: [String] {
    var found: [String] = []
    for word in words where isProtected[word].allSatisfy({ $0 }) {
      let text = String(String.UnicodeScalarView(scalars[word]))
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  /// The phrases that the graders and recorded tools of a case look for.
  static func phrases(of evalCase: EvalCase) -> [String] {
    let input = evalCase.input
    var phrases = evalCase.expected.graders.flatMap(GraderWords.texts)
    for tool in input.tools {
      phrases.append(tool.name)
      for reply in tool.replies + [tool.otherwise].compactMap({ $0 }) {
        phrases += [reply.arguments, reply.result].compactMap { $0 }.flatMap(GraderWords.texts)
      }
    }
    phrases += input.documents.map(\.id)
    return Array(Set(phrases.filter { $0.unicodeScalars.count >= 2 })).sorted()
  }

  private mutating func protect(_ range: Range<Int>) { for index in range { isProtected[index] = true } }

  private static func isTelling(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    if word.contains(where: { $0.properties.numericType != nil || $0 == "_" || $0 == "@" }) { return true }
    return word.count >= 2 && word.allSatisfy(\.properties.isUppercase)
  }

  /// What stands between white space and holds `://` or begins with `www.`.
  private var addresses: [Range<Int>] {
    runs { !$0.properties.isWhitespace }.filter { run in
      let text = String(String.UnicodeScalarView(scalars[run]))
      return text.contains("://") || text.hasPrefix("www.") || text.contains("\\")
    }
  }

  /// What stands in double quotes, guillemets or backticks on one line.
  private var quotations: [Range<Int>] {
    let ends: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "`": "`", "\u{201C}": "\u{201D}", "\u{201E}": "\u{201C}", "\u{AB}": "\u{BB}",
    ]
    var found: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      defer { index += 1 }
      guard let end = ends[scalars[index]] else { continue }
      let rest = scalars[(index + 1)...].prefix { $0 != "\n" }
      guard let close = rest.firstIndex(of: end), close > index + 1 else { continue }
      found.append(index..<(close + 1))
      index = close
    }
    return found
  }

  private func runs(where isInside: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in scalars.indices {
      if isInside(scalars[index]) {
        start = start ?? index
      } else if let from = start {
        runs.append(from..<index)
        start = nil
      }
    }
    if let from = start { runs.append(from..<scalars.count) }
    return runs
  }
}

extension GuardedText {
  /// The text with some scalars changed: for each index what stands there instead.
  func replacing(_ edits: [Int: [Unicode.Scalar]]) -> String {
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() { result.append(contentsOf: edits[index] ?? [scalar]) }
    return String(result)
  }

  /// Whether a combining mark follows, so that changing this scalar would change how the mark is read.
  func carriesMark(_ index: Int) -> Bool {
    index + 1 < scalars.count && scalars[index + 1].properties.isGraphemeExtend
  }
}

/// What a heading or key of a postmortem means, whatever a team calls it.
package enum PostmortemField: String, Sendable, Hashable, CaseIterable {
  // Metadata.
  case title
  case incidentID = "id"
  case date, closed, status, severity, pattern, owner, model, labels
  // Sections of every postmortem.
  case summary, impact, timeline
  case rootCause = "root_cause"
  case contributing, trigger, detection
  case escapeReason = "escape_reason"
  case resolution, lessons, actions, evidence, tests, other
  // What a case is made of.
  case input
  case badOutput = "known_bad"
  case expected
  case goodOutput = "known_good"
  // Near to a part of a case, but only ever a proposal for it.
  case nearInput = "near_input"
  case nearExpected = "near_expected"

  /// The fields that a case cannot be without.
  package static let triple: [PostmortemField] = [.input, .badOutput, .expected]

  /// The fields that are a part of a case or near to one.
  static let parts: Set<PostmortemField> = [.input, .badOutput, .expected, .goodOutput, .nearInput, .nearExpected]

  /// The field that a heading or key names; nil when it names none.
  ///
  /// An exact name wins over one without its parentheses, that over a misspelt one.
  package init?(_ name: HeadingName) {
    if let exact = Self.index[name.words] {
      self = exact
    } else if let bare = name.withoutParentheses.flatMap({ Self.index[$0] }) {
      self = bare
    } else if let near = Self.near(name) {
      self = near
    } else {
      return nil
    }
  }

  /// The field whose name is the same but for one letter in a long word.
  private static func near(_ name: HeadingName) -> PostmortemField? {
    let counts = Set([name.words.count, name.withoutParentheses?.count ?? 0])
    guard name.words.contains(where: { $0.utf8.count >= 6 }) else { return nil }
    for count in counts.sorted() {
      for other in byLength[count] ?? [] where name.resembles(HeadingName(words: other)) { return index[other] }
    }
    return nil
  }

  /// The names in the table with a long word, by their number of words, in an order that never changes.
  private static let byLength: [Int: [[String]]] = {
    let long = index.keys.filter { words in words.contains { $0.utf8.count >= 6 } }
    return Dictionary(grouping: long.sorted { $0.lexicographicallyPrecedes($1) }, by: \.count)
  }()

  private static let index: [[String]: PostmortemField] = {
    var index: [[String]: PostmortemField] = [:]
    for (field, names) in table {
      for name in names where index[HeadingName(name).words] == nil { index[HeadingName(name).words] = field }
    }
    return index
  }()
}

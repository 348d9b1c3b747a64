/// A way in which `relapse vary` makes variants of a case.
package enum VariantTransform: Sendable, Hashable {
  /// Slips of the hand in the user's messages.
  case typos
  /// Other white space in the user's messages.
  case whitespace
  /// Letters of other scripts that look the same, in the user's messages.
  case lookalikes
  /// Small and capital letters in the user's messages.
  case letterCase
  /// Small talk before the conversation.
  case longHistory
  /// Documents among those of the case that have nothing to do with it.
  case distractors
  /// A text around the last user message that tries to talk the system out of its rules.
  case injection
  /// The last user message in other words, one variant for each text.
  case paraphrase([Phrase])
  /// The last user message in other languages, one variant for each text.
  case language([Phrase])

  /// A text that a person wrote, with the name that its variant gets after the transform's.
  package struct Phrase: Sendable, Hashable {
    /// The tag of a language; nil for a paraphrase.
    package var tag: String?
    /// The text.
    package var text: String

    /// Makes the value from its parts.
    package init(tag: String? = nil, text: String) {
      self.tag = tag
      self.text = text
    }
  }

  /// The transforms that need no file, by the names of the command line.
  package static let plain: [(name: String, transform: VariantTransform)] = [
    ("typos", .typos), ("whitespace", .whitespace), ("lookalikes", .lookalikes), ("case", .letterCase),
    ("long-history", .longHistory), ("distractors", .distractors), ("injection", .injection),
  ]

  /// The name on the command line, with which the names of its variants begin.
  package var name: String {
    switch self {
    case .typos: "typos"
    case .whitespace: "whitespace"
    case .lookalikes: "lookalikes"
    case .letterCase: "case"
    case .longHistory: "long-history"
    case .distractors: "distractors"
    case .injection: "injection"
    case .paraphrase: "paraphrase"
    case .language: "language"
    }
  }
}

package import EvalSchema

/// One question of the dialogue about a postmortem; all its texts are foreign, and whoever shows them makes them safe.
package struct ImportQuestion: Sendable, Hashable {
  /// What is asked for.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case status, severity, pattern, layers, input, expected, graders, owner, harm, reversibility
    case closedOn = "closed on"
    case knownBad = "known_bad"
    case knownGood = "known_good"
    case reachedUser = "reached user"
    case confirmedBy = "confirmed by"
    case writing = "write"
  }

  /// One thing to choose, by its number.
  package struct Choice: Sendable, Hashable {
    /// What is taken when it is chosen.
    package var text: String
    /// Where it stands in the document.
    package var lines: LineRange?
    /// Who proposes it; nil for the document.
    package var proposedBy: String?

    /// Makes the value from its parts.
    package init(_ text: String, lines: LineRange? = nil, proposedBy: String? = nil) {
      (self.text, self.lines, self.proposedBy) = (text, lines, proposedBy)
    }
  }

  /// What is asked for.
  package var kind: Kind
  /// The case that it is about, when the document has several.
  package var caseID: String?
  /// The question itself.
  package var title: String
  /// What there is to know before answering, line by line.
  package var details: [String] = []
  /// What can be chosen, by number from 1.
  package var choices: [Choice] = []
  /// What an empty line does.
  package var onEmpty: String
  /// Why the last answer did not do, or what came of it.
  package var note: String?
}

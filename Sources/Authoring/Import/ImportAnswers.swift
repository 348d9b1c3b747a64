package import EvalSchema

/// What is said about one document beyond what it holds: by a person in the dialogue, or proposed by a model.
///
/// Answers fill what is missing and nothing else: what the document states stays as it stands.
package struct ImportAnswers: Sendable, Hashable {
  /// A text for one part of a case.
  package struct Said: Sendable, Hashable {
    /// The text.
    package var text: String
    /// The lines of the document that it was taken from; nil when a person wrote it.
    package var lines: LineRange?
    /// Who proposed it, such as `model`; nil when the document or a person did.
    package var proposedBy: String?

    /// Makes the value from its parts.
    package init(_ text: String, lines: LineRange? = nil, proposedBy: String? = nil) {
      (self.text, self.lines, self.proposedBy) = (text, lines, proposedBy)
    }
  }

  /// What is said about one case.
  package struct Case: Sendable, Hashable {
    /// The id of its pattern.
    package var pattern: Said?
    /// What came in.
    package var input: Said?
    /// What the system did.
    package var knownBad: Said?
    /// What it should do.
    package var expected: Said?
    /// An output that would have been right.
    package var knownGood: Said?
    /// Graders, each as the JSON of a case file.
    package var graders: [JSONValue] = []
    /// Who proposed the graders; nil when a person did.
    package var gradersProposedBy: String?
    /// Where the cause lay.
    package var layers: [Layer] = []
    /// What followed.
    package var consequence: Consequence?

    /// Nothing said.
    package init() {}

    /// Who proposed each part that somebody proposed, by the name of the part.
    var proposedBy: [String: String] {
      var found: [String: String] = [:]
      let parts: [(CaseComposer.Part, Said?)] = [
        (.pattern, pattern), (.input, input), (.knownBad, knownBad), (.expected, expected), (.knownGood, knownGood),
      ]
      for (part, said) in parts { if let by = said?.proposedBy { found[part.rawValue] = by } }
      if !graders.isEmpty, let gradersProposedBy { found[CaseComposer.Part.graders.rawValue] = gradersProposedBy }
      return found
    }
  }

  /// A person's word that the incident is closed.
  package var attestation: ImportPolicy.Attestation?
  /// The severity on our scale.
  package var severity: Severity?
  /// Who answers for the cases.
  package var owner: String?
  /// Who confirms what was proposed; without a name it stays a proposal, and its case a draft.
  package var confirmedBy: String?
  /// The answers for each case, by its position in the document.
  package var cases: [Int: Case] = [:]

  /// Nothing said.
  package init() {}
}

/// One document among those of an import: its file, and its position among the records of the file.
package struct DocumentKey: Sendable, Hashable {
  /// The path as the user gave it.
  package var file: String
  /// The position among the records of the file, from 0.
  package var position: Int

  /// Makes the key.
  package init(file: String, position: Int) { (self.file, self.position) = (file, position) }
}

extension ImportedDocument {
  /// Its key.
  package var key: DocumentKey { DocumentKey(file: file, position: position) }
}

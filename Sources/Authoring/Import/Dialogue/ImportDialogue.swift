import EvalSchema

/// The dialogue about one postmortem that lacks something: question, answer, next; no terminal, no file, no clock.
///
/// The shell shows `next`, and gives back a line, or the document with its proof. Every answer is tried on the importer: one that
/// would make the document refused is not taken, and the reason is the note of the same question.
package struct ImportDialogue: Sendable {
  /// What the shell does next.
  package enum Next: Sendable, Hashable {
    /// Show this and read a line: `answer(_:)`.
    case ask(ImportQuestion)
    /// Run the graders on the exhibits of this document: `proven(_:)`.
    case prove(ImportedDocument)
    /// The end.
    case done(Outcome)
  }

  /// How a dialogue ends.
  package enum Outcome: Sendable, Hashable {
    /// Write the document with its cases and drafts.
    case write(ImportedDocument)
    /// Write nothing of this document, and go on with the next one.
    case skip
    /// Ask nothing more, and write the document with what was answered so far, all of it as drafts; nil when nothing was
    /// answered, and then nothing of it is written.
    case stop(ImportedDocument?)
  }

  /// One thing to ask, about the document or one of its cases.
  struct Topic: Sendable, Hashable {
    var kind: ImportQuestion.Kind
    var position = 0
  }

  enum State: Sendable, Hashable {
    case asking, proving, confirming
    case done(Outcome)
  }

  let importer: PostmortemImporter
  let source: PostmortemImporter.Source
  let lines: SourceLines
  /// What a model proposes for each case.
  let assisted: [Int: [ImportProposal]]
  /// Who sits at the terminal, when that is known.
  let person: String?
  /// The document with the answers so far.
  package internal(set) var document: ImportedDocument
  /// The answers so far.
  package internal(set) var answers: ImportAnswers
  var topics: [Topic] = []
  var state = State.asking
  var note: String?
  /// Choices that an ambiguous answer left.
  var narrowed: [ImportQuestion.Choice]?
  /// The lines of an answer that goes on.
  var begun: [String] = []
  /// The harm that was chosen, until its reversibility is known.
  var harm: [Int: Harm] = [:]

  /// Starts the dialogue about a document that the importer found incomplete.
  ///
  /// - Parameters:
  ///   - document: What the importer gave for the source.
  ///   - assisted: What a model proposes, by the position of the case.
  ///   - person: Who answers, for what is confirmed.
  package init(
    _ document: ImportedDocument, of source: PostmortemImporter.Source, importer: PostmortemImporter,
    assisted: [Int: [ImportProposal]] = [:], person: String? = nil
  ) {
    self.importer = importer
    self.source = source
    self.assisted = assisted
    self.person = person
    self.document = document
    lines = SourceLines(String(decoding: source.bytes, as: UTF8.self))
    answers = importer.answers[document.key] ?? ImportAnswers()
    topics = Self.topics(of: document)
    if topics.isEmpty { state = .proving }
  }

  /// What the shell does next.
  package var next: Next {
    switch state {
    case .asking: topics.first.map { .ask(question(about: $0)) } ?? .prove(document)
    case .proving: .prove(document)
    case .confirming: .ask(confirmation)
    case .done(let outcome): .done(outcome)
    }
  }

  /// What must be asked about a document, in order.
  static func topics(of document: ImportedDocument) -> [Topic] {
    var topics: [Topic] = []
    func lacks(_ part: String) -> Bool { document.cases.contains { $0.missing.contains(part) } }
    if lacks("status") { topics.append(Topic(kind: .status)) }
    if lacks("severity") { topics.append(Topic(kind: .severity)) }
    var hasOwner = true
    for (position, found) in document.cases.enumerated() where !found.missing.isEmpty {
      let parts: [ImportQuestion.Kind] = [.pattern, .layers, .input, .knownBad, .expected, .knownGood, .graders]
      topics += parts.filter { found.missing.contains($0.rawValue) }.map { Topic(kind: $0, position: position) }
      let node = YAMLReader.read(found.text, file: "").node
      if node?["owner"] == nil { hasOwner = false }
      if node?["consequence"] == nil { topics.append(Topic(kind: .harm, position: position)) }
    }
    if !hasOwner { topics.append(Topic(kind: .owner)) }
    return topics
  }

  /// Takes the document with what the graders said of its exhibits.
  ///
  /// Graders that were answered and would not have caught the incident are asked for again.
  package mutating func proven(_ proven: ImportedDocument) {
    guard state == .proving else { return }
    let failed = proven.cases.indices.first { position in
      proven.cases[position].missing.contains("graders") && answers.cases[position]?.graders.isEmpty == false
        && document.cases.indices.contains(position) && !document.cases[position].missing.contains("graders")
    }
    if let failed {
      let words = proven.diagnostics.filter { $0.severity == .error && !document.diagnostics.contains($0) }
      note = "these graders do not do: " + words.map(\.message).joined(separator: "; ")
      answers.cases[failed]?.graders = []
      answers.cases[failed]?.gradersProposedBy = nil
      document = recomputed(answers)
      topics = [Topic(kind: .graders, position: failed)]
      state = .asking
      return
    }
    document = proven
    state = .confirming
  }

  /// The document as it is with these answers.
  func recomputed(_ answers: ImportAnswers) -> ImportedDocument {
    var importer = importer
    importer.answers[document.key] = answers
    let all = importer.readAll(source)
    return all.indices.contains(document.position) ? all[document.position] : document
  }

  /// The end before the end: what was answered stands in drafts, and nothing of it counts as confirmed.
  mutating func stop() {
    answers.confirmedBy = nil
    guard answers != importer.answers[document.key] ?? ImportAnswers() else {
      state = .done(.stop(nil))
      return
    }
    state = .done(.stop(recomputed(answers).drafted))
  }

  /// Goes on to the next question, or to the proof.
  mutating func advance() {
    if !topics.isEmpty { topics.removeFirst() }
    narrowed = nil
    if !topics.isEmpty { return }
    let isProposed = answers.cases.values.contains { !$0.proposedBy.isEmpty }
    if isProposed, answers.confirmedBy == nil {
      if let person {
        answers.confirmedBy = person
        document = recomputed(answers)
      } else {
        topics = [Topic(kind: .confirmedBy)]
        return
      }
    }
    state = .proving
  }
}

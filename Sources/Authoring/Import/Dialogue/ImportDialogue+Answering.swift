import EvalSchema

extension ImportDialogue {
  /// Takes one line; nil is the end of the input.
  ///
  /// A number chooses, any other text is the answer, an empty line leaves the question open, `q` stops
  /// and keeps the answers as drafts. Texts may go on over
  /// several lines: a line that ends with a backslash is followed by another. `lines 31-38` takes these lines of the document.
  package mutating func answer(_ line: String?) {
    guard let line else { return stop() }
    if line.hasSuffix("\\"), takesText {
      begun.append(String(line.dropLast()))
      return
    }
    let text = (begun + [line]).joined(separator: "\n").trimmed
    let isContinued = !begun.isEmpty
    begun = []
    note = nil
    if !isContinued, ["q", "quit"].contains(text.lowercased()) {
      return stop()
    }
    switch state {
    case .confirming: confirm(text)
    case .asking: if let topic = topics.first { take(text, topic) }
    case .proving, .done: return
    }
  }

  /// Whether the answer is a text that may have several lines.
  private var takesText: Bool {
    guard state == .asking, let kind = topics.first?.kind else { return false }
    return [.input, .knownBad, .expected, .knownGood].contains(kind)
  }

  private mutating func confirm(_ text: String) {
    switch text.lowercased() {
    case "y", "yes": state = .done(.write(document))
    case "n", "no": state = .done(.skip)
    case "b", "back":
      answers = importer.answers[document.key] ?? ImportAnswers()
      harm = [:]
      document = recomputed(answers)
      topics = Self.topics(of: document)
      state = topics.isEmpty ? .proving : .asking
    default: note = "y writes it, n leaves it out, b asks again"
    }
  }

  private mutating func take(_ text: String, _ topic: Topic) {
    let question = question(about: topic)
    var choice: ImportQuestion.Choice?
    if let number = Int(text), number >= 0, number < 1_000 {
      guard question.choices.indices.contains(number - 1) else {
        note =
          question.choices.isEmpty
          ? "there is nothing to choose; put a number in quotes when it is the text itself"
          : "choose from 1 to \(question.choices.count); put a number in quotes when it is the text itself"
        return
      }
      choice = question.choices[number - 1]
    }
    if text.isEmpty { return leaveOpen(topic, question) }
    if let finder = importer.policy.finder, choice == nil, let span = finder.spans(in: text).first {
      note = "this holds what must not be committed (\(span.kind.rawValue)); write it without"
      return
    }
    switch topic.kind {
    case .status: attest(text)
    case .closedOn: takeDay(text)
    case .severity: takeSeverity(choice?.text ?? text)
    case .pattern: takePattern(choice ?? .init(text), topic)
    case .input, .knownBad, .expected, .knownGood: takeText(choice, text, topic)
    case .graders: takeGrader(choice, text, topic)
    case .layers: takeLayers(choice?.text ?? text, topic)
    case .owner: if apply({ $0.owner = KeyedValue.unquoted(text) }) { advance() }
    case .harm: takeHarm(choice?.text ?? text, topic)
    case .reversibility: takeReversibility(choice?.text ?? text, topic)
    case .reachedUser: takeReached(choice?.text ?? text, topic)
    case .confirmedBy: if apply({ $0.confirmedBy = text }) { advance() }
    case .writing: return
    }
  }

  /// An empty line: the default where there is one, else the question stays open and the case a draft.
  private mutating func leaveOpen(_ topic: Topic, _ question: ImportQuestion) {
    switch topic.kind {
    case .severity:
      guard document.severityCandidates.count > 1, let higher = document.severityCandidates.max() else {
        return advance()
      }
      takeSeverity(higher.rawValue)
    case .reachedUser: takeReached("yes", topic)
    default: advance()
    }
  }

  /// Tries a change; keeps it unless the document would be refused.
  private mutating func apply(_ change: (inout ImportAnswers) -> Void) -> Bool {
    var trial = answers
    change(&trial)
    let result = recomputed(trial)
    if result.verdict == .refused {
      let errors = result.diagnostics.filter { $0.severity == .error && !document.diagnostics.contains($0) }
      let told = errors.first { $0.code != result.reason?.rawValue } ?? errors.first
      note = told?.message ?? "the case would not load with this"
      return false
    }
    answers = trial
    document = result
    return true
  }

  private mutating func attest(_ text: String) {
    let statement = text.lowercased().hasPrefix("closed:") ? text : "closed: " + text
    guard let attestation = ImportPolicy.Attestation(statement, closedOn: nil) else {
      note = "write who says so and why, with a comma between: Ana Ruiz, the review of 12 May is signed"
      return
    }
    guard apply({ $0.attestation = attestation }) else { return }
    let hasDay = document.cases.first.flatMap { YAMLReader.read($0.text, file: "").node }?["incident"]?["closed"] != nil
    if !hasDay { topics.insert(Topic(kind: .closedOn), at: 1) }
    advance()
  }

  private mutating func takeDay(_ text: String) {
    guard let day = DateReading.day(in: text) else {
      note = "a day is written year, month, day: 2026-05-14"
      return
    }
    if apply({ $0.attestation?.closedOn = day }) { advance() }
  }

  private mutating func takeSeverity(_ text: String) {
    switch SeverityGate.read(text, scheme: importer.policy.scheme) {
    case .known(let severity):
      if apply({ $0.severity = severity }) { advance() }
    default:
      guard let severity = Severity(rawValue: text.uppercased()) else {
        note = "choose S1, S2 or S3"
        return
      }
      if apply({ $0.severity = severity }) { advance() }
    }
  }

  private mutating func takePattern(_ choice: ImportQuestion.Choice, _ topic: Topic) {
    if choice.text == "?" {
      note = Taxonomy.patterns.map { "\($0.id): \($0.definition)" }.joined(separator: "\n")
      return
    }
    switch PatternGate.read(choice.text) {
    case .known(let id):
      let said = ImportAnswers.Said(id, lines: choice.lines, proposedBy: choice.proposedBy)
      if apply({ $0.cases[topic.position, default: .init()].pattern = said }) { advance() }
    case .ambiguous(let ids):
      narrowed = ids.map { ImportQuestion.Choice($0) }
      note = "\"\(choice.text)\" can be more than one"
    case .unknown: note = PatternGate.unknownName(choice.text) + "; ? lists them"
    }
  }

  private mutating func takeText(_ choice: ImportQuestion.Choice?, _ text: String, _ topic: Topic) {
    var said = choice.map { ImportAnswers.Said($0.text, lines: $0.lines, proposedBy: $0.proposedBy) }
    if said == nil, let range = linesAnswer(text) {
      guard range.first > 0, range.first <= range.last, range.last <= lines.count,
        let filled = lines.trimmed(range.first...range.last)
      else {
        note = "the document has \(lines.count.counted("line")), and these hold no text"
        return
      }
      said = ImportAnswers.Said(lines.text(filled), lines: LineRange(filled))
    }
    let value = said ?? ImportAnswers.Said(KeyedValue.unquoted(text))
    let isTaken = apply { answers in
      switch topic.kind {
      case .input: answers.cases[topic.position, default: .init()].input = value
      case .knownBad: answers.cases[topic.position, default: .init()].knownBad = value
      case .expected: answers.cases[topic.position, default: .init()].expected = value
      default: answers.cases[topic.position, default: .init()].knownGood = value
      }
    }
    if isTaken { advance() }
  }

  /// `lines 31-38` or `line 31`.
  private func linesAnswer(_ text: String) -> LineRange? {
    let words = text.lowercased().split(separator: " ")
    guard words.count == 2, words[0] == "lines" || words[0] == "line" else { return nil }
    let numbers = words[1].split(separator: "-").map { Int($0) }
    guard let first = numbers.first ?? nil, numbers.count <= 2, let last = numbers.last ?? nil else { return nil }
    return LineRange(first: first, last: last)
  }

  private mutating func takeGrader(_ choice: ImportQuestion.Choice?, _ text: String, _ topic: Topic) {
    guard let grader = Self.grader(choice?.text ?? text) else {
      note = "write + WORDS, - WORDS, or a grader in YAML such as tool_not_called: issue_refund"
      return
    }
    let by = choice?.proposedBy
    let isTaken = apply { answers in
      answers.cases[topic.position, default: .init()].graders.append(grader)
      if let by { answers.cases[topic.position]?.gradersProposedBy = by }
    }
    if isTaken {
      let words = (try? CanonicalJSON.line(grader)).map { String(decoding: $0, as: UTF8.self).trimmed } ?? text
      note = "added \(words); another one, or an empty line to go on"
    }
  }

  /// A grader from `+ WORDS`, which must be said, `- WORDS`, which must not, or its YAML on one line.
  static func grader(_ text: String) -> JSONValue? {
    let bare = text.trimmed
    let words = KeyedValue.unquoted(String(bare.dropFirst()).trimmed)
    if bare.hasPrefix("+") { return words.isEmpty ? nil : .object(["contains": .string(words)]) }
    if bare.hasPrefix("-") {
      return words.isEmpty ? nil : .object(["not": .object(["contains": .string(words)])])
    }
    guard let node = YAMLReader.read(bare, file: "").node, case .mapping = node.content else { return nil }
    return node.json
  }

  private mutating func takeLayers(_ text: String, _ topic: Topic) {
    let names = text.lowercased().split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    let layers = names.compactMap { Layer(rawValue: $0) }
    guard !layers.isEmpty, layers.count == names.count else {
      note = "choose from " + Layer.allCases.map(\.rawValue).joined(separator: ", ")
      return
    }
    if apply({ $0.cases[topic.position, default: .init()].layers = layers }) { advance() }
  }

  private mutating func takeHarm(_ text: String, _ topic: Topic) {
    guard let harm = Harm(rawValue: text.lowercased()) else {
      note = "choose " + Harm.allCases.map(\.rawValue).joined(separator: ", ")
      return
    }
    self.harm[topic.position] = harm
    topics.insert(Topic(kind: .reversibility, position: topic.position), at: 1)
    advance()
  }

  private mutating func takeReversibility(_ text: String, _ topic: Topic) {
    guard let reversibility = Reversibility(rawValue: text.lowercased()), let harm = harm[topic.position] else {
      note = "choose " + Reversibility.allCases.map(\.rawValue).joined(separator: ", ")
      return
    }
    let consequence = Consequence(harm: harm, reversibility: reversibility)
    guard apply({ $0.cases[topic.position, default: .init()].consequence = consequence }) else { return }
    topics.insert(Topic(kind: .reachedUser, position: topic.position), at: 1)
    advance()
  }

  private mutating func takeReached(_ text: String, _ topic: Topic) {
    let word = text.lowercased()
    guard ["y", "yes", "n", "no"].contains(word) else {
      note = "choose yes or no"
      return
    }
    if apply({ $0.cases[topic.position]?.consequence?.reachedUser = word.hasPrefix("y") }) { advance() }
  }
}

import EvalSchema

extension ImportDialogue {
  /// The question about one topic, with what the document offers for it.
  func question(about topic: Topic) -> ImportQuestion {
    var question = ImportQuestion(
      kind: topic.kind, title: Self.title(of: topic.kind), onEmpty: "leave it open: a draft")
    let found = document.cases.indices.contains(topic.position) ? document.cases[topic.position] : nil
    if document.cases.count > 1, Self.isAboutCase(topic.kind) { question.caseID = found?.id }
    question.note = note
    switch topic.kind {
    case .status:
      question.details =
        document.status.map { ["the document says: \($0)"] } ?? ["the document states no status"]
    case .severity:
      let stated = found.flatMap { YAMLReader.read($0.text, file: "").node }?["incident"]?["severity_source"]?.text
      question.details = stated.map { ["the document says: \($0)"] } ?? ["the document states no severity"]
      let candidates = document.severityCandidates.sorted(by: >)
      question.choices = (candidates.isEmpty ? Severity.allCases : candidates).map { .init($0.rawValue) }
      if let higher = candidates.first, candidates.count > 1 { question.onEmpty = "the higher, \(higher.rawValue)" }
    case .pattern:
      question.choices = narrowed ?? choices(.pattern, topic.position)
      let known = found?.unknownPattern.map { [PatternGate.unknownName($0.value)] } ?? []
      question.details = known + ["? lists the patterns"]
    case .input, .knownBad, .expected, .knownGood: question.choices = choices(topic.kind, topic.position)
    case .graders:
      question.choices = choices(.graders, topic.position)
      question.details = [
        "+ WORDS must be said, - WORDS must not be said, or a grader in YAML: tool_not_called: issue_refund",
        "they must fail the bad output and pass the good one",
      ]
      if answers.cases[topic.position]?.graders.isEmpty == false { question.onEmpty = "go on" }
    case .layers:
      question.choices = Layer.allCases.map { .init($0.rawValue) }
      question.details = ["the root cause only says that the model hallucinated; several with commas between"]
    case .harm: question.choices = Harm.allCases.map { .init($0.rawValue) }
    case .reversibility: question.choices = Reversibility.allCases.map { .init($0.rawValue) }
    case .reachedUser:
      question.choices = [.init("yes"), .init("no")]
      question.onEmpty = "yes"
    case .closedOn, .owner, .confirmedBy, .writing: break
    }
    if [.closedOn, .owner, .harm, .reversibility].contains(topic.kind) { question.onEmpty = "leave it out" }
    return question
  }

  /// What a person sees before anything is written: every file as it would be.
  var confirmation: ImportQuestion {
    var question = ImportQuestion(kind: .writing, title: "write this?", onEmpty: "ask again")
    for found in document.cases {
      question.details.append("--- \(found.file)" + (found.missing.isEmpty ? "" : ", a draft"))
      question.details += found.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if question.details.last == "" { question.details.removeLast() }
      if !found.missing.isEmpty { question.details.append("--- missing: \(found.missing.joined(separator: ", "))") }
      for other in found.similar { question.details.append("--- much like \(other.file) (\(other.percent) %)") }
    }
    question.choices = []
    question.note = note
    return question
  }

  private func choices(_ kind: ImportQuestion.Kind, _ position: Int) -> [ImportQuestion.Choice] {
    let own = document.cases.indices.contains(position) ? document.cases[position].proposals : []
    let all = (own + (assisted[position] ?? [])).filter { $0.field == kind.rawValue }
    var seen: Set<String> = []
    return all.filter { seen.insert($0.text).inserted }.map {
      ImportQuestion.Choice($0.text, lines: $0.lines, proposedBy: $0.proposedBy)
    }
  }

  private static func isAboutCase(_ kind: ImportQuestion.Kind) -> Bool {
    ![.status, .closedOn, .severity, .owner, .confirmedBy, .writing].contains(kind)
  }

  private static func title(of kind: ImportQuestion.Kind) -> String {
    switch kind {
    case .status: "status: who says that the incident is closed and reviewed, and why? (WHO, WHY)"
    case .closedOn: "closed on: which day? (2026-05-14)"
    case .severity: "severity: how grave was it?"
    case .pattern: "pattern: what class of failure was it?"
    case .layers: "layers: where did the cause lie?"
    case .input: "input: what came in, word for word?"
    case .knownBad: "bad output: what did the system say or do, word for word?"
    case .expected: "expected: what should it have done, as something that can be observed?"
    case .knownGood: "good output: what would have been a right answer?"
    case .graders: "graders: how is the bad output told from a good one?"
    case .owner: "owner: who answers for the case?"
    case .harm: "harm: how much was done?"
    case .reversibility: "reversibility: can it be taken back?"
    case .reachedUser: "reached a user?"
    case .confirmedBy: "who confirms what was proposed? (your name)"
    case .writing: "write this?"
    }
  }
}

package import EvalSchema
import FoundationEssentials

/// What a model's answer proposes for a document, after everything that cannot be held against the document was thrown away.
///
/// The answer is hostile text, too: it is one JSON object of one shape, or it counts for nothing. A quote must stand in the lines
/// that it names, character by character.
package struct AssistAnswer: Sendable, Hashable {
  /// The proposals by the position of the case.
  package var proposals: [Int: [ImportProposal]] = [:]
  /// What was thrown away, and why.
  package var diagnostics: [Diagnostic] = []

  /// Who proposes.
  package static let proposer = "model"
  /// Most bytes of an answer.
  static let mostBytes = 1 << 18
  /// Most proposals of an answer.
  static let mostProposals = 64
  /// Most scalars of a text that stands nowhere in the document.
  static let mostScalars = 4_000

  private let file: String
  private let lines: SourceLines
  private let finder: SensitiveFinder?

  /// Reads the answer about a document.
  ///
  /// - Parameters:
  ///   - source: The text that was sent.
  ///   - finder: What no text of a model may hold.
  package init(_ answer: String, about document: ImportedDocument, text source: String, finder: SensitiveFinder?) {
    file = document.file
    lines = SourceLines(source)
    self.finder = finder
    let wanted = Dictionary(uniqueKeysWithValues: AssistPrompt.wanted(of: document).map { ($0.position, $0.fields) })
    guard let items = items(of: answer) else { return }
    for item in items.prefix(AssistAnswer.mostProposals) { take(item, wanted) }
    if items.count > AssistAnswer.mostProposals {
      discard(
        (items.count - AssistAnswer.mostProposals).counted("more proposal"),
        "at most \(AssistAnswer.mostProposals) are read")
    }
  }

  private mutating func items(of answer: String) -> [JSONValue]? {
    let bare = AssistAnswer.unfenced(answer)
    guard bare.utf8.count <= AssistAnswer.mostBytes else {
      unreadable("the answer has more than \(AssistAnswer.mostBytes) bytes")
      return nil
    }
    // What the decoder says about hostile text is of no use to a reader.
    guard let json = try? CanonicalJSON.decode(JSONValue.self, from: Data(bare.utf8)), case .object(let members) = json,
      case .array(let items)? = members["proposals"], members.count == 1
    else {
      unreadable("the answer is not one JSON object with the key `proposals`: \"\(ImportProposal.excerpt(bare))\"")
      return nil
    }
    return items
  }

  /// The text without one fence around the whole of it.
  private static func unfenced(_ text: String) -> String {
    let bare = text.trimmed
    guard bare.hasPrefix("```"), bare.hasSuffix("```"), let end = bare.firstIndex(of: "\n") else { return bare }
    return String(bare[end...].dropLast(3)).trimmed
  }

  private mutating func take(_ item: JSONValue, _ wanted: [Int: [String]]) {
    guard case .object(let members) = item, let field = members["field"]?.string else {
      return discard("a proposal", "it names no field")
    }
    let position = members["case"]?.integer ?? 0
    let name = "the proposal for \(ImportProposal.excerpt(field)) of case \(position)"
    let known: Set<String> = ["case", "field", "first", "last", "quote", "value"]
    if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
      return discard(name, "it has the unknown key \"\(ImportProposal.excerpt(unknown))\"")
    }
    guard wanted[position]?.contains(field) == true else { return discard(name, "it was not asked for") }
    switch field {
    case "input", "known_bad", "expected":
      guard let quote = quote(of: members, name) else { return }
      add(field, quote.text, quote.lines, to: position)
    case "pattern":
      guard let quote = quote(of: members, name) else { return }
      guard let value = members["value"]?.string, case .known(let id) = PatternGate.read(value) else {
        return discard(name, PatternGate.unknownName(members["value"]?.string ?? ""))
      }
      add(field, id, quote.lines, to: position)
    case "known_good":
      guard let value = members["value"]?.string, let text = safe(value, name) else {
        if members["value"]?.string == nil { discard(name, "it has no value") }
        return
      }
      add(field, text, nil, to: position)
    default:
      guard let value = members["value"], case .object = value, let text = try? CanonicalJSON.text(value) else {
        return discard(name, "it is no grader")
      }
      guard let text = safe(text, name) else { return }
      add(field, text.trimmed, nil, to: position)
    }
  }

  /// The quote of a proposal, when it stands where it is said to stand.
  private mutating func quote(
    of members: [String: JSONValue], _ name: String
  ) -> (text: String, lines: LineRange)? {
    guard let quote = members["quote"]?.string, !KeyedValue.isBlank(quote) else {
      discard(name, "it quotes nothing")
      return nil
    }
    guard let first = members["first"]?.integer, let last = members["last"]?.integer, first >= 1, last >= first,
      last <= lines.count
    else {
      discard(name, "it names no lines of the document")
      return nil
    }
    let stated = lines.text(first...last)
    let bare = quote.trimmed
    guard stated.contains(bare) || AssistAnswer.dequoted(stated).contains(bare) else {
      discard(name, "its quote does not stand in lines \(first)-\(last): \"\(ImportProposal.excerpt(bare))\"")
      return nil
    }
    return (bare, LineRange(first: first, last: last))
  }

  /// Lines without the marks of a quote.
  private static func dequoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let bare = line.drop { $0 == " " }
      guard bare.first == ">" else { return String(line) }
      return String(bare.dropFirst().first == " " ? bare.dropFirst(2) : bare.dropFirst())
    }.joined(separator: "\n")
  }

  /// A text of the model's own, when it may be committed.
  private mutating func safe(_ text: String, _ name: String) -> String? {
    if text.isBlank || text.unicodeScalars.count > AssistAnswer.mostScalars {
      discard(name, "it is empty or longer than \(AssistAnswer.mostScalars) characters")
      return nil
    }
    if let span = finder?.spans(in: text).first {
      discard(name, "it holds what must not be committed (\(span.kind.rawValue))")
      return nil
    }
    return text.trimmed
  }

  private mutating func add(_ field: String, _ text: String, _ lines: LineRange?, to position: Int) {
    proposals[position, default: []].append(
      ImportProposal(field: field, lines: lines, text: text, proposedBy: AssistAnswer.proposer))
  }

  private mutating func discard(_ what: String, _ why: String) {
    diagnostics.append(
      .warning(
        "assist-discarded", "\(what) was thrown away: \(why)", at: Place(file: file),
        hint: "nothing of a model is taken that cannot be held against the document"))
  }

  private mutating func unreadable(_ why: String) {
    diagnostics.append(
      .warning(
        "assist-unreadable", why, at: Place(file: file), hint: "the import goes on as if nothing had been proposed"))
  }
}

extension PostmortemImporter {
  /// Puts a model's proposals into a document's drafts, each marked and none confirmed; nobody is there to ask.
  ///
  /// - Returns: The document, still incomplete; and what is to be said about it when it is read again.
  package func proposed(
    _ answer: AssistAnswer, for document: ImportedDocument, of source: Source
  ) -> (document: ImportedDocument, answers: ImportAnswers) {
    var answers = answers[document.key] ?? ImportAnswers()
    var importer = self
    var result = document
    for (position, proposals) in answer.proposals.sorted(by: { $0.key < $1.key }) {
      for proposal in proposals {
        var trial = answers
        guard trial.cases[position, default: .init()].propose(proposal) else { continue }
        importer.answers[document.key] = trial
        let all = importer.readAll(source)
        // What would make the document refused is not taken.
        guard all.indices.contains(document.position), all[document.position].verdict != .refused else { continue }
        answers = trial
        result = all[document.position]
      }
      guard result.cases.indices.contains(position) else { continue }
      result.cases[position].proposals += proposals
    }
    return (result, answers)
  }
}

extension ImportAnswers.Case {
  /// Takes a proposal for a part that has none yet; false when there is one, or when it is no such part.
  mutating func propose(_ proposal: ImportProposal) -> Bool {
    let said = ImportAnswers.Said(proposal.text, lines: proposal.lines, proposedBy: proposal.proposedBy)
    switch proposal.field {
    case "pattern" where pattern == nil: pattern = said
    case "input" where input == nil: input = said
    case "known_bad" where knownBad == nil: knownBad = said
    case "expected" where expected == nil: expected = said
    case "known_good" where knownGood == nil: knownGood = said
    case "graders" where graders.count < 4:
      guard let grader = ImportDialogue.grader(proposal.text) else { return false }
      graders.append(grader)
      gradersProposedBy = proposal.proposedBy
    default: return false
    }
    return true
  }
}

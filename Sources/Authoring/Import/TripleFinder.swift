import EvalSchema

/// Finds input, bad output and expected behavior in the sections of a postmortem.
///
/// Only three keys in one section, each exactly once, are a case. Everything else that looks like a part of one is a proposal: a
/// line range for a person to look at, never content of a case.
struct TripleFinder: Sendable, Hashable {
  /// Input, bad output and expected behavior of one section.
  struct Triple: Sendable, Hashable {
    /// The title of the section; "" at the top of a document.
    var title: String
    var input: KeyedValue
    var badOutput: KeyedValue
    var expected: KeyedValue
    /// A good output, when the section has exactly one.
    var goodOutput: KeyedValue?
    /// The severity that the section states for itself.
    var severity: KeyedValue?
    /// The pattern that the section states for itself.
    var pattern: KeyedValue?
  }

  /// One case each, in the order of the text.
  var triples: [Triple] = []
  /// What may be a part of a case.
  var proposals: [ImportProposal] = []
  /// Whether something is quoted as the words of an assistant.
  var quotesSystem = false
  /// Parts that hold a picture and no text.
  var pictures: [KeyedValue] = []
  /// Every key and heading of the failure that was seen, in the order of the text.
  var seen: [KeyedValue] = []

  /// Most proposals for one field.
  static let mostProposals = 8

  /// Nothing found.
  init() {}

  /// Searches a document.
  init(_ document: MarkdownDocument) {
    for section in document.sections {
      let title = HeadingName(section.title)
      if let own = PostmortemField(title), PostmortemField.parts.contains(own) { continue }
      let context = TripleFinder.Context(section)
      if context == .foreign { continue }
      var values = KeyedValue.all(in: section.blocks)
      for child in section.subsections {
        let name = HeadingName(child.title)
        guard let field = PostmortemField(name), PostmortemField.parts.contains(field) else { continue }
        values.append(TripleFinder.value(of: child, named: name, field: field))
      }
      let all = values.filter { $0.field.map { PostmortemField.parts.contains($0) } == true && !$0.isBlank }
      let parts = all.filter { !TripleFinder.isPicture($0.text) }
      pictures += all.filter { TripleFinder.isPicture($0.text) }
      seen += parts
      let byField = Dictionary(grouping: parts) { $0.field ?? .other }
      func only(_ field: PostmortemField) -> KeyedValue? { byField[field]?.count == 1 ? byField[field]?.first : nil }
      if context == .failure, let input = only(.input), let bad = only(.badOutput), let expected = only(.expected) {
        triples.append(
          Triple(
            title: section.level <= 1 ? "" : section.title, input: input, badOutput: bad, expected: expected,
            goodOutput: only(.goodOutput), severity: values.first { $0.field == .severity },
            pattern: values.first { $0.field == .pattern }))
      } else {
        for part in parts { propose(part) }
      }
      proposeExhibits(of: section)
    }
    seen.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  /// Whether a text is only pictures, with or without their captions in brackets.
  static func isPicture(_ text: String) -> Bool {
    var rest = text.trimmed[...]
    guard rest.hasPrefix("![") || rest.lowercased().hasPrefix("<img") else { return false }
    while !rest.isEmpty {
      let end = rest.hasPrefix("![") ? rest.firstIndex(of: ")") : rest.hasPrefix("<") ? rest.firstIndex(of: ">") : nil
      guard let end else { return false }
      rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
    }
    return true
  }

  /// What the sections around a key are about.
  private enum Context {
    /// The failure, or nothing in particular.
    case failure
    /// Tests to come: what is expected there may be the expected behavior.
    case test
    /// Recovery and verification: what is expected there is the outcome of a step.
    case foreign

    init(_ section: MarkdownSection) {
      let words = (section.path + [section.title]).flatMap { HeadingName($0).words }
      let all = Set(words)
      if !all.isDisjoint(with: Context.foreignWords) {
        self = .foreign
      } else {
        self = all.isDisjoint(with: Context.testWords) ? .failure : .test
      }
    }

    private static let foreignWords: Set<String> = [
      "verification", "verify", "validation", "recovery", "rollback", "rollout", "deployment", "deploy", "remediation",
      "preflight", "checklist",
    ]
    private static let testWords: Set<String> = ["test", "tests", "testing", "retest"]
  }

  /// The value of a section whose heading is the key.
  private static func value(of section: MarkdownSection, named name: HeadingName, field: PostmortemField) -> KeyedValue
  {
    let all = section.flat.flatMap { inner in (inner.heading.map { [$0] } ?? []) + inner.blocks }.dropFirst()
    let content = all.filter { !$0.isComment && $0.kind != .rule }
    let start = content.first?.lines.lowerBound ?? section.lines.lowerBound
    let end = content.last?.lines.upperBound ?? section.lines.lowerBound
    return KeyedValue(
      name: name, field: field, text: KeyedValue.text(of: content), lines: start...max(start, end), form: .heading)
  }

  /// Lists a value as a place to look at.
  mutating func propose(_ value: KeyedValue) {
    let field: PostmortemField
    switch value.field {
    case .input?, .nearInput?: field = .input
    case .badOutput?: field = .badOutput
    case .expected?, .nearExpected?: field = .expected
    case .goodOutput?: field = .goodOutput
    default: return
    }
    add(field, lines: value.lines, text: value.text)
  }

  /// Quotes are proposed as what was said; prose that tells of a question or an answer, too.
  private mutating func proposeExhibits(of section: MarkdownSection) {
    for (index, block) in section.blocks.enumerated() {
      let before = index > 0 ? section.blocks[index - 1].source : ""
      switch block.kind {
      case .quote:
        let text = KeyedValue.text(of: [block])
        if TripleFinder.isSaidBySystem(text) { quotesSystem = true }
        add(TripleFinder.speaker(text, before: before) == .user ? .input : .badOutput, lines: block.lines, text: text)
      case .code(_, let literal, _) where TripleFinder.isDialogue(literal):
        add(
          TripleFinder.speaker(literal, before: before) == .user ? .input : .badOutput, lines: block.lines,
          text: literal)
      case .list(_, let items):
        for item in items {
          guard let key = KeyLine(item.source), key.isEmphasised, let speaker = TripleFinder.speaker(named: key.name)
          else {
            continue
          }
          add(speaker == .user ? .input : .badOutput, lines: item.lines, text: key.value)
        }
      case .table(let table): propose(table)
      case .paragraph:
        // "The assistant replied:" only leads to the quote below it.
        let next = index + 1 < section.blocks.count ? section.blocks[index + 1] : nil
        if block.source.trimmed.hasSuffix(":"), next?.isExhibit == true { continue }
        let text = " " + HeadingName(block.source).text + " "
        if TripleFinder.asks.contains(where: { text.contains($0) }) {
          add(.input, lines: block.lines, text: block.source)
        } else if TripleFinder.answers.contains(where: { text.contains($0) }) {
          add(.badOutput, lines: block.lines, text: block.source)
        }
      default: continue
      }
    }
  }

  /// Rows below names of parts may be a case each, or the results of a test: a person tells.
  private mutating func propose(_ table: MarkdownTable) {
    let fields = table.header.cells.map { PostmortemField(HeadingName($0)) }
    guard fields.compactMap({ $0 }).filter({ PostmortemField.triple.contains($0) }).count >= 2 else { return }
    for row in table.rows {
      for (field, cell) in zip(fields, row.cells) {
        guard let field, PostmortemField.parts.contains(field) else { continue }
        let value = KeyedValue(
          name: HeadingName(field.rawValue), field: field, text: cell, lines: row.line...row.line, form: .plain)
        if value.isBlank { continue }
        seen.append(value)
        propose(value)
      }
    }
  }

  private enum Speaker { case user, system }

  private static func speaker(named name: HeadingName) -> Speaker? {
    let words = Set(name.words)
    if !words.isDisjoint(with: ["user", "customer", "human"]) { return .user }
    let isSystem = !words.isDisjoint(with: [
      "assistant", "agent", "chatbot", "bot", "ai", "model", "claude", "gpt", "llm",
    ])
    return isSystem && words.count <= 2 ? .system : nil
  }

  private static func speaker(_ text: String, before: String) -> Speaker {
    if let key = text.split(separator: "\n").first.flatMap({ KeyLine(String($0)) }) {
      let words = Set(key.name.words)
      if !words.isDisjoint(with: ["user", "customer", "human", "prompt", "question", "query"]) { return .user }
      return .system
    }
    let lead = " " + HeadingName(before).text + " "
    return asks.contains(where: { lead.contains($0) }) ? .user : .system
  }

  /// What a speaker said, without the mark of who spoke; the text itself when nobody is named.
  static func said(_ text: String) -> String {
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let key = lines.first.flatMap({ KeyLine(String($0)) }), speaker(named: key.name) != nil else { return text }
    let rest = lines.count > 1 ? "\n" + lines[1] : ""
    let bare = KeyedValue.unquoted((key.value + rest).trimmed)
    return bare.isEmpty ? text : bare
  }

  /// Whether any line of a quote begins with the name of an assistant.
  private static func isSaidBySystem(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      KeyLine(String(line)).map { speaker(named: $0.name) == .system } ?? false
    }
  }

  private static func isDialogue(_ literal: String) -> Bool {
    guard let first = literal.split(separator: "\n").first, let key = KeyLine(String(first)) else { return false }
    return ["user", "human", "customer", "assistant", "agent", "chatbot", "bot", "model", "ai"].contains(key.name.text)
  }

  private static let asks = [
    " user asked ", " customer asked ", " user wrote ", " user typed ", " user sent ", " customer wrote ",
    " prompt was ",
  ]
  private static let answers = [
    " agent responded ", " agent replied ", " agent answered ", " assistant responded ", " assistant replied ",
    " assistant answered ", " chatbot responded ", " chatbot replied ", " chatbot told ", " model responded ",
    " model replied ",
    " model answered ", " bot replied ", " assistant said ", " agent said ", " model said ", " chatbot said ",
  ]

  private mutating func add(_ field: PostmortemField, lines: ClosedRange<Int>, text: String) {
    guard !KeyedValue.isBlank(text), proposals.filter({ $0.field == field.rawValue }).count < TripleFinder.mostProposals
    else { return }
    let range = LineRange(first: lines.lowerBound, last: lines.upperBound)
    guard !proposals.contains(where: { $0.lines == range && ($0.field == field.rawValue || range.first != range.last) })
    else { return }
    proposals.append(
      ImportProposal(
        field: field.rawValue, lines: range, text: TripleFinder.said(text), quote: ImportProposal.excerpt(text)))
  }
}

extension TripleFinder {
  /// The same with other lines, for a text that stands within another file.
  func mapped(_ lines: (ClosedRange<Int>) -> ClosedRange<Int>) -> TripleFinder {
    func moved(_ value: KeyedValue) -> KeyedValue {
      var value = value
      value.lines = lines(value.lines)
      return value
    }
    var found = TripleFinder()
    found.triples = triples.map { triple in
      Triple(
        title: triple.title, input: moved(triple.input), badOutput: moved(triple.badOutput),
        expected: moved(triple.expected), goodOutput: triple.goodOutput.map(moved),
        severity: triple.severity.map(moved),
        pattern: triple.pattern.map(moved))
    }
    found.proposals = proposals.map { proposal in
      var proposal = proposal
      proposal.lines = proposal.lines.map { LineRange(lines($0.first...$0.last)) }
      return proposal
    }
    found.seen = seen.map(moved)
    found.pictures = pictures.map(moved)
    found.quotesSystem = quotesSystem
    return found
  }
}

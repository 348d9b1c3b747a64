/// Finds a document that stops in the middle: an open fence, or a last sentence without an end.
///
/// Teams leave out full stops; so a missing one alone proves nothing, only with a word that cannot be the last, or where every
/// other part of the document has its full stop.
struct TruncationGate: Sendable, Hashable {
  /// Where the document breaks off; nil when it does not.
  var line: Int?

  /// Looks at the end of a document; `fields` are the sections and keys of the failure, in the order of the text.
  init(_ document: MarkdownDocument, fields: [KeyedValue]) {
    guard let last = document.blocks.last(where: { !$0.isComment && $0.kind != .rule }) else { return }
    switch last.kind {
    case .code(_, _, isClosed: false): line = last.lines.lowerBound
    case .html(let text) where text.contains("<!--") && !text.contains("-->"): line = last.lines.lowerBound
    case .paragraph, .list, .quote:
      if TruncationGate.isCut(last, in: document, fields: fields) { line = last.lines.upperBound }
    default: return
    }
  }

  private static func isCut(_ block: MarkdownBlock, in document: MarkdownDocument, fields: [KeyedValue]) -> Bool {
    let text = block.source.trimmed
    guard let last = text.split(separator: "\n").last?.trimmed else { return false }
    if ["[truncated]", "(truncated)"].contains(where: { last.lowercased().hasSuffix($0) }) { return true }
    if isEnded(text) { return false }
    let words = HeadingName(last).words
    guard words.count >= 3, let final = words.last, KeyLine(last)?.value.isEmpty != true else { return false }
    if let end = text.unicodeScalars.last, end == "," || end == "(" { return true }
    if dangling.contains(final) { return true }
    guard let field = fields.last, field.lines.upperBound >= block.lines.upperBound, block.kind == .paragraph else {
      return false
    }
    let others = fields.dropLast().filter { !$0.isBlank }
    guard others.count >= 2, others.allSatisfy({ isEnded($0.text.trimmed) }) else { return false }
    if !document.source.endsWithBreak { return true }
    return field.form == .heading && words.dropLast().suffix(1).allSatisfy { auxiliaries.contains($0) }
  }

  /// Whether a text ends like a sentence, a quotation, a link or code.
  private static func isEnded(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last else { return true }
    return !(last.properties.isAlphabetic || last.isDigit || last == "," || last == "-" || last == "(" || last == ";")
  }

  /// Words after which a sentence must go on.
  private static let dangling: Set<String> = [
    "the", "a", "an", "and", "or", "but", "of", "to", "for", "with", "from", "by", "at", "into", "because", "that",
    "which",
    "who", "whose", "should", "would", "could", "must", "was", "were", "is", "are", "has", "have", "had", "its",
    "their",
    "his", "her", "our", "your", "if", "when", "than", "as",
  ]

  private static let auxiliaries: Set<String> = [
    "have", "has", "had", "be", "been", "should", "would", "must", "could",
  ]
}

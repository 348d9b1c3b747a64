import EvalSchema

/// Passes when every source that the answer cites is allowed, there are enough citations, and, when that is wanted, every
/// quote stands word for word in an allowed document.
struct CitesOnlyGrader: Grader {
  let label: String
  private let allowed: Set<String>
  private let expression: Expression?
  private let atLeast: Int
  /// The allowed documents in comparable form; nil when quotes are not looked at.
  private let documents: [String]?

  /// Most different quotes that are looked up in one transcript.
  static let mostQuotes = 2000

  /// Makes the grader; what leaves nothing to compare with is reported.
  init?(_ spec: CitesOnlySpec, _ documents: [ContextDocument], _ report: inout GraderReport) {
    guard let sources = spec.sources ?? (documents.isEmpty ? nil : documents.map(\.id)) else {
      report.error(
        "no-sources", "cites_only has no sources, and the case has no documents",
        hint: "state `sources`; an empty list forbids every citation")
      return nil
    }
    guard spec.atLeast >= 0, spec.atLeast == 0 || !sources.isEmpty else {
      report.error(
        "grader-cannot-pass",
        "\(spec.atLeast.counted("citation")) \(spec.atLeast == 1 ? "is" : "are") asked for and no source is allowed")
      return nil
    }
    expression = spec.pattern.flatMap { report.expression($0, under: "pattern") }
    if spec.pattern != nil && expression == nil { return nil }
    if let expression, expression.groupCount == 0 {
      report.error(
        "no-group", "the pattern \(expression.pattern.quoted()) has no group, so it names no source", under: "pattern",
        hint: #"put the id in parentheses: \(see ([\w-]+)\)"#)
      return nil
    }
    allowed = Set(sources)
    atLeast = spec.atLeast
    let texts = documents.filter { sources.contains($0.id) }.map { Quote.comparable($0.text.unicodeScalars) }
    if spec.quotesVerbatim && texts.isEmpty {
      report.error(
        "no-source-text", "quotes_verbatim has no document to look in", under: "quotes_verbatim",
        hint: "give input.documents the text of an allowed source")
      return nil
    }
    self.documents = spec.quotesVerbatim ? texts : nil
    let quotes = spec.quotesVerbatim ? ", quotes verbatim" : ""
    label = "cites_only \(sources.count.counted("source")), at least \(spec.atLeast.counted("citation"))\(quotes)"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    var citations = 0
    var first: Evidence?
    var quotes: Set<String> = []
    for turn in transcript.spoken(in: .all) {
      let text = Array(turn.text.unicodeScalars)
      let found: [Citation]
      do throws(Expression.SearchFailure) {
        found = try self.citations(in: turn.text, text)
      } catch {
        return ungraded(
          "the search for citations has no answer in turn \(turn.turn): \(error.reason)",
          at: Evidence(message: turn.message))
      }
      if let invented = found.first(where: { !allowed.contains($0.id) }) {
        return fail(
          "turn \(turn.turn) cites \(invented.id.quoted()), which is not allowed", at: turn.evidence(invented.span))
      }
      citations += found.count
      first = first ?? found.first.map { turn.evidence($0.span) }
      if let documents {
        for quote in Quote.all(in: text) where quotes.insert(quote.text).inserted {
          if quotes.count > Self.mostQuotes {
            return ungraded("there are more than \(Self.mostQuotes) different quotes", at: turn.evidence(quote.span))
          }
          let needle = Needle(quote.text)
          if !documents.contains(where: { needle.firstSpan(in: $0) != nil }) {
            let place = documents.count == 1 ? "not in the allowed document" : "in none of \(documents.count) documents"
            return fail("the quote \(quote.text.quoted()) is \(place)", at: turn.evidence(quote.span))
          }
        }
      }
    }
    let count = citations.counted("citation")
    if citations < atLeast {
      return fail("there \(citations == 1 ? "is" : "are") \(count), less than \(atLeast)", at: first)
    }
    let verbatim = documents == nil ? "" : ", and \(quotes.count.counted("quote")) found word for word"
    return pass("\(count), of allowed sources only\(verbatim)", at: first)
  }

  private func citations(in text: String, _ scalars: [Unicode.Scalar]) throws(Expression.SearchFailure) -> [Citation] {
    guard let expression else { return Citation.bracketed(in: scalars, allowed: allowed) }
    return try expression.allMatches(in: text).compactMap { match in
      match.group.flatMap { Citation($0, in: scalars) }
    }
  }
}

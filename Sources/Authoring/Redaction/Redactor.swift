import EvalSchema

/// Takes out of texts what must not be committed, and puts made-up things in its place: equal things stay equal, and each keeps its
/// form, so that a case still means the same.
///
/// A value: texts that go through the same redactor share their pseudonyms.
package struct Redactor: Sendable, Hashable {
  /// What is looked for.
  package var finder: SensitiveFinder
  /// The pseudonyms that were given out.
  private(set) var pseudonyms: Pseudonyms

  /// Makes a redactor, which may go on with the pseudonyms of an earlier one.
  package init(finder: SensitiveFinder = SensitiveFinder(), map: RedactionMap = RedactionMap()) {
    self.finder = finder
    pseudonyms = Pseudonyms(map)
  }

  /// A text after redaction.
  package struct Outcome: Sendable, Hashable {
    /// The text; the same when there was nothing to take out.
    package var text: String
    /// What was replaced, by kind and pseudonym.
    package var redactions: [Redaction]
    /// The line of what cannot be replaced; the text must not be written then.
    package var obstacle: Int?
  }

  /// Redacts a text. Line numbers stay. Complexity: linear in the text.
  package mutating func redact(_ text: String) -> Outcome {
    let lines = SourceText(text, file: "")
    if let offset = SecretForm.holdsPrivateKey(text) {
      return Outcome(text: text, redactions: [], obstacle: lines.place(scalarOffset: offset).line)
    }
    var outcome = Outcome(text: text, redactions: [])
    // What was replaced may leave something new behind, such as a number that is now a word of its own.
    for _ in 0..<3 {
      let scalars = Array(outcome.text.unicodeScalars)
      let spans = finder.spans(in: scalars, text: outcome.text)
      if spans.isEmpty { return outcome }
      replace(spans, in: scalars, &outcome)
    }
    let left = finder.spans(in: outcome.text).first
    outcome.obstacle = left.flatMap { SourceText(outcome.text, file: "").place(scalarOffset: $0.range.lowerBound).line }
    return outcome
  }

  private mutating func replace(_ spans: [SensitiveSpan], in scalars: [Unicode.Scalar], _ outcome: inout Outcome) {
    let places = SourceText(outcome.text, file: "")
    var result = String.UnicodeScalarView()
    var index = 0
    for span in spans {
      result.append(contentsOf: scalars[index..<span.range.lowerBound])
      let pseudonym = pseudonyms.pseudonym(for: span, isFree: { !outcome.text.contains($0) })
      result.append(contentsOf: Redactor.fitted(pseudonym, to: scalars[span.range], span.kind).unicodeScalars)
      index = span.range.upperBound
      outcome.note(
        Redaction(
          kind: span.kind, pseudonym: pseudonym, lines: [places.place(scalarOffset: span.range.lowerBound).line ?? 1]))
    }
    result.append(contentsOf: scalars[index...])
    outcome.text = String(result)
  }

  /// A pseudonym in the grouping of the original: spaces of an account or card, the line break within a name.
  private static func fitted(
    _ pseudonym: String, to original: ArraySlice<Unicode.Scalar>, _ kind: SensitiveKind
  ) -> String {
    switch kind {
    case .iban, .card:
      var rest = pseudonym.unicodeScalars[...]
      var result = String.UnicodeScalarView()
      for scalar in original {
        if scalar.isASCIIWord { rest.popFirst().map { result.append($0) } } else { result.append(scalar) }
      }
      return String(result)
    case .name:
      guard let gap = original.first(where: { $0 == "\n" || $0 == "\r" }) else { return pseudonym }
      let lineBreak = gap == "\r" && original.contains("\n") ? "\r\n" : String(Character(gap))
      return pseudonym.split(separator: " ").joined(separator: lineBreak)
    default: return pseudonym
    }
  }

  /// The map from pseudonyms to what they stand for, without credentials.
  package var map: RedactionMap { pseudonyms.map }
}

/// One thing that was replaced in a text; what it was is not said.
package struct Redaction: Sendable, Hashable, Codable {
  /// What it was.
  package var kind: SensitiveKind
  /// What stands there now.
  package var pseudonym: String
  /// The lines where it stood, ascending; a line twice when it stood there twice.
  package var lines: [Int]
}

extension Redactor.Outcome {
  fileprivate mutating func note(_ redaction: Redaction) {
    let index = redactions.firstIndex { $0.kind == redaction.kind && $0.pseudonym == redaction.pseudonym }
    if let index { redactions[index].lines += redaction.lines } else { redactions.append(redaction) }
  }
}

extension Sequence where Element == Redaction {
  /// The counts on one line: `2 e-mail addresses (lines 3, 9), 1 phone number (line 4)`.
  package var summary: String {
    SensitiveKind.allCases.compactMap { kind -> String? in
      let lines = filter { $0.kind == kind }.flatMap(\.lines).sorted()
      if lines.isEmpty { return nil }
      let distinct = Set(lines).sorted()
      let shown = distinct.prefix(12).map(String.init).joined(separator: ", ") + (distinct.count > 12 ? ", …" : "")
      let noun = lines.count == 1 ? kind.noun.one : kind.noun.many
      return "\(lines.count) \(noun) (\(distinct.count == 1 ? "line" : "lines") \(shown))"
    }.joined(separator: ", ")
  }
}

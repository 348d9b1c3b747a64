import EvalSchema

/// Passes when the final text is exactly a text, apart from white space around it.
///
/// Texts are compared by Unicode scalars without normalization; case is ignored as in `Needle`.
struct EqualsGrader: Grader {
  let label: String
  private let expected: [Unicode.Scalar]
  private let ignoresCase: Bool

  /// Makes the grader; an empty text, which only an empty answer could equal, is reported.
  init?(_ spec: EqualsSpec, _ report: inout GraderReport) {
    let expected = Array(spec.text.unicodeScalars)
    let (first, last) = Self.core(of: expected)
    guard first < last else {
      report.error("empty-grader-text", "the expected text is empty, and an empty answer never passes")
      return nil
    }
    self.expected = Array(expected[first..<last])
    ignoresCase = spec.ignoreCase
    label = "equals \(spec.text.quoted())"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    guard !transcript.isEmpty, let final = transcript.spoken(in: .final).first else { return failForEmptiness() }
    let scalars = Array(final.text.unicodeScalars)
    let (first, last) = Self.core(of: scalars)
    let actual = scalars[first..<last]
    let difference = zip(actual, expected).prefix { isSame($0, $1) }.count
    if difference == expected.count && actual.count == expected.count {
      return pass("the final text is as expected", at: final.evidence(ScalarSpan(start: first, end: last)))
    }
    let evidence = final.evidence(ScalarSpan(start: first + difference, end: last))
    if actual.isEmpty { return fail("the final text is empty", at: evidence) }
    let found = String(String.UnicodeScalarView(actual.dropFirst(difference)))
    let wanted = String(String.UnicodeScalarView(expected.dropFirst(difference)))
    return fail(
      "the final text differs from character \(difference + 1) on: \(found.quoted(most: 30)) instead of "
        + wanted.quoted(most: 30), at: evidence)
  }

  private func isSame(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    left == right || ignoresCase && left.properties.lowercaseMapping == right.properties.lowercaseMapping
  }

  /// The bounds of a text without the white space around it.
  private static func core(of scalars: [Unicode.Scalar]) -> (first: Int, last: Int) {
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return (0, 0) }
    return (first, last + 1)
  }
}

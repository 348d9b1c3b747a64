import EvalSchema

/// A text that is replaced stands somewhere.
enum VariantReplaceUnknown {
  static let rule = LintRule.evalCase(
    .error, "variant-replace-unknown",
    because: "A text that is replaced must stand in a message or a document; else the variant asks what the case asks."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    return evalCase.variants.enumerated().flatMap { index, variant -> [Diagnostic] in
      guard !variant.replace.isEmpty else { return [] }
      var before = variant
      (before.replace, before.prepend, before.append) = ([:], nil, nil)
      let input = evalCase.input(of: before)
      let texts =
        input.messages.map(\.text) + input.documents.flatMap { [$0.title, $0.text].compactMap { $0 } }
      return variant.replace.keys.sorted().filter { text in
        let wanted = Array(text.unicodeScalars)
        return !texts.contains { holds(Array($0.unicodeScalars), wanted) }
      }.map { text in
        .error(
          "variant-replace-unknown", "\"\(ShapeChecker.clipped(text))\" stands in no message and no document",
          at: loaded.keyPlace("variants", "\(index)", "replace", text),
          hint: "texts are compared letter by letter, as the file means them after folding of lines")
      }
    }
  }

  private static func holds(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}

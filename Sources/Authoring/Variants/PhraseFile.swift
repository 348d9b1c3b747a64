package import EvalSchema

/// Reads a file of paraphrases or translations.
package enum PhraseFile {
  /// Reads texts: a YAML list of texts, or a mapping of tags to texts.
  ///
  /// - Returns: The texts in the order of the file; and the findings, `phrase-file` where it is of another form.
  package static func read(
    bytes: [UInt8], file: String, tagged: Bool
  ) -> (phrases: [VariantTransform.Phrase], diagnostics: [Diagnostic]) {
    let (node, diagnostics) = YAMLReader.read(bytes: bytes, file: file)
    guard let node, !diagnostics.hasErrors else { return ([], diagnostics) }
    var found: [Diagnostic] = []
    var phrases: [VariantTransform.Phrase] = []
    switch (node.content, tagged) {
    case (.sequence(let items), false):
      for item in items { add(item, tag: nil) }
    case (.mapping(let entries), true):
      for entry in entries {
        if let problem = TextForm.identifier.problem(of: entry.key) {
          found.append(.error("phrase-file", "the tag `\(entry.key)` \(problem.message)", at: entry.keyPlace))
        }
        add(entry.value, tag: entry.key)
      }
    default:
      found.append(
        .error(
          "phrase-file", tagged ? "translations are a mapping of tags to texts" : "paraphrases are a list of texts",
          at: node.place, hint: tagged ? "de: \"…\"" : "- \"…\""))
    }
    if phrases.isEmpty, found.isEmpty { found.append(.error("phrase-file", "the file holds no text", at: node.place)) }
    return (found.isEmpty ? phrases : [], diagnostics + found)

    func add(_ node: Node, tag: String?) {
      guard let text = node.text, TextForm.filled.problem(of: text) == nil else {
        found.append(.error("phrase-file", "a text must stand here", at: node.place))
        return
      }
      phrases.append(.init(tag: tag, text: text))
    }
  }
}

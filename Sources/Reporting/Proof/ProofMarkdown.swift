package import EvalSchema

/// The report of a proof as Markdown: both rates with their bounds, and where the two runs are.
package struct ProofMarkdown: Sendable {
  let evalCase: String
  let proof: CaseProof
  let sentences: [String]
  let folder: String

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - sentences: What was found of each target, before first.
  ///   - folder: The folder that holds the runs `before` and `after`.
  package init(of evalCase: String, _ proof: CaseProof, sentences: [String], folder: String) {
    (self.evalCase, self.proof, self.sentences, self.folder) = (evalCase, proof, sentences, folder)
  }

  /// The report.
  package func text() -> String {
    let verdict = proof.verdict
    var text = "## \(verdict.glyph) \(verdict.headline) — proof of \(MarkdownEscape.code(evalCase))\n\n"
    for sentence in sentences { text += MarkdownEscape.inline(sentence) + "\n\n" }
    text += "| | target | failed | at least | at most | errored | finding | run |\n|---|---|---|---|---|---|---|---|\n"
    for (role, arm) in [("before", proof.before), ("after", proof.after)] {
      let cells = [
        role, MarkdownEscape.code(arm.target), ReportOutline.observed(arm.failures, of: arm.valid),
        arm.lower.map { Percent.text($0, .down, apartFrom: proof.limit) } ?? "–",
        arm.upper.map { Percent.text($0, .up, apartFrom: proof.limit) } ?? "–", Amount.count(arm.errored),
        arm.finding.rawValue, MarkdownEscape.code("\(folder)/\(role)"),
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    text +=
      "\nLimit \(Percent.text(proof.limit)), each claim with \(Percent.text(proof.confidence)) confidence at any stop; "
    return text + "the proof claims both, so neither needs a correction.\n"
  }
}

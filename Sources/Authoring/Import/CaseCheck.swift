import EvalSchema

/// Reads a composed case file as the evalset will, so that what is accepted can be loaded.
struct CaseCheck {
  let policy: ImportPolicy
  /// The path of the document, for places.
  let file: String

  /// The errors of a case, at their places in the document where these are known.
  ///
  /// What a draft lacks is no error here: that is listed as missing.
  func errors(of found: ImportedCase, from block: EvalCaseBlock?) -> [Diagnostic] {
    let read = CaseLoader.parse(bytes: Array(found.text.utf8), file: found.id + ".yaml").diagnostics
    let isWhole = found.missing.isEmpty && policy.needsProof
    return read.filter { $0.severity == .error && (isWhole || !CaseCheck.gaps.contains($0.code)) }.map { finding in
      var finding = finding
      let line = finding.place?.line.flatMap { documentLine($0, found, block) }
      finding.place = Place(file: file, line: line, column: line == nil ? nil : finding.place?.column)
      finding.sourceLine = nil
      return finding
    }
  }

  /// The errors of a draft that came back, at their places in its own file.
  func errorsOfDraft(_ found: ImportedCase) -> [Diagnostic] {
    let read = CaseLoader.parse(bytes: Array(found.text.utf8), file: found.id + ".yaml").diagnostics
    let isWhole = found.missing.isEmpty
    return read.filter { $0.severity == .error && (isWhole || !CaseCheck.gaps.contains($0.code)) }.map { finding in
      var finding = finding
      finding.place = finding.place.map { Place(file: file, line: $0.line, column: $0.column) }
      return finding
    }
  }

  /// Codes that say that something is not there yet.
  private static let gaps: Set<String> = [
    "missing-key", "empty-value", "too-few", "pattern-ambiguous", "unknown-pattern",
  ]

  /// The line of the document for one of the file; nil for what the import wrote.
  private func documentLine(_ line: Int, _ found: ImportedCase, _ block: EvalCaseBlock?) -> Int? {
    guard let block, let text = block.text else { return block?.lines.lowerBound }
    let own = SourceLines(text).count
    let head = SourceLines(found.text).count - own
    guard !block.isCollapsed, found.text.hasSuffix(text) || found.text.hasSuffix(text + "\n"), line > head else {
      return block.lines.lowerBound
    }
    return block.lines.lowerBound + line - head - 1
  }
}

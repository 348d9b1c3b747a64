package import EvalSchema

/// The runs of a trace file, from which one is chosen for each document.
package struct TraceFile: Sendable, Hashable {
  /// The path as it was given.
  package var file: String
  /// The digest of the bytes of the file.
  package var sha256: Digest
  /// The runs.
  package var runs: [TraceRun]
  /// The id that the user gave; nil when the document names the run.
  package var wanted: String?

  /// Takes the runs of a file.
  package init(file: String, sha256: Digest, runs: [TraceRun], wanted: String? = nil) {
    (self.file, self.sha256, self.runs, self.wanted) = (file, sha256, runs, wanted)
  }

  /// Reads the runs of a file after taking out what must not be committed; nil with the reasons when there are none.
  package static func read(
    _ bytes: [UInt8], file: String, wanted: String?, _ redactor: inout Redactor
  ) -> (trace: TraceFile?, diagnostics: [Diagnostic]) {
    let (found, diagnostics) = TraceReader.read(bytes, file: file, wanted: wanted)
    if diagnostics.hasErrors { return (nil, diagnostics) }
    var runs = wanted.map { id in found.filter { $0.ids.contains(id) } } ?? found
    if runs.count > mostRuns { runs = Array(runs.prefix(mostRuns)) }
    // A run that holds what cannot be taken out is as if it were not there.
    let clean = runs.compactMap { run in
      var run = run
      return run.redact(with: &redactor) ? run : nil
    }
    if clean.isEmpty, !runs.isEmpty {
      let finding = Diagnostic.error(
        "cannot-redact", "the run of the trace holds what cannot be redacted", at: Place(file: file),
        hint: "take it out of the trace by hand")
      return (nil, [finding])
    }
    runs = clean
    return (TraceFile(file: file, sha256: Digest(of: bytes), runs: runs, wanted: wanted), [])
  }

  /// Most runs that are looked at when the document is to name one.
  static let mostRuns = 2_000

  /// The run that a document is about: the one wanted, else the only one that its text names, else the only one there is.
  ///
  /// A problem when none or several could be meant.
  func run(for text: String) -> Result<TraceRun, Unclear> {
    if let wanted {
      if let run = runs.first(where: { $0.ids.contains(wanted) }) { return .success(run) }
      return .failure(
        Unclear(
          reason: .traceRunMissing,
          message: "the trace holds no run \"\(ImportProposal.excerpt(wanted))\" with messages",
          hint: "check the id; that of the trace, of the run, of the conversation and of the answer are known"))
    }
    let named = runs.filter { run in run.ids.contains { TraceFile.names(text, $0) } }
    if named.count == 1 { return .success(named[0]) }
    if named.isEmpty, runs.count == 1 { return .success(runs[0]) }
    let several = named.isEmpty ? "none of the \(runs.count) runs of the trace" : "\(named.count) runs of the trace"
    return .failure(
      Unclear(
        reason: .traceRunUnnamed, message: "the document names \(several)",
        hint: "say which one it is with --run-id ID"))
  }

  /// Why no run can be told.
  struct Unclear: Error, Hashable {
    var reason: ImportReason
    var message: String
    var hint: String
  }

  /// Whether a text holds an id as a word of its own.
  private static func names(_ text: String, _ id: String) -> Bool {
    guard id.utf8.count >= 4 else { return false }
    var rest = text[...]
    while let range = KeyLine.range(of: id, inUTF8Of: rest) {
      let before = text[..<range.lowerBound].unicodeScalars.last
      let after = text[range.upperBound...].unicodeScalars.first
      if before?.isWordPart != true, after?.isWordPart != true { return true }
      rest = text[range.upperBound...]
    }
    return false
  }
}

extension KeyLine {
  /// Where some bytes stand in a text. Complexity: O(n · m).
  static func range(of needle: String, inUTF8Of text: Substring) -> Range<String.Index>? {
    let wanted = Array(needle.utf8)
    guard let first = wanted.first else { return nil }
    var start = text.utf8.startIndex
    while let index = text.utf8[start...].firstIndex(of: first) {
      if text.utf8[index...].starts(with: wanted) {
        return index..<text.utf8.index(index, offsetBy: wanted.count)
      }
      start = text.utf8.index(after: index)
    }
    return nil
  }
}

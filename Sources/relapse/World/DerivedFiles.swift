import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that relapse makes from records, by their exact names; they go before what they were made from changes.
///
/// A run that decides nothing must not leave the verdict of an earlier one behind: CI reads `verdict.json`.
enum DerivedFiles {
  /// Beside the record of a run: its reports, and those of a comparison that it is the candidate of.
  static let ofRun = ReportWriter.Kind.allCases.compactMap(\.file) + ofComparison
  /// Of a comparison, in its folder.
  static let ofComparison = ["comparison.json", "comparison.html", "comparison.md"]
  /// Of an attribution, in its folder.
  static let ofAttribution = ["attribution.json", "attribution.html", "attribution.md"]
  /// Of a proof, in its folder.
  static let ofProof = ["proof.json", "proof.md"]

  /// Takes files out of a folder; one that is not there is no error, and neither is a folder that is not.
  ///
  /// Nothing but a regular file is removed: a folder or a link of that name is not of relapse's making.
  /// - Throws: `DiagnosticError` with `report-in-the-way` for the first that stays; the ones before it are gone.
  static func remove(_ names: [String], from folder: String) throws(DiagnosticError) {
    for name in names {
      let path = folder + "/" + name
      var found = stat()
      guard lstat(path, &found) == 0 else {
        if errno == ENOENT || errno == ENOTDIR { continue }
        throw inTheWay(path, String(cString: strerror(errno)))
      }
      guard found.st_mode & S_IFMT == S_IFREG else { throw inTheWay(path, "it is no file that relapse made") }
      guard unlink(path) == 0 || errno == ENOENT else { throw inTheWay(path, String(cString: strerror(errno))) }
    }
  }

  /// A verdict file that could not be written: what stands there of an earlier verdict is taken away, and a pass is none without it.
  static func unwritten(_ name: String, in folder: String, _ error: any Error, hint: String) -> Diagnostic {
    let finding = Diagnostic.error("verdict-unwritable", "\(error)", at: Place(file: folder + "/" + name), hint: hint)
    // What cannot be removed either is told by the finding: the file is not to be believed.
    do throws(DiagnosticError) { try remove([name], from: folder) } catch {}
    return finding
  }

  /// The exit code of a verdict: never 0 when its file could not be written.
  static func status(_ verdict: ExitStatus, _ findings: [Diagnostic]) -> ExitStatus {
    verdict == .pass && findings.contains { $0.code == "verdict-unwritable" } ? .usage : verdict
  }

  private static func inTheWay(_ path: String, _ why: String) -> DiagnosticError {
    DiagnosticError(
      .error(
        "report-in-the-way", "\"\(path)\" would outlive what it was made from, and cannot be removed: \(why)",
        hint: "move it away, or name another folder"))
  }
}

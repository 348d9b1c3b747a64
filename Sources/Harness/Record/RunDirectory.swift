package import EvalSchema
package import FoundationEssentials

/// The folders of runs: `reports/<run id>/`, where ids sort by time.
package struct RunDirectory: Sendable, Hashable {
  /// The id of the run, which is the folder's name.
  package var runID: String
  /// The path of the folder.
  package var path: String

  /// Names a folder that exists.
  package init(runID: String, path: String) {
    self.runID = runID
    self.path = path
  }

  /// The path of the record in it.
  package var record: String { Self.record(in: path) }

  /// The name of a record in its folder.
  package static let recordName = "run.jsonl"

  /// The path of the record in a folder.
  package static func record(in folder: String) -> String { joined(folder, recordName) }

  /// The id of a run: `20260514T093012Z-6f0c1a2b`, from the time in UTC and the plan's digest.
  package static func runID(startedAt date: Date, planDigest: Digest) -> String {
    let stamp = date.ISO8601Format().unicodeScalars.filter { $0 != "-" && $0 != ":" }
    return String(String.UnicodeScalarView(stamp)) + "-" + planDigest.short
  }

  /// Makes the folder of a new run; runs of the same plan in the same second get `-2`, `-3`, … at the end.
  package static func create(
    in reports: String, startedAt date: Date, planDigest: Digest
  ) throws(DiagnosticError) -> RunDirectory {
    let id = runID(startedAt: date, planDigest: planDigest)
    do {
      try FileManager.default.createDirectory(atPath: reports, withIntermediateDirectories: true)
      for number in 1...1000 {
        let name = number == 1 ? id : "\(id)-\(number)"
        let path = joined(reports, name)
        if FileManager.default.fileExists(atPath: path) { continue }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return RunDirectory(runID: name, path: path)
      }
    } catch {
      throw DiagnosticError(
        .error(
          "record-unwritable", "cannot make a folder for the run in \"\(reports)\"",
          hint: "check the path and its permissions, or name a folder: --out DIR"))
    }
    throw DiagnosticError(.error("record-unwritable", "\"\(reports)\" holds a thousand runs of this second"))
  }

  /// Finds a run by what a user types: a record, a folder that holds one, `latest`, or the beginning of a run id.
  ///
  /// Throws `no-such-run` or `ambiguous-run`.
  package static func find(_ text: String, in reports: String) throws(DiagnosticError) -> RunDirectory {
    if let found = atPath(text) { return found }
    let ids = runs(in: reports)
    let fitting = text == "latest" ? ids.suffix(1) : ids.filter { !text.isEmpty && $0.hasPrefix(text) }
    if let exact = fitting.first(where: { $0 == text }) ?? (fitting.count == 1 ? fitting.first : nil) {
      return RunDirectory(runID: exact, path: joined(reports, exact))
    }
    if fitting.isEmpty {
      let hint =
        ids.last.map { "the latest run in \"\(reports)\" is \($0)" } ?? "there are no runs in \"\(reports)\" yet"
      throw DiagnosticError(.error("no-such-run", "there is no run \"\(text)\"", hint: hint))
    }
    let named = fitting.prefix(5).joined(separator: ", ")
    throw DiagnosticError(
      .error(
        "ambiguous-run", "\(fitting.count) runs begin with \"\(text)\"",
        hint: "write more of the id: \(named)\(fitting.count > 5 ? ", …" : "")"))
  }

  /// The ids of the runs in a folder, the oldest first.
  package static func runs(in reports: String) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: reports)
    } catch {
      return []  // No folder, no runs.
    }
    return names.filter { FileManager.default.fileExists(atPath: record(in: joined(reports, $0))) }.sorted()
  }

  private static func atPath(_ text: String) -> RunDirectory? {
    var isFolder = false
    guard !text.isEmpty, FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) else { return nil }
    var folder = text
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if isFolder {
      guard FileManager.default.fileExists(atPath: record(in: folder)) else { return nil }
    } else {
      let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.last.map(String.init) == recordName else { return nil }
      folder = parts.dropLast().joined(separator: "/")
      if folder.isEmpty { folder = text.hasPrefix("/") ? "/" : "." }
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return RunDirectory(runID: name, path: folder)
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}

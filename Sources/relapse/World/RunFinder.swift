import EvalSchema
import FoundationEssentials
import Harness

/// Finds runs by what a user types, and says where new ones go.
struct RunFinder {
  /// The folder of runs, below the working directory.
  static let reports = "reports"

  private let world: World

  init(_ world: World) { self.world = world }

  /// A run by its folder, its record, `latest` or the beginning of its id.
  func find(_ text: String) throws -> RunDirectory { try RunDirectory.find(text, in: Self.reports) }

  /// Whether what a user typed names a run that exists rather than an evalset.
  func isRun(_ text: String) -> Bool {
    if EvalsetFinder.evalset(at: text) != nil { return false }
    return (try? find(text)) != nil  // Only whether there is one; the error is told by `find` where it matters.
  }

  /// The ids of the runs, the oldest first.
  func all() -> [String] { RunDirectory.runs(in: Self.reports) }

  /// The folder of a new run: the one given, which must hold no record, or a new one by time. Reports of an earlier run are removed.
  func create(_ given: String?, plan: RunPlan) throws -> RunDirectory {
    guard let given else {
      return try RunDirectory.create(in: Self.reports, startedAt: world.now(), planDigest: try plan.digest())
    }
    var path = given
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let record = RunDirectory.record(in: path)
    guard !FileManager.default.fileExists(atPath: record) else {
      throw DiagnosticError(
        .error(
          "record-exists", "\"\(path)\" holds a run already, and a record is never overwritten",
          hint: "name another folder, or decide that run again: relapse gate \(path)"))
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(
        .error("record-unwritable", "cannot make the folder \"\(path)\"", hint: "check the path and its permissions"))
    }
    try DerivedFiles.remove(DerivedFiles.ofRun, from: path)
    return RunDirectory(runID: RunDirectory.runID(startedAt: world.now(), planDigest: try plan.digest()), path: path)
  }
}

package import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of a watch: its state, the record of each interval, and a lock against a second process.
package final class WatchFolder {
  /// The name of the state in its folder.
  package static let stateName = "watch.json"
  private static let lockName = "watch.lock"
  private static let largest = 64 << 20

  /// The path of the folder.
  package let path: String
  private let descriptor: Int32
  /// The folders that were made for the watch, the innermost first.
  private let made: [String]

  /// Makes the folder when it is not there, and takes its lock until the value is gone.
  ///
  /// - Throws: `DiagnosticError` with `watch-busy` or `watch-unwritable`.
  package init(_ path: String) throws(DiagnosticError) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    let intervals = path + "/intervals"
    made = Self.missing(intervals)
    do {
      try FileManager.default.createDirectory(atPath: intervals, withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(
        .error("watch-unwritable", "cannot make the folder \"\(path)\"", hint: "check the path and its permissions"))
    }
    descriptor = open(path + "/" + Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      throw DiagnosticError(.error("watch-unwritable", "cannot lock the watch in \"\(path)\""))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw DiagnosticError(
        .error("watch-busy", "another relapse has the watch in \"\(path)\"", hint: "an interval is still running"))
    }
  }

  deinit { close(descriptor) }

  /// Takes away what was made for a watch that did not begin; nothing, once an interval has a folder.
  ///
  /// Folders that stood before stay, and so does every file that is not the watch's own.
  package func discard() {
    guard made.first == path + "/intervals", rmdir(path + "/intervals") == 0 else { return }
    for name in [Self.stateName, "watch.md", Self.lockName] { unlink(path + "/" + name) }
    for folder in made.dropFirst() where rmdir(folder) != 0 { return }
  }

  /// The folders of a path that are not there, the innermost first.
  private static func missing(_ path: String) -> [String] {
    var (path, missing): (String, [String]) = (path, [])
    while !path.isEmpty, !FileManager.default.fileExists(atPath: path) {
      missing.append(path)
      guard let slash = path.lastIndex(of: "/") else { break }
      path = String(path[..<slash])
    }
    return missing
  }

  /// The state; nil when the watch has not begun.
  ///
  /// - Throws: `DiagnosticError` with `watch-damaged`.
  package func read() throws(DiagnosticError) -> WatchState? {
    let file = path + "/" + Self.stateName
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    do {
      guard let data = FileManager.default.contents(atPath: file), data.count <= Self.largest else {
        throw CocoaError(.fileReadUnknown)
      }
      let state = try CanonicalJSON.decode(WatchState.self, from: data)
      guard state.version == 1, state.end > state.start, state.every > 0,
        zip(state.intervals, state.intervals.dropFirst()).allSatisfy({ $0.index < $1.index })
      else { throw CocoaError(.fileReadCorruptFile) }
      return state
    } catch {
      throw DiagnosticError(
        .error(
          "watch-damaged", "the state of the watch cannot be read", at: Place(file: file),
          hint: "restore it, or begin another watch; the records of its intervals are in \(path)/intervals"))
    }
  }

  /// Writes the state: whole or not at all.
  package func write(_ state: WatchState) throws(DiagnosticError) {
    let file = path + "/" + Self.stateName
    do {
      try CanonicalJSON.document(state).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw DiagnosticError(.error("watch-unwritable", "cannot write the state: \(error)", at: Place(file: file)))
    }
  }

  /// The folder of the record of an interval: `intervals/00007`.
  package func interval(_ index: Int) -> String {
    let digits = String(index + 1)
    return path + "/intervals/" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  /// Whether an interval has a record already: of a process that was killed.
  package func hasRecord(_ index: Int) -> Bool {
    FileManager.default.fileExists(atPath: RunDirectory.record(in: interval(index)))
  }
}

extension WatchInterval {
  /// What the record of an interval adds up to.
  package init(_ index: Int, _ log: RunLog, run: String, startedAt: Int, endedAt: Int) {
    var counts: [String: WatchCounts] = [:]
    var models: Set<String> = []
    for (id, log) in log.logs {
      let outcomes = log.outcomes.compactMap { $0 }
      let errored = outcomes.count { $0 == .errored }
      counts[id] = WatchCounts(
        valid: outcomes.count - errored, failures: outcomes.count { $0 == .failed }, errored: errored)
      models.formUnion(log.models.keys)
    }
    self.init(
      index: index, startedAt: startedAt, endedAt: endedAt, run: run, counts: counts, models: models.sorted(),
      stopped: log.footer?.stopped)
  }
}

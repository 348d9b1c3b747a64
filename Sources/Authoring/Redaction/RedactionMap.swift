import EvalSchema
import FoundationEssentials

/// Which pseudonym stands for what: kept outside of the repository, for those who may know.
///
/// With the map of earlier imports, the same person has the same pseudonym in every case. Credentials are never in it: they are to
/// be revoked, not kept.
package struct RedactionMap: Sendable, Hashable, Codable {
  /// One pair.
  package struct Entry: Sendable, Hashable, Codable {
    /// What it is.
    package var kind: SensitiveKind
    /// What stood there, in its plain spelling.
    package var original: String
    /// What stands there now.
    package var pseudonym: String
  }

  /// The version of the format.
  package var version = 1
  /// The pairs by kind and pseudonym.
  package var entries: [Entry]

  /// Makes a map.
  package init(entries: [Entry] = []) { self.entries = entries }

  /// The map of an earlier import; an empty one when there is no file.
  ///
  /// - Throws: `DiagnosticError` when the path lies in the repository of the evalset, or when the file is no map.
  package static func read(_ path: String, evalset: String) throws -> RedactionMap {
    try check(path, evalset: evalset)
    guard FileManager.default.fileExists(atPath: path) else { return RedactionMap() }
    guard let data = FileManager.default.contents(atPath: path), data.count <= 16 << 20,
      let map = try? CanonicalJSON.decode(RedactionMap.self, from: data), map.version == 1  // Any fault has one remedy.
    else {
      throw DiagnosticError(
        .error(
          "redaction-map-unreadable", "the file is there and is no redaction map", at: Place(file: path),
          hint: "name another file; this one is not overwritten"))
    }
    return map
  }

  /// Writes the map so that only its owner can read it; nothing when it is empty.
  ///
  /// - Throws: `DiagnosticError` when it cannot be written.
  package func write(_ path: String, evalset: String) throws {
    try RedactionMap.check(path, evalset: evalset)
    if entries.isEmpty { return }
    do {
      let data = try CanonicalJSON.document(self)
      let part = path + ".part"
      // A part that was left behind; what cannot be removed is told below.
      try? FileManager.default.removeItem(atPath: part)
      guard FileManager.default.createFile(atPath: part, contents: data, attributes: [.posixPermissions: 0o600]) else {
        throw CocoaError(.fileWriteUnknown)
      }
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
      try FileManager.default.moveItem(atPath: part, toPath: path)
    } catch {
      throw DiagnosticError(
        .error(
          "redaction-map-unwritable", "the redaction map cannot be written", at: Place(file: path),
          hint: "name a file in a folder that exists and that you may write to"))
    }
  }

  /// Refuses a path in the repository of an evalset, or in its folder where there is no repository.
  private static func check(_ path: String, evalset: String) throws {
    let root = repository(of: evalset)
    let parent = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let folder = resolved(parent.isEmpty ? "/" : parent) + "/"
    guard folder.hasPrefix(root + "/") else { return }
    throw DiagnosticError(
      .error(
        "redaction-map-inside", "the redaction map would lie in the repository of the evalset", at: Place(file: path),
        hint: "it says who the pseudonyms are: name a file outside of \(root)"))
  }

  /// The nearest folder upwards with a `.git`, else the evalset's own.
  static func repository(of evalset: String) -> String {
    let own = resolved(evalset)
    var folder = own
    while folder != "/", !folder.isEmpty {
      if FileManager.default.fileExists(atPath: folder + "/.git") { return folder }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = String(folder[..<slash])
    }
    return own
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}

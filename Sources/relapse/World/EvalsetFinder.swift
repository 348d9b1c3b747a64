import EvalSchema
import FoundationEssentials

/// Finds the evalset that a command speaks of.
struct EvalsetFinder {
  private let world: World

  init(_ world: World) { self.world = world }

  /// The path given, or the nearest folder upwards with an `evalset.yaml`, or the only one under `evalsets/`.
  func path(_ given: String?) throws -> String {
    if let given {
      guard let folder = Self.evalset(at: given) else {
        throw DiagnosticError(
          .error(
            "no-evalset", "there is no evalset at \"\(given)\"",
            hint: "an evalset is a folder with an evalset.yaml; see docs/formats.md"))
      }
      return folder
    }
    var folder = FileManager.default.currentDirectoryPath
    while true {
      if Self.isEvalset(folder) { return folder }
      if let only = Self.onlyEvalset(under: folder + "/evalsets") { return only }
      guard folder != "/", !FileManager.default.fileExists(atPath: folder + "/.git"),
        let slash = folder.lastIndex(of: "/")
      else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    throw UsageError("which evalset? None was given and none is here", hint: "relapse COMMAND EVALSET")
  }

  /// The folder of an evalset from its path or that of its `evalset.yaml`.
  static func evalset(at path: String) -> String? {
    var folder = path.hasSuffix("/evalset.yaml") ? String(path.dropLast("/evalset.yaml".count)) : path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return isEvalset(folder) ? folder : nil
  }

  private static func isEvalset(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/evalset.yaml")
  }

  private static func onlyEvalset(under folder: String) -> String? {
    // A folder that cannot be listed holds no evalset for us.
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    let evalsets = names.sorted().map { folder + "/" + $0 }.filter(isEvalset)
    return evalsets.count == 1 ? evalsets[0] : nil
  }
}

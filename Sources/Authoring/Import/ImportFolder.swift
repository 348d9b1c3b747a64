import EvalSchema
import FoundationEssentials

/// Finds the documents below a folder that is given for import.
package enum ImportFolder {
  /// Most documents of one folder.
  package static let mostFiles = 10_000

  /// The kinds of files that are read.
  static let extensions: Set<String> = ["md", "markdown", "json", "jsonl", "ndjson", "yaml", "yml"]

  /// Whether a path is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// The documents below a folder, sorted by path: no hidden files, no links, and nothing that is an index, a readme or a template
  /// by its name.
  ///
  /// - Throws: `DiagnosticError` when a folder cannot be listed, or when there is nothing or too much to read.
  package static func documents(in folder: String) throws -> [String] {
    var base = folder
    while base.count > 1, base.hasSuffix("/") { base.removeLast() }
    var found: [String] = []
    var open = [base]
    while let next = open.popLast() {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: next)
      } catch {
        throw DiagnosticError(
          .error(
            "cannot-read", "the folder cannot be listed", at: Place(file: next),
            hint: "check the path and its permissions"))
      }
      for name in names where !name.hasPrefix(".") {
        let path = next + "/" + name
        // A link may lead anywhere, and round in circles.
        let kind: FileAttributeType?
        do {
          kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        } catch {
          throw DiagnosticError(
            .error(
              "cannot-read", "what lies here cannot be looked at", at: Place(file: path),
              hint: "check the path and its permissions"))
        }
        if kind == .typeDirectory {
          open.append(path)
        } else if kind == .typeRegular, isDocument(name) {
          found.append(path)
        }
      }
      if found.count > mostFiles {
        throw DiagnosticError(
          .error(
            "too-many", "the folder holds more than \(mostFiles) documents", at: Place(file: folder),
            hint: "import its folders one by one"))
      }
    }
    guard !found.isEmpty else {
      throw DiagnosticError(
        .error(
          "no-documents", "the folder holds no document that can be imported", at: Place(file: folder),
          hint: "Markdown, JSON and YAML are read; indexes, readmes and templates are left out"))
    }
    return found.sorted()
  }

  /// Whether a file's name is that of a document.
  static func isDocument(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
      extensions.contains(name[name.index(after: dot)...].lowercased())
    else { return false }
    let words = HeadingName(String(name[..<dot])).words
    if !Set(words).isDisjoint(with: ["template", "templates", "schema"]) { return false }
    return !others.contains(words.joined(separator: " "))
  }

  /// The names of files that are about the others.
  private static let others: Set<String> = [
    "readme", "index", "contributing", "changelog", "license", "toc", "summary", "evalset", "package",
  ]
}

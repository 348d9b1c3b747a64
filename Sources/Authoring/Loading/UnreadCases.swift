import EvalSchema

/// What lies among the cases and could not be read as one; each is told by a finding of its own.
///
/// Its incident has a case that is at fault, which is another thing than an incident without one.
package struct UnreadCases: Sendable, Hashable {
  /// The names of the files with their texts, empty where even the bytes could not be read.
  package var files: [String: String]
  /// Whether the folder could not be listed, so that nothing is known of what it holds.
  package var isFolderUnread: Bool

  /// Makes the value from its parts.
  package init(files: [String: String] = [:], isFolderUnread: Bool = false) {
    self.files = files
    self.isFolderUnread = isFolderUnread
  }

  /// Whether one of them may be the case of a postmortem: it names the document, or bears its name.
  ///
  /// - Parameter postmortem: The path relative to the evalset.
  func mayCover(_ postmortem: String) -> Bool {
    if isFolderUnread { return true }
    let stem = IncidentID.stem(of: postmortem)
    return files.contains { name, text in
      text.contains(postmortem) || (!stem.isEmpty && Self.begins(name, with: stem))
    }
  }

  /// Whether a name, of a hidden file too, is a stem or goes on after it with a sign: `INC-20` is no beginning of `INC-2041.yaml`.
  private static func begins(_ name: String, with stem: String) -> Bool {
    let bare = name.drop { $0 == "." }
    guard bare.hasPrefix(stem) else { return false }
    return bare.dropFirst(stem.count).first.map { !$0.isLetter && !$0.isNumber } ?? true
  }
}

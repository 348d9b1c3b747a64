/// Tells a pinned model from a name that the provider may move to another model at any time.
package enum ModelPin {
  /// Whether the name carries a version that does not move: a date, a revision of three or four digits, a digest or a commit.
  ///
  /// `gpt-4.1-2025-04-14`, `claude-sonnet-4-20250514`, `gpt-4-0613`, `gemini-1.5-pro-002`, `llama3@sha256:…` and `app@e0d17f4` are
  /// pinned; `gpt-4.1`, `claude-3-5-sonnet-latest` and `llama3:8b` are not. An unknown name counts as not pinned.
  package static func isPinned(_ model: String) -> Bool {
    let name = model.lowercased()
    if name.hasSuffix("latest") || name.hasSuffix("preview") { return false }
    if let at = name.lastIndex(where: { $0 == "@" || $0 == "#" }) {
      return !name[name.index(after: at)...].isEmpty
    }
    if name.contains("sha256:") { return true }
    let parts = name.split { $0 == "-" || $0 == "_" || $0 == ":" || $0 == "/" }
    for (index, part) in parts.enumerated() where part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      if part.utf8.count == 8 || part.utf8.count == 6 { return true }
      // A year needs month and day; four digits otherwise are a revision such as 0613.
      if part.utf8.count == 4 {
        let isYear = part.hasPrefix("20") && (Int(part) ?? 0) >= 2020
        let following = parts[(index + 1)...].prefix(2)
        if !isYear { return true }
        if following.count == 2, following.allSatisfy({ $0.utf8.count == 2 && Int($0) != nil }) { return true }
      }
      if part.utf8.count == 3, index == parts.count - 1 { return true }
    }
    return parts.dropFirst().contains { part in
      part.utf8.count >= 7 && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        && part.utf8.contains { (0x30...0x39).contains($0) }
    }
  }
}

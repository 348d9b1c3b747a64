import EvalSchema

/// Evidence is text.
enum ScreenshotOnly {
  static let rule = LintRule.evalCase(
    .warning, "screenshot-only",
    because: "A grader cannot read a picture, and a link to one will be dead some day."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let input = evalCase.input.messages.enumerated().map { (["input", "messages", "\($0)"], $1.text) }
    let exhibits = evalCase.knownBad.enumerated().flatMap { index, exhibit in
      exhibit.transcript.messages.enumerated().map { (["known_bad", "\(index)", "transcript", "\($0)"], $1.text) }
    }
    return (input + exhibits).filter { isPicture($0.1) }.map { path, _ in
      .warning(
        "screenshot-only", "this is a picture, not a text", at: loaded.place(of: path),
        hint: "copy the text that the picture shows")
    }
  }

  /// Whether a text is nothing but a reference to a picture.
  static func isPicture(_ text: String) -> Bool {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { return false }
    let isMarkdown = words.hasPrefix("![") && words.hasSuffix(")") && words.contains("](")
    let isTag = words.hasPrefix("<img") && words.hasSuffix(">")
    let isFile = !words.contains(" ") && endings.contains { words.hasSuffix($0) }
    return isMarkdown || isTag || isFile || words.hasPrefix("data:image/") || phrases.contains(words)
  }

  private static let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".svg", ".bmp", ".tiff"]
  private static let phrases = [
    "see screenshot", "see screenshot.", "screenshot attached", "[screenshot]", "(screenshot)",
    "see attached screenshot",
  ]
}

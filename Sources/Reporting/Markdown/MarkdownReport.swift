package import EvalSchema

/// The report of a gate as GitHub-flavoured Markdown within a number of bytes, for a comment or a job summary.
///
/// Model text stands only in fences and code spans; it cannot ping, link, load or forge.
package struct MarkdownReport: Sendable {
  /// The bytes of a comment: GitHub refuses 65,536 characters.
  package static let commentBytes = 60_000
  /// The bytes of a job summary: GitHub drops one above 1 MiB whole.
  package static let summaryBytes = 900_000

  let outline: ReportOutline
  let commands: NextCommand
  let maximumBytes: Int
  let key: String
  let link: String?

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - maximumBytes: never exceeded, for any input, as long as it is at least 8,000.
  ///   - key: tells reports of one evalset apart that are written to the same place, such as the leg of a matrix.
  ///   - link: where the HTML report is, in words for people.
  package init(
    _ report: GateReport, maximumBytes: Int = MarkdownReport.summaryBytes, key: String = "default", link: String? = nil
  ) {
    outline = ReportOutline(report)
    commands = NextCommand(outline: outline)
    self.maximumBytes = maximumBytes
    self.key = key
    self.link = link
  }

  /// The sticky marker by which a comment is found again.
  package var marker: String {
    "<!-- relapse:gate:\(MarkdownEscape.marker(Self.cut(outline.verdict.evalset.name, 120))):"
      + "\(MarkdownEscape.marker(Self.cut(key, 120))) run=\(MarkdownEscape.marker(Self.cut(outline.facts.header.runID, 80))) -->"
  }

  /// The report.
  package func text() -> String {
    let blocks = [heading, table(open: true)] + examples + [table(open: false), undecided, errors, subject, method]
    let reserve = 400
    let (text, shortened) = MarkdownBlock.fit(blocks, bytes: maximumBytes - reserve)
    guard !shortened.isEmpty else { return text }
    let names =
      shortened.prefix(6).joined(separator: ", ") + (shortened.count > 6 ? " and \(shortened.count - 6) more" : "")
    return text + "\n_Shortened here: \(names). The complete record is in the run's folder._\n"
  }

  /// A text of at most `scalars` scalars.
  static func cut(_ text: String, _ scalars: Int) -> String {
    let view = text.unicodeScalars
    guard let end = view.index(view.startIndex, offsetBy: scalars, limitedBy: view.endIndex), end < view.endIndex else {
      return text
    }
    return String(view[..<end]) + "…"
  }

  /// A sentence of the verdict, safe and of bounded length.
  func say(_ text: String, _ scalars: Int = 500) -> String { MarkdownEscape.inline(Self.cut(text, scalars)) }

  /// A name as a code span of bounded length, outside tables.
  func code(_ text: String, _ scalars: Int = 120) -> String {
    MarkdownEscape.code(Self.cut(text, scalars), isCell: false)
  }

  /// A name as a code span of bounded length in a cell of a table.
  func cell(_ text: String, _ scalars: Int = 120) -> String { MarkdownEscape.code(Self.cut(text, scalars)) }
}

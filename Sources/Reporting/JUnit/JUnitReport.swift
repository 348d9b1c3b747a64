package import EvalSchema

/// The report of a gate as JUnit XML: one test case for each eval case, stable names, numbers as text.
///
/// GitLab reads the text of `failure`, others its `message`: both say the same. Repeated trials are not retries, so there
/// are no flaky elements.
package struct JUnitReport: Sendable {
  /// Whether test cases name their file and line. GitLab shows them; the schema of Jenkins' xUnit plugin does not know them.
  package var namesFiles: Bool

  let outline: ReportOutline
  let commands: NextCommand

  /// Prepares a report.
  package init(_ report: GateReport, namesFiles: Bool = true) {
    outline = ReportOutline(report)
    commands = NextCommand(outline: outline)
    self.namesFiles = namesFiles
  }

  /// What a test case says.
  enum Kind: String {
    case failure, error, skipped
  }

  /// One test case.
  struct Entry {
    var className: String
    var name: String
    var file: String?
    var line: Int?
    var seconds: Double?
    var kind: Kind?
    var type: String
    var message: String
    var content: String
    var output: String
  }

  /// The document.
  package func text() -> String {
    let entries = entries()
    let seconds = outline.facts.footer?.seconds ?? 0
    let name = XMLEscape.attribute(outline.verdict.evalset.name)
    let failures = entries.count { $0.kind == .failure }
    let errors = entries.count { $0.kind == .error }
    let skipped = entries.count { $0.kind == .skipped }
    let counts = "tests=\"\(entries.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    let time = "time=\"\(Self.seconds(seconds))\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"relapse\" \(counts) \(time)>\n"
    text += "<testsuite name=\"\(name)\" \(counts) skipped=\"\(skipped)\" \(time)"
    text += " timestamp=\"\(XMLEscape.attribute(outline.facts.header.startedAt))\">\n<properties>\n"
    for (name, value) in properties {
      text += "<property name=\"\(XMLEscape.attribute(name))\" value=\"\(XMLEscape.attribute(value))\"/>\n"
    }
    text += "</properties>\n"
    for entry in entries { text += self.text(entry) }
    return text + "</testsuite>\n</testsuites>\n"
  }

  /// Writes the file.
  package func write(toFile path: String) throws { try ReportFile.write(path, text: text()) }

  private func text(_ entry: Entry) -> String {
    var text =
      "<testcase classname=\"\(XMLEscape.attribute(entry.className))\" name=\"\(XMLEscape.attribute(entry.name))\""
    if namesFiles, let file = entry.file {
      text += " file=\"\(XMLEscape.attribute(file))\""
      if let line = entry.line { text += " line=\"\(line)\"" }
    }
    if let seconds = entry.seconds { text += " time=\"\(Self.seconds(seconds))\"" }
    text += ">\n"
    if let kind = entry.kind {
      text +=
        "<\(kind.rawValue) type=\"\(XMLEscape.attribute(entry.type))\" message=\"\(XMLEscape.attribute(entry.message))\">"
      text += XMLEscape.text(entry.content) + "</\(kind.rawValue)>\n"
    }
    if !entry.output.isEmpty { text += "<system-out>\(XMLEscape.text(entry.output))</system-out>\n" }
    return text + "</testcase>\n"
  }

  /// Seconds with three decimals, as Surefire's schema wants them.
  static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((min(max(seconds, 0), 999_999) * 1_000).rounded())
    let fraction = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }

  private var properties: [(String, String)] {
    let verdict = outline.verdict
    let selection = outline.selection.map { [("selection", $0)] } ?? []
    return [
      ("verdict", verdict.verdict.rawValue), ("exit-code", String(verdict.exitCode)),
      ("reason", verdict.reason.rawValue),
      ("target", verdict.target.name), ("target.model", verdict.target.model ?? ""),
      ("target.models-returned", verdict.target.modelsReturned.joined(separator: ",")),
      ("target.fingerprint", verdict.target.fingerprint.description), ("plan", verdict.planDigest.description),
      ("evalset", verdict.evalset.digest.description), ("seed", String(verdict.seed)),
      ("run", outline.facts.header.runID),
      ("trials.asked", String(verdict.summary.asked)), ("trials.valid", String(verdict.summary.valid)),
      ("trials.errored", String(verdict.summary.errored)),
    ] + selection
  }
}

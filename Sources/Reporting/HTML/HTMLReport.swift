package import EvalSchema

/// The report of a gate as one HTML file: complete without script and style, then enhanced by one of each.
///
/// Everything that came from a model, a tool or a postmortem is shown as text. Nothing is fetched.
package struct HTMLReport: Sendable {
  /// How large the file may become.
  package struct Options: Sendable {
    /// The size to aim at, in bytes: examples are left out beyond it, passing ones first.
    package var targetBytes: Int

    /// Makes the value from its parts.
    package init(targetBytes: Int = 5_000_000) { self.targetBytes = targetBytes }
  }

  let outline: ReportOutline
  let commands: NextCommand
  let plan: ExamplePlan

  /// Prepares a report. Complexity: O(cases log cases + examples).
  package init(_ report: GateReport, options: Options = Options()) {
    outline = ReportOutline(report)
    commands = NextCommand(outline: outline)
    plan = ExamplePlan(outline, targetBytes: options.targetBytes)
  }

  /// Writes the file in pieces of bounded size: a section, a case, a trial.
  package func write(to sink: (_ bytes: [UInt8]) throws -> Void) throws {
    var page = Markup()
    head(&page)
    banner(&page)
    navigation(&page)
    page.open("main", ["id": "main"])
    rules(&page)
    try sink(page.take())
    subject(&page)
    forest(&page)
    try sink(page.take())
    try caseTable(&page, sink)
    try caseDetails(&page, sink)
    undecided(&page)
    errors(&page)
    try sink(page.take())
    coverage(&page)
    method(&page)
    leftOut(&page)
    page.close("main")
    foot(&page)
    try sink(page.take())
  }

  /// The whole file as text, for tests and small reports.
  package func text() throws -> String {
    var bytes: [UInt8] = []
    try write { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension HTMLReport {
  /// A section with its heading.
  func section(_ page: inout Markup, _ id: String, _ title: String, body: (inout Markup) -> Void) {
    page.element("section", ["id": id, "aria-labelledby": "h-\(id)"]) { page in
      page.element("h2", ["id": "h-\(id)"], title)
      body(&page)
    }
    page.raw("\n")
  }

  /// A verdict with its shape: never colour alone.
  func verdict(_ page: inout Markup, _ verdict: Verdict) {
    page.element("span", ["class": "v \(verdict.rawValue)"]) { page in
      page.element("i", ["aria-hidden": "true"], verdict.glyph)
      page.text(verdict.rawValue)
    }
  }

  /// A command with its words before it.
  func command(_ page: inout Markup, _ label: String, _ command: String) {
    page.element("div", ["class": "cmd"]) { page in
      page.element("b", [:], label)
      page.element("code", [:], command)
    }
  }

  /// A time as people and machines read it.
  func time(_ page: inout Markup, _ iso: String) { page.element("time", ["datetime": iso], Amount.time(iso)) }

  /// The id of a case's detail, which is also its link.
  func anchor(_ id: String) -> String { "case=\(HTMLEscape.identifier(id))" }

  /// The id of a trial, which is also its link.
  func anchor(_ id: String, trial: Int) -> String { "\(anchor(id))&trial=\(trial)" }
}

package import EvalSchema

/// The report of a comparison as one HTML file: complete without any script, one style by hash, nothing fetched.
///
/// Everything that came from a model, a tool or a postmortem is shown as text.
package struct ComparisonHTML: Sendable {
  /// The size to aim at, in bytes: transcripts are left out beyond it.
  static let targetBytes = 5_000_000

  let outline: ComparisonOutline

  /// Prepares a report.
  package init(_ report: ComparisonReport) { outline = ComparisonOutline(report) }

  /// The style: that of every report, and what stands side by side.
  static let sheet =
    ReportStyle.sheet
      + """

      .sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1.5rem}
      .sides .turn{grid-template-columns:minmax(0,1fr)}
      .sides h3{margin:.6rem 0}
      table.pairs{width:auto}
      table.pairs td,table.pairs th{padding:.3rem 1.2rem .3rem 0}
      svg .f-grid{fill:var(--line)}
      .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.8rem 1.2rem;margin:1rem 0}
      .panels figure{margin:0;padding:.5rem .7rem;border:1px solid var(--line);border-radius:4px}
      .panels figure.moved{border-color:currentColor}
      .panels figcaption{font-size:.85rem;min-height:2.6em}
      .panels .say{display:block}
      .panels svg{display:block;width:100%;height:auto}
      .diff{font-size:.9rem;background:var(--panel);padding:.6rem .8rem;border-radius:4px}
      del{color:var(--fail)}ins{color:var(--pass);text-decoration:none;border-bottom:2px solid currentColor}
      @media (max-width:44rem){.sides{grid-template-columns:minmax(0,1fr)}}
      """

  /// Writes the file in pieces of bounded size.
  package func write(to sink: (_ bytes: [UInt8]) throws -> Void) throws {
    var page = Markup()
    head(&page)
    banner(&page)
    page.open("main", ["id": "main"])
    decided(&page)
    surfaces(&page)
    plot(&page)
    try sink(page.take())
    try cases(&page, sink)
    outputs(&page)
    method(&page)
    page.close("main")
    page.element("footer") { page in
      let tool = outline.verdict.tool
      page.text("\(tool.name) \(tool.version) · the complete records are in ")
      page.element("code", [:], outline.report.baselineDirectory)
      page.text(" and ")
      page.element("code", [:], outline.report.candidateDirectory)
    }
    page.raw("</body></html>\n")
    try sink(page.take())
  }

  /// Writes the report to a file, in bounded memory; a crash leaves no half report.
  package func write(toFile path: String) throws { try ReportFile.write(path) { try write(to: $0) } }

  /// The whole file as text, for tests and small reports.
  package func text() throws -> String {
    var bytes: [UInt8] = []
    try write { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ComparisonHTML {
  /// A section with its heading.
  func section(_ page: inout Markup, _ id: String, _ title: String, body: (inout Markup) -> Void) {
    page.element("section", ["id": id, "aria-labelledby": "h-\(id)"]) { page in
      page.element("h2", ["id": "h-\(id)"], title)
      body(&page)
    }
    page.raw("\n")
  }

  /// A class with its shape: never colour alone.
  func change(_ page: inout Markup, _ change: ChangeClass) {
    page.element("span", ["class": "v \(change.tone.rawValue)"]) { page in
      page.element("i", ["aria-hidden": "true"], change.glyph)
      page.text(change.rawValue)
    }
  }

  /// A command with its words before it.
  func command(_ page: inout Markup, _ label: String, _ command: String) {
    page.element("div", ["class": "cmd"]) { page in
      page.element("b", [:], label)
      page.element("code", [:], command)
    }
  }

  /// A cell that holds numbers.
  func number(_ page: inout Markup, _ label: String, _ text: String) {
    page.element("td", ["class": "n", "data-label": label], text)
  }

  /// The id of a case's detail, which is also its link.
  func anchor(_ id: String) -> String { "case=\(HTMLEscape.identifier(id))" }

  private func head(_ page: inout Markup) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    let policy =
      "default-src 'none'; style-src '\(ContentSecurityPolicy.hash(Self.sheet))'; img-src data:; base-uri 'none'; "
      + "form-action 'none'"
    page.open("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">")
    page.element("title", [:], outline.title)
    page.raw("<style>")
    page.trusted(Self.sheet)
    page.raw("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to what decided it</a>\n")
  }

  private func banner(_ page: inout Markup) {
    let verdict = outline.verdict
    page.open("header", ["class": "banner"])
    page.element("div", ["class": "in \(verdict.verdict.rawValue)"]) { page in
      page.element("h1") { page in
        page.element(
          "small", [:], "\(verdict.evalset) · \(verdict.baseline.target.name) → \(verdict.candidate.target.name)")
        page.element("span", ["aria-hidden": "true"], "\(verdict.verdict.glyph) ")
        page.text(verdict.verdict.headline)
      }
      page.element("p", ["class": "why"], verdict.sentence)
      page.element("ul", ["class": "counts"]) { page in
        for (kind, count) in outline.classes {
          page.element("li") { page in
            page.element("span", ["class": count > 0 ? "v \(kind.tone.rawValue)" : "v zero"]) { page in
              page.element("i", ["aria-hidden": "true"], kind.glyph)
              page.text("\(Amount.count(count)) \(kind.rawValue)")
            }
          }
        }
      }
      page.element("p", [:], outline.pairs + ".")
      command(&page, "Next", outline.next)
      page.element("p", ["class": "meta"]) { page in
        page.text("Exit code \(verdict.exitCode) · reason ")
        page.element("code", [:], verdict.reason.rawValue)
      }
    }
    page.close("header")
    page.raw("\n<header><nav aria-label=\"Sections\"><ul>")
    for (id, name) in [
      ("decided", "What decided it"), ("surfaces", "What differs"), ("plot", "Rates and changes"), ("cases", "Cases"),
      ("outputs", "Outputs"), ("method", "Method"),
    ] {
      page.element("li") { $0.element("a", ["href": "#\(id)"], name) }
    }
    page.raw("</ul></nav></header>\n")
  }
}

import EvalSchema

extension HTMLReport {
  /// The head: title, icon, policy, style.
  func head(_ page: inout Markup) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    page.open(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": ContentSecurityPolicy.text(style: ReportStyle.sheet, script: ReportScript.text),
      ])
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">")
    page.open("meta", ["name": "generator", "content": "\(outline.verdict.tool.name) \(outline.verdict.tool.version)"])
    page.element("title", [:], outline.title)
    page.open("link", ["rel": "icon", "href": icon])
    page.raw("<style>")
    page.trusted(ReportStyle.sheet)
    page.raw("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the rules that decided</a>\n")
  }

  /// The verdict's shape as an icon for tabs.
  private var icon: String {
    let fill =
      switch outline.verdict.verdict {
      case .pass: "1168bd"
      case .fail: "8f1d14"
      case .inconclusive: "a87600"
      case .error, .empty: "424a53"
      }
    let shape =
      switch outline.verdict.verdict {
      case .pass: "<circle cx='8' cy='8' r='6' fill='%23\(fill)'/>"
      case .fail: "<path d='M3 3l10 10M13 3L3 13' stroke='%23\(fill)' stroke-width='3.5'/>"
      case .inconclusive:
        "<circle cx='8' cy='8' r='6' fill='none' stroke='%23\(fill)' stroke-width='2'/>"
          + "<path d='M8 2a6 6 0 0 0 0 12z' fill='%23\(fill)'/>"
      case .error: "<path d='M8 2l6.5 12h-13z' fill='%23\(fill)'/>"
      case .empty: "<circle cx='8' cy='8' r='6' fill='none' stroke='%23\(fill)' stroke-width='2'/>"
      }
    return "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>\(shape)</svg>"
  }

  /// What a reader needs in half a minute: verdict, why, counts, what to do.
  func banner(_ page: inout Markup) {
    let verdict = outline.verdict
    let header = outline.facts.header
    page.open("header", ["class": "banner"])
    page.element("div", ["class": "in \(verdict.verdict.rawValue)"]) { page in
      page.element("h1") { page in
        page.element("small", [:], "\(verdict.evalset.name) · \(verdict.target.name)")
        page.element("span", ["aria-hidden": "true"], "\(verdict.verdict.glyph) ")
        page.text(verdict.verdict.headline)
      }
      page.element("p", ["class": "why"], verdict.sentence)
      page.element("ul", ["class": "counts"]) { page in
        for (kind, count) in counted {
          page.element("li") { page in
            page.element("span", ["class": count > 0 ? "v \(kind.rawValue)" : "v zero"]) { page in
              page.element("i", ["aria-hidden": "true"], kind.glyph)
              page.text("\(Amount.count(count)) \(kind.adjective)")
            }
          }
        }
        if verdict.summary.watching > 0 {
          page.element("li", ["class": "muted"], "\(Amount.count(verdict.summary.watching)) watching")
        }
        if verdict.summary.waived > 0 {
          page.element("li", ["class": "muted"], "\(Amount.count(verdict.summary.waived)) waived")
        }
        if let selection = outline.selection { page.element("li") { $0.element("strong", [:], selection) } }
      }
      page.element("p", [:], outline.trials + ".")
      if let ending = outline.ending { page.element("p", [:], "The run \(MarkdownReport.cut(ending, 300)).") }
      self.command(&page, "Next", commands.overall)
      page.element("p", ["class": "meta"]) { page in
        page.text("Exit code \(verdict.exitCode) · reason ")
        page.element("code", [:], verdict.reason.rawValue)
        page.text(" · run ")
        page.element("code", [:], header.runID)
        page.text(" · ")
        time(&page, header.startedAt)
        if let footer = outline.facts.footer {
          page.text(" · took \(Amount.duration(footer.seconds))")
        } else {
          page.text(" · the run did not end: its record has no last line")
        }
      }
    }
    page.close("header")
    page.raw("\n")
  }

  /// The counts by verdict, worst first, all of them: a zero is a statement too.
  private var counted: [(Verdict, Int)] {
    let summary = outline.verdict.summary
    return [
      (.fail, summary.fail), (.error, summary.error), (.inconclusive, summary.inconclusive), (.pass, summary.pass),
    ]
  }

  /// Links to the sections.
  func navigation(_ page: inout Markup) {
    page.raw("<header><nav aria-label=\"Sections\"><ul>")
    for (id, name) in sections {
      page.element("li") { $0.element("a", ["href": "#\(id)"], name) }
    }
    page.raw("</ul></nav></header>\n")
  }

  private var sections: [(String, String)] {
    var sections = [
      ("rules", "What decided it"), ("subject", "What was judged"), ("plot", "Rates and limits"), ("cases", "Cases"),
    ]
    if outline.verdict.summary.inconclusive > 0 { sections.append(("undecided", "Still undecided")) }
    return sections + [
      ("errors", "Infrastructure"), ("incidents", "Incidents"), ("method", "Method"), ("left-out", "Left out"),
    ]
  }

  /// The sheet of keys, the script, the end.
  func foot(_ page: inout Markup) {
    page.element("footer") { page in
      let tool = outline.verdict.tool
      page.text("\(tool.name) \(tool.version) · the complete record is ")
      page.element("code", [:], "\(outline.runDirectory)/run.jsonl")
    }
    page.raw("<dialog id=\"keys\" aria-labelledby=\"h-keys\"><h2 id=\"h-keys\">Keys</h2><table><tbody>")
    for (key, meaning) in [
      ("/", "filter the cases"), ("j k", "next, previous case"), ("n p", "next, previous failing trial"),
      ("o", "open or close the case"), ("?", "this sheet"), ("Esc", "clear the filter, close"),
    ] {
      page.element("tr") { page in
        page.element("td") { page in
          for sign in key.split(separator: " ") {
            page.element("kbd", [:], String(sign))
            page.raw(" ")
          }
        }
        page.element("td", [:], meaning)
      }
    }
    page.raw("</tbody></table><p><label><input type=\"checkbox\" id=\"nokeys\"> Switch single keys off</label></p>")
    page.raw("<button type=\"button\" id=\"closekeys\">Close</button></dialog>\n<script>")
    page.trusted(ReportScript.text)
    page.raw("</script></body></html>\n")
  }
}

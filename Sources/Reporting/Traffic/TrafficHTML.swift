package import EvalSchema

/// The report of a comparison of observed traffic as one HTML file: no script, one style by hash, nothing fetched.
///
/// Everything that came from a model or a log is shown as text.
package struct TrafficHTML: Sendable {
  private let verdict: TrafficVerdict

  /// Prepares a report.
  package init(_ verdict: TrafficVerdict) { self.verdict = verdict }

  /// Writes the report to a file; a crash leaves no half report.
  package func write(toFile path: String) throws { try ReportFile.write(path) { try $0(Array(text().utf8)) } }

  /// The whole file.
  package func text() -> String {
    var page = Markup()
    head(&page)
    banner(&page)
    page.open("main", ["id": "main"])
    checks(&page)
    list(&page, "Outputs, which decide nothing", verdict.metrics.map { ($0.id, $0.sentence) })
    list(&page, "What a reader must know", verdict.warnings.map { ($0.code, $0.message) })
    list(
      &page, "Graders left out, for they do not hold for any traffic",
      verdict.leftOut.map { ("\($0.evalCase) \($0.path) \($0.grader)", $0.reason) })
    page.element("section") { page in
      page.element("h2", [:], "Method")
      page.element("p", [:], verdict.statement)
    }
    page.close("main")
    page.element("footer", [:], "\(verdict.tool.name) \(verdict.tool.version)")
    page.raw("</body></html>\n")
    return String(decoding: page.take(), as: UTF8.self)
  }

  private func head(_ page: inout Markup) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    let policy =
      "default-src 'none'; style-src '\(ContentSecurityPolicy.hash(ReportStyle.sheet))'; img-src data:; base-uri 'none'; "
      + "form-action 'none'"
    page.open("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">")
    page.element("title", [:], "\(verdict.verdict.glyph) \(verdict.verdict.headline) · observed traffic")
    page.raw("<style>")
    page.trusted(ReportStyle.sheet)
    page.raw("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the checks</a>\n")
  }

  private func banner(_ page: inout Markup) {
    page.open("header", ["class": "banner"])
    page.element("div", ["class": "in \(verdict.verdict.rawValue)"]) { page in
      page.element("h1") { page in
        page.element("small", [:], "\(verdict.evalset) · observed traffic, unpaired")
        page.element("span", ["aria-hidden": "true"], "\(verdict.verdict.glyph) ")
        page.text(verdict.verdict.headline)
      }
      page.element("p", ["class": "why"], verdict.sentence)
      page.element("p", [:], "Baseline: \(verdict.baseline.words).")
      page.element("p", [:], "Candidate: \(verdict.candidate.words).")
      page.element("p", ["class": "meta"]) { page in
        page.text("Exit code \(verdict.exitCode) · reason ")
        page.element("code", [:], verdict.reason.rawValue)
      }
    }
    page.close("header")
  }

  private func checks(_ page: inout Markup) {
    page.element("section") { page in
      page.element("h2", [:], "Checks")
      page.element("table") { page in
        page.raw("<thead><tr><th>change</th><th>check</th><th>baseline</th><th>candidate</th><th>difference</th>")
        page.raw("<th>p after Holm</th><th>finding</th></tr></thead>")
        page.element("tbody") { page in
          for check in verdict.checks { row(&page, check) }
        }
      }
    }
  }

  private func row(_ page: inout Markup, _ check: TrafficCheck) {
    page.element("tr") { page in
      page.element("td") { page in
        page.element("span", ["class": "v \(check.change.tone.rawValue)"]) { page in
          page.element("i", ["aria-hidden": "true"], check.change.glyph)
          page.text(check.change.rawValue)
        }
      }
      page.element("td") { page in
        page.element("code", [:], check.id)
        page.element("span", ["class": "say"], "\(check.severity.rawValue) · \(check.pattern) · \(check.title)")
      }
      for counts in [check.baseline, check.candidate] {
        page.element("td", ["class": "n"], ReportOutline.observed(counts.failures, of: counts.valid))
      }
      let change =
        check.difference.map { "\(ComparisonOutline.signed($0.estimate)) \(ComparisonOutline.interval($0))" } ?? "–"
      page.element("td", ["class": "n"], change)
      page.element("td", ["class": "n"], ComparisonOutline.p(check.pAdjusted))
      page.element("td") { page in
        page.text(check.sentence)
        for example in check.examples {
          page.element(
            "span", ["class": "say"], "line \(example.line), \(example.id): \(example.grader): \(example.reason)")
        }
      }
    }
  }

  private func list(_ page: inout Markup, _ title: String, _ items: [(code: String, text: String)]) {
    guard !items.isEmpty else { return }
    page.element("section") { page in
      page.element("h2", [:], title)
      page.element("ul") { page in
        for item in items {
          page.element("li") { page in
            page.element("code", [:], item.code)
            page.text(" \(item.text)")
          }
        }
      }
    }
  }
}

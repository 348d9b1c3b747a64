import EvalSchema

extension HTMLReport {
  /// The rates of a case's variants, and what each changes.
  func variants(_ page: inout Markup, _ found: CaseVerdict) {
    guard !found.variants.isEmpty else { return }
    let own = outline.records[found.id]?.file.evalCase.variants ?? []
    let changes = Dictionary(own.map { ($0.name, $0) }) { first, _ in first }
    page.element("h3", [:], "Variants")
    page.open("table", ["class": "wide"])
    page.element(
      "caption", [:],
      "Trials take turns through the variants; the verdict is on the mean of their rates. The bounds hold for all "
        + "\(found.variants.count) together, each at any stop.")
    page.raw("<thead><tr><th scope=\"col\">Variant</th><th scope=\"col\" class=\"n\">Failed</th>")
    page.raw("<th scope=\"col\" class=\"n\">Bounds</th><th scope=\"col\" class=\"n\">Errored</th></tr></thead><tbody>")
    for variant in found.variants {
      page.element("tr") { page in
        page.element("td", ["data-label": "Variant"]) { page in
          page.element("div") { page in
            page.element("code", [:], variant.name)
            if variant.name == found.worstVariant?.name { page.element("strong", [:], " worst") }
            let words = changes[variant.name].map { change in
              [change.changeWords, change.note].compactMap { $0 }.joined(separator: " · ")
            }
            page.element(
              "span", ["class": "say"],
              Excerpt(words ?? "the case as it is", size: .init(head: 300, tail: 60)).plain)
          }
        }
        number(&page, "Failed", variant.observed)
        number(&page, "Bounds", variant.boundsText(limit: found.limit) ?? "–")
        number(&page, "Errored", Amount.count(variant.errored))
      }
    }
    page.raw("</tbody></table>\n")
  }

  /// What the shown trials of a case were asked: the input, or one for each variant among them.
  func inputs(_ page: inout Markup, _ found: CaseVerdict, of trials: [TrialRecord]) {
    guard let evalCase = outline.records[found.id]?.file.evalCase else { return }
    guard !evalCase.variants.isEmpty else {
      input(&page, "Input, the same in all trials", evalCase.input)
      return
    }
    let asked = Set(trials.map(\.variant))
    if asked.contains(CaseVariant.base) { input(&page, "Input of `base`, the case as it is", evalCase.input) }
    for variant in evalCase.variants where asked.contains(variant.name) {
      input(&page, "Input of the variant `\(variant.name)`", evalCase.input(of: variant))
    }
  }
}

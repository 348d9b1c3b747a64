import EvalSchema

/// Both failure rates of each case and the interval of their difference, as an SVG that needs neither style nor script.
///
/// Left: ○ baseline, ● candidate, an arrow between them. Right: the difference with its interval, a line at zero, the margin shaded.
struct DumbbellPlot {
  /// The cases in the order of the report.
  let cases: [CaseComparison]
  /// The margin.
  let margin: Double

  private static let rowHeight = 25.0
  private static let top = 40.0
  private static let width = 1060.0
  private static let rates = (from: 300.0, to: 560.0)
  private static let changes = (from: 620.0, to: 880.0)

  /// Draws the plot.
  func draw(_ page: inout Markup) {
    let height = Self.top + Self.rowHeight * Double(cases.count) + 6
    page.open(
      "svg",
      [
        "viewBox": "0 0 \(text(Self.width)) \(text(height))", "role": "img", "width": text(Self.width),
        "height": text(height), "font-size": "12.5", "font-family": "sans-serif", "aria-labelledby": "plot-t plot-d",
      ])
    page.element("title", ["id": "plot-t"], "Failure rates before and now, and their difference")
    page.element("desc", ["id": "plot-d"], description)
    axes(&page, height: height)
    for (index, found) in cases.enumerated() {
      draw(&page, found, y: Self.top + Self.rowHeight * (Double(index) + 0.5))
    }
    page.close("svg")
  }

  /// Each row in words.
  private var description: String {
    cases.map { found in
      let rates =
        "\(ComparisonOutline.observed(found.baseline)) before, \(ComparisonOutline.observed(found.candidate)) now"
      let change =
        found.difference.map {
          ", change \(ComparisonOutline.signed($0.estimate)) \(ComparisonOutline.interval($0))"
        } ?? ""
      return "\(found.id): \(rates)\(change), \(found.change.rawValue)."
    }.joined(separator: " ")
  }

  private var largestRate: Double {
    let rates = cases.flatMap { [Self.rate($0.baseline), Self.rate($0.candidate)].compactMap { $0 } }
    let wanted = min(1, max(0.05, (rates.max() ?? 0) * 1.05))
    let step = ForestPlot.step(wanted)
    return max(step, (wanted / step).rounded(.up) * step)
  }

  private var largestChange: Double {
    let ends = cases.compactMap(\.difference).flatMap { [abs($0.estimate), min(abs($0.lower), abs($0.upper))] }
    let wanted = min(1, max(margin * 3, (ends.max() ?? 0) * 1.3))
    let step = ForestPlot.step(wanted * 2)
    return max(step, (wanted / step).rounded(.up) * step)
  }

  private static func rate(_ counts: ArmCounts?) -> Double? {
    counts.flatMap { $0.valid > 0 ? Double($0.failures) / Double($0.valid) : nil }
  }

  private func x(rate: Double) -> Double {
    Self.rates.from + (Self.rates.to - Self.rates.from) * min(1, max(0, rate / largestRate))
  }

  private func x(change: Double) -> Double {
    let share = min(1, max(-1, change / largestChange))
    return (Self.changes.from + Self.changes.to) / 2 + (Self.changes.to - Self.changes.from) / 2 * share
  }

  private func axes(_ page: inout Markup, height: Double) {
    label(&page, "failure rate: ○ baseline, ● candidate", x: Self.rates.from, y: 13, weight: "600")
    label(&page, "change, interval of each case alone", x: Self.changes.from, y: 13, weight: "600")
    let step = ForestPlot.step(largestRate)
    var tick = 0.0
    while tick <= largestRate * 1.0001 {
      line(&page, x(rate: tick), Self.top - 4, x(rate: tick), height - 4, "s-grid", "#d1d9e0", 1)
      label(&page, Percent.text(tick), x: x(rate: tick), y: 32, anchor: "middle", small: true)
      tick += step
    }
    let (left, right) = (x(change: -margin), x(change: margin))
    page.open(
      "rect",
      [
        "x": text(left), "y": text(Self.top - 4), "width": text(right - left), "height": text(height - Self.top),
        "class": "f-grid", "fill": "#d1d9e0", "fill-opacity": "0.45",
      ])
    page.close("rect")
    for value in [-largestChange, 0, largestChange] {
      line(
        &page, x(change: value), Self.top - 4, x(change: value), height - 4, value == 0 ? "s-limit" : "s-grid",
        value == 0 ? "#1f2328" : "#d1d9e0", value == 0 ? 1.5 : 1)
      label(&page, ComparisonOutline.signed(value), x: x(change: value), y: 32, anchor: "middle", small: true)
    }
  }

  private func draw(_ page: inout Markup, _ found: CaseComparison, y: Double) {
    label(&page, Self.elided(found.id), x: 0, y: y + 4)
    let (style, colour) = (found.change.tone.rawValue, Self.colour(found.change.tone))
    let (before, now) = (Self.rate(found.baseline), Self.rate(found.candidate))
    if let before, let now {
      line(&page, x(rate: before), y, x(rate: now), y, "s-\(style)", colour, 3)
    }
    if let before { circle(&page, x(rate: before), y, isSolid: false, style, colour) }
    if let now { circle(&page, x(rate: now), y, isSolid: true, style, colour) }
    if before == nil, now == nil { label(&page, "no valid trial", x: Self.rates.from + 6, y: y + 4, small: true) }
    if let difference = found.difference {
      line(&page, x(change: difference.lower), y, x(change: difference.upper), y, "s-\(style)", colour, 4)
      circle(&page, x(change: difference.estimate), y, isSolid: true, style, colour)
    } else {
      label(&page, found.phrase, x: Self.changes.from + 6, y: y + 4, small: true)
    }
    label(&page, "\(found.change.glyph) \(found.change.rawValue)", x: 900, y: y + 4, style: "t-\(style)", weight: "600")
    if let p = found.pAdjusted { label(&page, "p \(ComparisonOutline.p(p))", x: 990, y: y + 4, small: true) }
  }

  private func circle(
    _ page: inout Markup, _ x: Double, _ y: Double, isSolid: Bool, _ style: String, _ colour: String
  ) {
    page.open(
      "circle",
      [
        "cx": text(x), "cy": text(y), "r": "5", "class": "\(isSolid ? "f-\(style)" : "f-page") s-\(style)",
        "fill": isSolid ? colour : "#ffffff", "stroke": colour, "stroke-width": "2",
      ])
    page.close("circle")
  }

  private func line(
    _ page: inout Markup, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, _ colour: String,
    _ width: Double
  ) {
    page.open(
      "line",
      [
        "x1": text(x1), "y1": text(y1), "x2": text(x2), "y2": text(y2), "class": style, "stroke": colour,
        "stroke-width": text(width),
      ])
    page.close("line")
  }

  private func label(
    _ page: inout Markup, _ words: String, x: Double, y: Double, anchor: String? = nil, small: Bool = false,
    style: String? = nil, weight: String? = nil
  ) {
    page.element(
      "text",
      [
        "x": text(x), "y": text(y), "text-anchor": anchor, "class": small ? "sm" : style,
        "font-size": small ? "11.5" : nil, "font-weight": weight,
      ], words)
  }

  private static func colour(_ tone: Verdict) -> String {
    switch tone {
    case .pass: "#1168bd"
    case .fail: "#8f1d14"
    case .inconclusive: "#a87600"
    case .error, .empty: "#424a53"
    }
  }

  private static func elided(_ name: String) -> String {
    let scalars = name.unicodeScalars
    return scalars.count <= 44 ? name : String(scalars.prefix(29)) + "…" + String(scalars.suffix(14))
  }

  private func text(_ value: Double) -> String { ForestPlot.text(value) }
}

import EvalSchema

/// Failure rates with their bounds against one limit, as an SVG that needs neither style nor script.
///
/// The bar goes from the lower to the upper bound of the gate, so that picture and rule cannot disagree; the mark stands at
/// the observed rate. The axis is linear from 0 and ends at six times the limit; an arrow means that a bar goes on, and a rate
/// beyond it stands as a number.
struct ForestPlot {
  /// The heading of the panel.
  let title: String
  /// The limit of all rows.
  let limit: Double
  /// The rows, each with the name to show.
  let rows: [(name: String, rule: RuleVerdict)]
  /// A number that makes ids unique on the page.
  let number: Int

  private static let rowHeight = 25.0
  private static let left = 310.0
  private static let right = 620.0
  private static let width = 980.0
  private static let top = 38.0

  /// Draws the panel.
  func draw(_ page: inout Markup) {
    let height = Self.top + Self.rowHeight * Double(rows.count) + 6
    page.open(
      "svg",
      [
        "viewBox": "0 0 \(Self.text(Self.width)) \(Self.text(height))", "role": "img", "width": Self.text(Self.width),
        "height": Self.text(height), "font-size": "12.5", "font-family": "sans-serif",
        "aria-labelledby": "plot-t\(number) plot-d\(number)",
      ])
    page.element("title", ["id": "plot-t\(number)"], title)
    page.element("desc", ["id": "plot-d\(number)"], description)
    axis(&page, height: height)
    for (index, row) in rows.enumerated() {
      draw(&page, row.name, row.rule, y: Self.top + Self.rowHeight * (Double(index) + 0.5))
    }
    page.close("svg")
  }

  /// Each row in words.
  private var description: String {
    rows.map { name, rule in
      let bounds = rule.boundsText.map { ", bounds \($0)" } ?? ""
      return "\(name): \(rule.observed)\(bounds), \(rule.verdict.rawValue)."
    }.joined(separator: " ")
  }

  /// The end of the axis.
  private var maximum: Double {
    let widest = rows.compactMap(\.rule.upper).max() ?? limit
    let wanted = min(1, max(limit * 1.5, min(widest * 1.04, limit * 6)))
    let step = Self.step(wanted)
    return max(step, (wanted / step).rounded(.up) * step)
  }

  private func x(_ rate: Double) -> Double {
    Self.left + (Self.right - Self.left) * min(1, max(0, rate / maximum))
  }

  private func axis(_ page: inout Markup, height: Double) {
    label(&page, title, x: 0, y: 13, weight: "600")
    for (text, x) in [("failed", 742.0), ("bounds", 862.0)] {
      label(&page, text, x: x, y: 30, anchor: "end", small: true)
    }
    let step = Self.step(maximum)
    var tick = 0.0
    while tick <= maximum * 1.0001 {
      line(&page, x(tick), Self.top - 4, x(tick), height - 4, "s-grid", "#d1d9e0", 1)
      label(&page, Percent.text(tick), x: x(tick), y: 30, anchor: "middle", small: true)
      tick += step
    }
    line(&page, x(limit), Self.top - 4, x(limit), height - 2, "s-limit", "#1f2328", 1.5)
    label(&page, "limit \(Percent.text(limit))", x: x(limit), y: 14, anchor: "middle", weight: "600")
  }

  private func draw(_ page: inout Markup, _ name: String, _ rule: RuleVerdict, y: Double) {
    label(&page, Self.elided(name), x: 0, y: y + 4)
    let style = rule.verdict.rawValue
    let colour = Self.colour(rule.verdict)
    if rule.valid > 0, let lower = rule.lower, let upper = rule.upper {
      let rate = Double(rule.failures) / Double(rule.valid)
      let crossing = rule.verdict == .inconclusive && lower < limit && upper > limit
      let solidEnd = crossing ? x(limit) : x(upper)
      let start = min(x(lower), Self.right - 14)
      line(&page, start, y, max(solidEnd, start + 1.5), y, "s-\(style)", colour, 5)
      if crossing { line(&page, x(limit), y, x(upper), y, "s-\(style)", colour, 5, dashes: "3 2.5") }
      if upper > maximum { arrow(&page, y: y, "f-\(style)", colour) }
      if rate <= maximum {
        mark(&page, rule.verdict, x: x(rate), y: y, colour: colour)
      } else {
        label(&page, Percent.text(rate), x: Self.right + 13, y: y + 4, style: "t-\(style)", weight: "600")
      }
    } else {
      label(&page, "no valid trial: no interval", x: Self.left + 6, y: y + 4, small: true)
    }
    label(&page, "\(Amount.count(rule.failures))/\(Amount.count(rule.valid))", x: 742, y: y + 4, anchor: "end")
    label(&page, rule.boundsText ?? "–", x: 862, y: y + 4, anchor: "end")
    label(&page, "\(rule.verdict.glyph) \(rule.verdict.rawValue)", x: 878, y: y + 4, style: "t-\(style)", weight: "600")
  }

  /// A mark whose shape says the verdict.
  private func mark(_ page: inout Markup, _ verdict: Verdict, x: Double, y: Double, colour: String) {
    let style = verdict.rawValue
    switch verdict {
    case .fail:
      let shape = "M\(Self.text(x - 5)) \(Self.text(y - 5))l10 10m0 -10l-10 10"
      page.open("path", ["d": shape, "class": "s-fail", "stroke": colour, "stroke-width": "3", "fill": "none"])
      page.close("path")
    case .error:
      let shape = "M\(Self.text(x)) \(Self.text(y - 6))l6 11h-12z"
      page.open("path", ["d": shape, "class": "f-error", "fill": colour])
      page.close("path")
    case .pass, .inconclusive, .empty:
      page.open(
        "circle",
        [
          "cx": Self.text(x), "cy": Self.text(y), "r": "5.5",
          "class": "\(verdict == .pass ? "f-pass" : "f-page") s-\(style)",
          "fill": verdict == .pass ? colour : "#ffffff", "stroke": colour, "stroke-width": "2",
        ])
      page.close("circle")
      guard verdict == .inconclusive else { return }
      let half = "M\(Self.text(x)) \(Self.text(y - 5.5))a5.5 5.5 0 0 0 0 11z"
      page.open("path", ["d": half, "class": "f-inconclusive", "fill": colour])
      page.close("path")
    }
  }

  private func arrow(_ page: inout Markup, y: Double, _ style: String, _ colour: String) {
    let shape = "M\(Self.text(Self.right)) \(Self.text(y - 6))l9 6l-9 6z"
    page.open("path", ["d": shape, "class": style, "fill": colour])
    page.close("path")
  }

  private func line(
    _ page: inout Markup, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, _ colour: String,
    _ width: Double, dashes: String? = nil
  ) {
    page.open(
      "line",
      [
        "x1": Self.text(x1), "y1": Self.text(y1), "x2": Self.text(x2), "y2": Self.text(y2), "class": style,
        "stroke": colour, "stroke-width": Self.text(width), "stroke-dasharray": dashes,
      ])
    page.close("line")
  }

  private func label(
    _ page: inout Markup, _ text: String, x: Double, y: Double, anchor: String? = nil, small: Bool = false,
    style: String? = nil, weight: String? = nil
  ) {
    page.element(
      "text",
      [
        "x": Self.text(x), "y": Self.text(y), "text-anchor": anchor, "class": small ? "sm" : style,
        "font-size": small ? "11.5" : nil, "font-weight": weight,
      ], text)
  }

  private static func colour(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "#1168bd"
    case .fail: "#8f1d14"
    case .inconclusive: "#a87600"
    case .error, .empty: "#424a53"
    }
  }

  private static func elided(_ name: String) -> String {
    let scalars = name.unicodeScalars
    return scalars.count <= 46 ? name : String(scalars.prefix(30)) + "…" + String(scalars.suffix(15))
  }

  /// A step of the axis that gives at most six: 1, 2 or 5 of some power of ten.
  static func step(_ maximum: Double) -> Double {
    var step = 0.000_01
    while step < 1 {
      for factor in [1.0, 2.0, 5.0] where maximum / (step * factor) <= 6.0001 { return step * factor }
      step *= 10
    }
    return 0.2
  }

  /// A coordinate with one decimal.
  static func text(_ value: Double) -> String { Amount.decimal(value) }
}

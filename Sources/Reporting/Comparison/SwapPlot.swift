import EvalSchema

/// What each surface brings of the whole change, with bounds, as an SVG that needs neither style nor script.
struct SwapPlot {
  private let verdict: AttributionVerdict

  private static let rowHeight = 28.0
  private static let top = 44.0
  private static let width = 900.0
  private static let axis = (from: 230.0, to: 690.0)

  init(_ verdict: AttributionVerdict) { self.verdict = verdict }

  /// The largest distance from zero that is drawn.
  private var largest: Double {
    let ends =
      verdict.swaps.compactMap(\.effect).flatMap { [abs($0.estimate), min(1, abs($0.upper))] }
      + (verdict.total.map { [abs($0.estimate)] } ?? [])
    let wanted = min(1, max(0.1, (ends.max() ?? 0) * 1.1))
    let step = ForestPlot.step(wanted)
    return max(step, (wanted / step).rounded(.up) * step)
  }

  private func x(_ change: Double) -> Double {
    let share = min(1, max(-0.25, change / largest))
    return Self.axis.from + (Self.axis.to - Self.axis.from) * (share + 0.25) / 1.25
  }

  /// Draws the plot.
  func draw(_ page: inout Markup) {
    let height = Self.top + Self.rowHeight * Double(verdict.swaps.count) + 8
    page.open(
      "svg",
      [
        "viewBox": "0 0 \(text(Self.width)) \(text(height))", "role": "img", "width": text(Self.width),
        "height": text(height), "font-size": "12.5", "font-family": "sans-serif", "aria-labelledby": "swap-t swap-d",
      ])
    page.element("title", ["id": "swap-t"], "What each surface brings of the change")
    page.element("desc", ["id": "swap-d"], verdict.swaps.map(\.sentence).joined(separator: " "))
    label(&page, "change of the failure rate with the candidate's surface alone", x: Self.axis.from, y: 13, bold: true)
    if let total = verdict.total {
      page.open(
        "rect",
        [
          "x": text(min(x(0), x(total.estimate))), "y": text(Self.top - 6),
          "width": text(abs(x(total.estimate) - x(0))), "height": text(height - Self.top), "class": "f-grid",
          "fill": "#d1d9e0", "fill-opacity": "0.45",
        ])
      page.close("rect")
    }
    for (value, name) in [(0, "0"), (verdict.total?.estimate ?? 0, "whole change")] {
      line(&page, x(value), Self.top - 6, x(value), height - 4, "s-limit", "#1f2328", 1.5)
      let words = value == 0 ? name : "\(name) \(ComparisonOutline.signed(value))"
      label(&page, words, x: x(value), y: 32, anchor: "middle")
    }
    for (index, swap) in verdict.swaps.enumerated() {
      row(&page, swap, y: Self.top + Self.rowHeight * (Double(index) + 0.5))
    }
    page.close("svg")
  }

  private func row(_ page: inout Markup, _ swap: SwapFinding, y: Double) {
    label(&page, swap.name, x: 0, y: y + 4, bold: true)
    label(&page, "\(AttributionReport.mark(swap.share)) \(swap.share)", x: 760, y: y + 4, bold: true)
    guard let effect = swap.effect else { return label(&page, "no round", x: Self.axis.from + 6, y: y + 4) }
    let (style, colour) = swap.share == "most" ? ("fail", "#8f1d14") : ("inconclusive", "#a87600")
    line(&page, x(effect.lower), y, x(effect.upper), y, "s-\(style)", colour, 4)
    page.open(
      "circle",
      [
        "cx": text(x(effect.estimate)), "cy": text(y), "r": "5.5", "class": "f-\(style) s-\(style)", "fill": colour,
        "stroke": colour, "stroke-width": "2",
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
    _ page: inout Markup, _ words: String, x: Double, y: Double, anchor: String? = nil, bold: Bool = false
  ) {
    page.element(
      "text", ["x": text(x), "y": text(y), "text-anchor": anchor, "font-weight": bold ? "600" : nil], words)
  }

  private func text(_ value: Double) -> String { ForestPlot.text(value) }
}

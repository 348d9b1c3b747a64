import EvalSchema

/// One property of the outputs in both arms as a small picture: one of many of the same form.
struct MetricPanel {
  private let metric: DistributionMetric

  private static let width = 250.0
  private static let bar = (from: 78.0, to: 205.0)
  private static let most = 4

  init(_ metric: DistributionMetric) { self.metric = metric }

  /// Draws the panel.
  func draw(_ page: inout Markup) {
    page.element("figure", ["class": metric.isDifferent ? "moved" : nil]) { page in
      page.element("figcaption") { page in
        page.element("strong", [:], metric.title)
        page.text(metric.id.hasSuffix("-shape") ? " (shape)" : "")
        page.element(
          "span", ["class": "say"],
          "\(metric.isDifferent ? "≠ differs" : "no difference shown"), p \(ComparisonOutline.p(metric.pAdjusted))")
      }
      let rows = rows
      let height = 20.0 * Double(rows.count) + 6
      page.open(
        "svg",
        [
          "viewBox": "0 0 \(text(Self.width)) \(text(height))", "role": "img", "font-size": "11",
          "font-family": "sans-serif",
          "aria-label": metric.sentence,
        ])
      for (index, row) in rows.enumerated() { draw(&page, row, y: 20 * Double(index) + 4) }
      page.close("svg")
    }
    page.raw("\n")
  }

  private struct Row {
    var label: String
    var words: String
    /// The length of the bar, and of the thin one beyond it, from 0 to 1.
    var share: Double
    var tail: Double
    var isCandidate: Bool
  }

  private var rows: [Row] {
    let sides = [(metric.baseline, false), (metric.candidate, true)]
    if metric.baseline.median != nil {
      let largest = max(1e-300, sides.compactMap(\.0.p90).max() ?? 1)
      return sides.map { side, isCandidate in
        Row(
          label: isCandidate ? "candidate" : "baseline", words: Self.number(side.median ?? 0),
          share: (side.median ?? 0) / largest, tail: (side.p90 ?? 0) / largest, isCandidate: isCandidate)
      }
    }
    if metric.baseline.events != nil {
      let rates = sides.map { $0.0.count > 0 ? Double($0.0.events ?? 0) / Double($0.0.count) : 0 }
      let largest = max(0.05, rates.max() ?? 0)
      return zip(sides, rates).map { side, rate in
        Row(
          label: side.1 ? "candidate" : "baseline", words: Percent.text(rate), share: rate / largest, tail: 0,
          isCandidate: side.1)
      }
    }
    let names = Set(metric.baseline.shares.keys).union(metric.candidate.shares.keys)
    let ordered = names.sorted {
      (total($1), $0) < (total($0), $1)
    }.prefix(Self.most)
    let sums = sides.map { max(1, $0.0.shares.values.reduce(0, +)) }
    return ordered.flatMap { name in
      zip(sides, sums).map { side, sum in
        let share = Double(side.0.shares[name] ?? 0) / Double(sum)
        return Row(
          label: side.1 ? "" : MarkdownReport.cut(name, 10), words: Percent.text(share), share: share, tail: 0,
          isCandidate: side.1)
      }
    }
  }

  private func total(_ name: String) -> Int {
    (metric.baseline.shares[name] ?? 0) + (metric.candidate.shares[name] ?? 0)
  }

  private func draw(_ page: inout Markup, _ row: Row, y: Double) {
    let (style, colour) = row.isCandidate ? ("inconclusive", "#a87600") : ("pass", "#1168bd")
    let length = Self.bar.to - Self.bar.from
    label(&page, row.label, x: 0, y: y + 11)
    for (share, height, inset) in [(row.tail, 4.0, 5.0), (row.share, 14.0, 0.0)] where share > 0 {
      page.open(
        "rect",
        [
          "x": text(Self.bar.from), "y": text(y + inset), "width": text(max(1, length * min(1, share))),
          "height": text(height), "class": "f-\(style)", "fill": colour, "fill-opacity": inset > 0 ? "0.55" : nil,
        ])
      page.close("rect")
    }
    label(&page, row.words, x: Self.bar.to + 5, y: y + 11)
  }

  private func label(_ page: inout Markup, _ words: String, x: Double, y: Double) {
    page.element("text", ["x": text(x), "y": text(y)], words)
  }

  /// A number of three digits or so.
  private static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    if value >= 100 || value == value.rounded() { return Amount.count(Int(value.rounded())) }
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private func text(_ value: Double) -> String { ForestPlot.text(value) }
}

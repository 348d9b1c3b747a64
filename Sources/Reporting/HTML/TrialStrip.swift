import EvalSchema

/// The outcomes of a case in trial order: solid for a failure, outlined for a pass, hatched for an error.
///
/// One cell for a trial up to 240, wrapped at 60; beyond that one column for equal runs of trials, filled by its failing
/// share. Order shows clusters that a rate hides.
struct TrialStrip {
  /// `.` passed, `F` failed, `E` errored.
  let outcomes: [UInt8]

  /// Reads the strip of a verdict.
  init(_ strip: String) { outcomes = Array(strip.utf8) }

  /// The most trials that are drawn one by one.
  static let most = 240
  private static let columns = 60
  private static let pitch = 6
  private static let row = 16

  /// The finding in words.
  var description: String {
    let failed = outcomes.count { $0 == UInt8(ascii: "F") }
    let errored = outcomes.count { $0 == UInt8(ascii: "E") }
    return "\(Amount.plural(outcomes.count, "trial")) in order: \(failed) failed, \(errored) errored"
  }

  /// Draws the strip; nothing when there was no trial.
  func draw(_ page: inout Markup) {
    guard !outcomes.isEmpty else {
      page.element("span", ["class": "muted"], "· not run")
      return
    }
    let isBinned = outcomes.count > Self.most
    let columns = isBinned ? Self.bins(outcomes.count) : min(outcomes.count, Self.columns)
    let rows = isBinned ? 1 : (outcomes.count + Self.columns - 1) / Self.columns
    let height = rows * Self.row - 2
    page.open(
      "svg",
      [
        "class": "strip", "role": "img", "viewBox": "0 0 \(columns * Self.pitch) \(height)",
        "width": "\(columns * Self.pitch)", "height": "\(height)", "aria-label": description,
      ])
    page.element("title", [:], description)
    for shape in isBinned ? binned() : cells() {
      page.open(
        "path",
        [
          "d": shape.path, "class": shape.style, "fill": shape.fill, "stroke": shape.stroke, "stroke-width": "1",
        ])
      page.close("path")
    }
    page.close("svg")
  }

  private struct Shape {
    var path: String
    var style: String
    var fill: String
    var stroke: String?
  }

  private func cells() -> [Shape] {
    var (passed, failed, errored) = ("", "", "")
    for (index, outcome) in outcomes.enumerated() {
      let x = index % Self.columns * Self.pitch
      let y = index / Self.columns * Self.row
      switch outcome {
      case UInt8(ascii: "F"): failed += "M\(x) \(y)h5v14h-5z"
      case UInt8(ascii: "E"): errored += "M\(x).5 \(y).5h4v13h-4zM\(x) \(y + 9)l5 -5M\(x) \(y + 14)l5 -5"
      default: passed += "M\(x).5 \(y).5h4v13h-4z"
      }
    }
    return shapes(passed, failed, errored)
  }

  private func binned() -> [Shape] {
    let bins = Self.bins(outcomes.count)
    let frame = "M.5 .5h\(bins * Self.pitch - 2)v13h-\(bins * Self.pitch - 2)z"
    var (failed, errored) = ("", "")
    for bin in 0..<bins {
      let from = outcomes.count * bin / bins
      let to = outcomes.count * (bin + 1) / bins
      let failures = outcomes[from..<to].count { $0 == UInt8(ascii: "F") }
      let errors = outcomes[from..<to].count { $0 == UInt8(ascii: "E") }
      let x = bin * Self.pitch
      if failures > 0 {
        let height = max(3, 14 * failures / (to - from))
        failed += "M\(x) \(14 - height)h5v\(height)h-5z"
      }
      if errors > 0 { errored += "M\(x) 5l5 -5M\(x) 9l5 -5" }
    }
    return shapes(frame, failed, errored)
  }

  private func shapes(_ passed: String, _ failed: String, _ errored: String) -> [Shape] {
    [
      Shape(path: passed, style: "s-pass", fill: "none", stroke: "#818b98"),
      Shape(path: errored, style: "s-error", fill: "none", stroke: "#424a53"),
      Shape(path: failed, style: "f-fail", fill: "#8f1d14", stroke: nil),
    ].filter { !$0.path.isEmpty }
  }

  private static func bins(_ count: Int) -> Int { min(columns, count) }
}

extension TrialStrip {
  /// The strip as text of at most `width` signs: `▮▯▨`, or `F.E` in ASCII; runs of trials share a sign when there are more.
  func text(width: Int, ascii: Bool) -> String {
    let columns = min(max(width, 1), outcomes.count)
    var text = ""
    for column in 0..<columns {
      let from = outcomes.count * column / columns
      let to = outcomes.count * (column + 1) / columns
      let run = outcomes[from..<max(to, from + 1)]
      if run.contains(UInt8(ascii: "F")) {
        text += ascii ? "F" : "▮"
      } else if run.contains(UInt8(ascii: "E")) {
        text += ascii ? "E" : "▨"
      } else {
        text += ascii ? "." : "▯"
      }
    }
    return text.isEmpty ? (ascii ? "-" : "·") : text
  }
}

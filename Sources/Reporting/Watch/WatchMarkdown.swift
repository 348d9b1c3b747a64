package import EvalSchema

/// The status of a watch as Markdown: `watch.md`, written anew after every interval.
package struct WatchMarkdown: Sendable {
  private let state: WatchState
  private let standing: WatchStanding
  private let folder: String
  private let date: @Sendable (Int) -> String

  /// Prepares the status.
  ///
  /// - Parameter date: Turns seconds since 1970 into ISO 8601.
  package init(
    _ state: WatchState, _ standing: WatchStanding, folder: String, date: @escaping @Sendable (Int) -> String
  ) {
    (self.state, self.standing, self.folder, self.date) = (state, standing, folder, date)
  }

  /// The status.
  package func text() -> String {
    var text =
      "## \(standing.glyph) \(standing.headline) — watch of \(code(state.target)) by \(code(state.evalset))\n\n"
    text += "\(say(standing.sentence))\n\n"
    text += "From \(date(state.start)) until \(date(state.end)), every \(Amount.duration(Double(state.every))), "
    text += "\(Amount.plural(state.trials, "trial")) of each case at most.\n\n"
    for note in standing.notes { text += "- \(code(note.code)): \(say(note.message))\n" }
    if !standing.notes.isEmpty { text += "\n" }
    text += "| case | limit | failed | errored | at most | |\n|---|---|---|---|---|---|\n"
    for found in standing.cases.prefix(500) {
      let cells = [
        "\(found.watched.severity.rawValue) \(code(found.watched.id))", Percent.text(found.watched.limit),
        ReportOutline.observed(found.counts.failures, of: found.counts.valid), Amount.count(found.counts.errored),
        Percent.text(found.upper, .up, apartFrom: found.watched.limit),
        found.failedSince != nil ? "above its limit" : found.isShownBelow ? "below its limit" : "open",
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    text += "\n| interval | began | trials | failed | errored | models |\n|---|---|---|---|---|---|\n"
    let missed = Set(state.missed(at: state.intervals.last?.endedAt ?? state.start))
    for interval in state.intervals.suffix(100) {
      let sum = interval.counts.values.reduce(WatchCounts(), +)
      let models = interval.models.prefix(3).map { code($0) }.joined(separator: ", ")
      text +=
        "| \(interval.index + 1) of \(state.planned) | \(date(interval.startedAt)) | \(sum.valid) | \(sum.failures) | "
      text += "\(sum.errored) | \(models) |\n"
    }
    if !missed.isEmpty { text += "\n\(Amount.plural(missed.count, "interval")) of them were not observed.\n" }
    return text + "\n\(say(standing.statement))\n\nRecords: \(code(folder + "/intervals"))\n"
  }

  private func say(_ text: String) -> String { MarkdownEscape.inline(MarkdownReport.cut(text, 1_500)) }

  private func code(_ text: String) -> String { MarkdownEscape.code(MarkdownReport.cut(text, 120)) }
}

extension WatchStanding {
  /// The shape that goes with the word.
  package var glyph: String { verdict?.glyph ?? "○" }

  /// The word of a heading: that of the verdict, or that the watch goes on.
  package var headline: String { verdict.map { $0 == .pass ? "ENDED WELL" : $0.headline } ?? "GOING ON" }
}

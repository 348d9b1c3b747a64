package import EvalSchema
import Statistics

/// The state of a watch and a moment → how it stands. Pure: the same counts give the same words.
///
/// The test is that of the gate, gone on with over days from (n, k): an e-process may be looked at after every interval and
/// at the end without any correction (Ville). "Above the limit" is bet on from the beginning and, with what remains of the stake,
/// from every later interval: a rate that rises in the middle of a long watch is not hidden by the clean days before.
package enum WatchDecider {
  /// How a watch stands at a moment in seconds since 1970.
  package static func standing(_ state: WatchState, at now: Int) -> WatchStanding {
    let cases = state.cases.map { standing(of: $0, in: state) }.sorted(by: worstFirst)
    let notes = notes(state, cases, at: now)
    let (word, sentence) = word(state, cases, at: now)
    return WatchStanding(word: word, sentence: sentence, cases: cases, notes: notes, statement: statement(state))
  }

  /// The trials without a failure that show a rate below a limit.
  package static func cleanTrials(limit: Double, confidence: Double) -> Int? {
    guard limit > 0, confidence > 0, confidence < 1 else { return nil }
    let evidence = Evidence(limit: limit)
    func shows(_ trials: Int) -> Bool { evidence.logBelow(trials: trials, failures: 0) >= -ln(1 - confidence) }
    var high = 1
    while !shows(high) {
      guard high < 1 << 40 else { return nil }
      high *= 2
    }
    var low = high / 2
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if shows(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// ln of the evidence that the rate is above the limit in some stretch up to now, and the interval where it is strongest.
  ///
  /// A stake of 1/(j(j+1)) is bet from the j-th interval on; the stakes add up to 1, and what is not yet bet is kept.
  /// Complexity: O(number of intervals).
  static func logAbove(_ counts: [WatchCounts], limit: Double) -> (value: Double, since: Int) {
    guard !counts.isEmpty else { return (0, 0) }
    let evidence = Evidence(limit: limit)
    var terms = [-ln(Double(counts.count + 1))]
    var best = (value: -Double.infinity, since: 0)
    var suffix = WatchCounts()
    for index in counts.indices.reversed() {
      suffix = suffix + counts[index]
      let stake = -ln(Double(index + 1)) - ln(Double(index + 2))
      let value = stake + evidence.logAbove(trials: suffix.valid, failures: suffix.failures)
      terms.append(value)
      if value > best.value { best = (value, index) }
    }
    let largest = terms.max() ?? 0
    let sum = terms.reduce(0.0) { $0 + exponential($1 - largest) }
    return (largest + ln(sum), best.since)
  }

  private static func standing(of watched: WatchedCase, in state: WatchState) -> CaseStanding {
    let alpha = 1 - state.confidence
    let counts = state.intervals.map { $0.counts[watched.id] ?? WatchCounts() }
    let total = counts.reduce(WatchCounts(), +)
    let upper =
      total.valid > 0 ? AnytimeBounds.upper(trials: total.valid, failures: total.failures, alpha: alpha) : 1
    let above = logAbove(counts, limit: watched.limit)
    let failing = counts.isEmpty ? WatchCounts() : counts[above.since...].reduce(WatchCounts(), +)
    let isAbove = failing.failures >= 2 && above.value >= ln(Double(max(1, state.cases.count)) / alpha)
    var found = CaseStanding(
      watched: watched, counts: total, upper: upper, isShownBelow: upper <= watched.limit, sentence: "")
    if isAbove {
      found.failedSince = state.intervals[above.since].index
      found.failing = failing
    }
    found.sentence = sentence(found, state)
    return found
  }

  private static func sentence(_ found: CaseStanding, _ state: WatchState) -> String {
    let (limit, level) = (Percent.text(found.watched.limit), Percent.text(state.confidence))
    func words(_ counts: WatchCounts) -> String {
      "\(Sentences.plural(counts.failures, "failure")) in \(Sentences.plural(counts.valid, "trial"))"
    }
    if let since = found.failedSince, let failing = found.failing {
      let over = Sentences.all(state.cases.count, "case")
      let from = since == state.intervals.first?.index ? "" : " since interval \(since + 1)"
      return "\(words(failing))\(from): the failure rate is above \(limit) with \(level) confidence (over \(over))."
    }
    guard found.counts.valid > 0 else { return "No valid trial: nothing is known." }
    let bound = Percent.text(found.upper, .up, apartFrom: found.watched.limit)
    return "\(words(found.counts)): below \(bound) with \(level) confidence, limit \(limit)."
  }

  private static func worstFirst(_ left: CaseStanding, _ right: CaseStanding) -> Bool {
    if (left.failedSince != nil) != (right.failedSince != nil) { return left.failedSince != nil }
    let (first, second) = (left.upper / left.watched.limit, right.upper / right.watched.limit)
    return first != second ? first > second : left.watched.id < right.watched.id
  }

  private static func word(
    _ state: WatchState, _ cases: [CaseStanding], at now: Int
  ) -> (WatchStanding.Word, String) {
    let failed = cases.filter { $0.failedSince != nil }
    let seen = "\(state.intervals.count) of \(Sentences.plural(state.planned, "interval")) observed"
    if let first = failed.first {
      let more = failed.count > 1 ? " and \(failed.count - 1) more" : ""
      return (.failed, "\(first.watched.id)\(more): \(first.sentence)")
    }
    // A FAIL is kept, whatever was counted after it.
    if state.ended == .fail { return (.failed, "A rate was shown to be above its limit; the watch has ended.") }
    let slowest = cases.first { !$0.isShownBelow }
    guard now >= state.end else {
      let rest =
        slowest.map { "; furthest from its end: \($0.watched.id), \($0.sentence)" } ?? "; every case is below its limit"
      return (.going, "\(seen)\(rest)")
    }
    for found in cases {
      let asked = found.counts.valid + found.counts.errored
      if found.counts.valid == 0 { return (.error, "\(seen). \(found.watched.id): nothing could be observed.") }
      if found.counts.errored > 2, Double(found.counts.errored) > state.errorShare * Double(asked) {
        return (
          .error,
          "\(seen). \(found.watched.id): \(found.counts.errored) of \(Sentences.plural(asked, "trial")) errored, more than "
            + "\(Percent.text(state.errorShare)): too many to judge."
        )
      }
    }
    if models(state).count > 1 {
      return (
        .undecided, "\(seen). The model changed in the middle of the watch: what was observed is not of one target."
      )
    }
    if state.intervals.count < 2 || state.intervals.count * 2 < state.planned {
      return (.undecided, "\(seen): too few for a watch; half of them, and two, are needed.")
    }
    if let thin = cases.first(where: { $0.counts.valid < state.minimumValid }) {
      return (
        .undecided,
        "\(seen). \(thin.watched.id): \(Sentences.plural(thin.counts.valid, "valid trial")), at least \(state.minimumValid) were asked for."
      )
    }
    if let slowest {
      return (.undecided, "\(seen). Not shown to be below its limit: \(slowest.watched.id), \(slowest.sentence)")
    }
    let count = Sentences.plural(cases.count, "case")
    return (
      .endedWell,
      "\(seen), the watch ended well: the failure rate of \(cases.count == 1 ? "the case" : "each of \(count)") was below its "
        + "limit over the watch, \(Percent.text(state.confidence)) confidence each."
    )
  }

  /// The models as returned over the whole watch, sorted.
  private static func models(_ state: WatchState) -> [String] { Set(state.intervals.flatMap(\.models)).sorted() }

  private static func notes(_ state: WatchState, _ cases: [CaseStanding], at now: Int) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    let missed = state.missed(at: now)
    if !missed.isEmpty {
      let named = missed.prefix(8).map { "\($0 + 1)" }.joined(separator: ", ") + (missed.count > 8 ? ", …" : "")
      notes.append(
        .warning(
          "watch-gaps", "\(Sentences.plural(missed.count, "interval")) without an observation: \(named)",
          hint: "nothing is known of those; a watch needs half of its intervals"))
    }
    let models = models(state)
    if models.count > 1 {
      notes.append(
        .warning(
          "watch-model-changed", "\(models.count) models answered: \(models.prefix(4).joined(separator: ", "))",
          hint: "the provider changed under the watch: begin another with the model of now"))
    }
    let errored = cases.reduce(0) { $0 + $1.counts.errored }
    if errored > 0 {
      notes.append(
        .warning(
          "watch-errors", "\(Sentences.plural(errored, "trial")) errored: they count neither as passed nor as failed"))
    }
    for interval in state.intervals.suffix(3) {
      guard let stopped = interval.stopped else { continue }
      notes.append(.warning("watch-interval-stopped", "interval \(interval.index + 1) ended early: \(stopped)"))
    }
    if now < state.end, let slow = cannotEndWell(state, cases, at: now) {
      notes.append(
        .warning(
          "watch-too-thin",
          "\(slow.watched.id) cannot be shown to be below \(Percent.text(slow.watched.limit)) in the intervals that are left",
          hint: "begin another watch with more --trials, or a later --until"))
    }
    return notes
  }

  /// A case that would not be shown to be below its limit even if nothing failed any more.
  private static func cannotEndWell(_ state: WatchState, _ cases: [CaseStanding], at now: Int) -> CaseStanding? {
    let next = state.interval(at: now) ?? 0
    let isDue = !state.intervals.contains { $0.index == next }
    let left = max(0, state.planned - next - (isDue ? 0 : 1))
    return cases.first { found in
      let trials = found.counts.valid + left * state.trials
      let upper = AnytimeBounds.upper(
        trials: trials, failures: found.counts.failures, alpha: 1 - state.confidence)
      return trials == 0 || upper > found.watched.limit
    }
  }

  private static func statement(_ state: WatchState) -> String {
    let error = Percent.text(1 - state.confidence)
    return
      "A FAIL claims that in some stretch of the watch a failure rate was above its limit, and errs in at most \(error) of watches "
      + "over \(Sentences.all(state.cases.count, "case")). A good end claims of each case that its rate over the watch was "
      + "below its limit, and errs in at most \(error) each; all must be shown, so nothing is corrected. The evidence may be looked at "
      + "after every interval, so the looks cost nothing. Half of the error is spent on rises from the beginning, the rest on those "
      + "that begin later."
  }
}

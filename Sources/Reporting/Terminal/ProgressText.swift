package import EvalSchema

/// What happens in a run, as far as progress shows it. Times are seconds since the run began.
package enum ProgressEvent: Sendable, Hashable {
  /// The run begins.
  case started(runID: String, evalset: String, target: String, cases: Int, worstTrials: Int, planDigest: Digest)
  /// A trial came back.
  case trial(evalCase: String, outcome: Outcome, failures: Int, valid: Int, costMicros: Int)
  /// What trials took that no `trial` tells: those of a record that is gone on with, those beyond a stop, requests tried again.
  case spent(costMicros: Int, retries: Int)
  /// All tests of a case are decided.
  case decided(
    evalCase: String, verdict: Verdict, reason: ReasonCode, failures: Int, valid: Int, limit: Double, lower: Double?,
    upper: Double?)
  /// The run stops before its end.
  case stopping(reason: String)
}

/// Events → lines: a state machine without clock and stream. The door writes what it returns to standard error.
package struct ProgressText: Sendable {
  private let style: TerminalStyle
  private let currency: String?
  private let heartbeat: Double
  private var cases = 0
  private var worstTrials = 0
  private var trials = 0
  private var errored = 0
  private var retries = 0
  private var costMicros = 0
  private var decided: [Verdict: Int] = [:]
  private var running: [String: (failures: Int, valid: Int, seen: Int)] = [:]
  private var lastBeat = 0.0
  private var changedSinceBeat = false
  private var title = ""

  /// Prepares the state.
  ///
  /// - Parameter heartbeat: the least seconds between two progress lines of the plain form.
  package init(style: TerminalStyle, currency: String? = nil, heartbeat: Double = 30) {
    self.style = style
    self.currency = currency
    self.heartbeat = heartbeat
  }

  /// Takes an event; returns the plain lines that it gives: one for a start, a decided case and a stop, and a heartbeat
  /// when one is due.
  package mutating func receive(_ event: ProgressEvent, at seconds: Double) -> [String] {
    var lines: [String] = []
    switch event {
    case .started(let runID, let evalset, let target, let cases, let worst, let digest):
      self.cases = cases
      worstTrials = worst
      title =
        "\(style.safe(evalset)) on \(style.safe(target)) · \(Amount.plural(cases, "case")) · plan \(style.safe(digest.short))"
      lines.append(
        "\(Self.stamp(seconds)) run \(style.safe(runID)) evalset=\(style.safe(evalset)) target=\(style.safe(target)) "
          + "cases=\(cases) trials<=\(worst) plan=\(style.safe(digest.short))")
    case .trial(let id, let outcome, let failures, let valid, let cost):
      trials += 1
      costMicros += cost
      if outcome == .errored { errored += 1 }
      running[id] = (failures, valid, trials)
      changedSinceBeat = true
    case .spent(let cost, let again):
      costMicros += cost
      retries += again
      changedSinceBeat = true
    case .decided(let id, let verdict, let reason, let failures, let valid, let limit, let lower, let upper):
      decided[verdict, default: 0] += 1
      running[id] = nil
      var line = "\(Self.stamp(seconds)) case \(style.safe(id)) \(verdict.rawValue) \(failures)/\(valid)"
      if verdict == .fail, let lower { line += " lower=\(Percent.text(lower, .down, apartFrom: limit))" }
      if verdict != .fail, let upper { line += " upper=\(Percent.text(upper, .up, apartFrom: limit))" }
      lines.append(line + " limit=\(Percent.text(limit)) reason=\(reason.rawValue)")
    case .stopping(let reason):
      lines.append("\(Self.stamp(seconds)) stopping: \(style.safe(reason))")
    }
    return lines + beat(at: seconds)
  }

  /// A heartbeat when one is due and something changed; for a timer as well as for events.
  package mutating func beat(at seconds: Double) -> [String] {
    guard changedSinceBeat, seconds - lastBeat >= heartbeat else { return [] }
    lastBeat = seconds
    changedSinceBeat = false
    return ["\(Self.stamp(seconds)) progress \(trials)/\(worstTrials) errors=\(errored) retries=\(retries)\(plainCost)"]
  }

  /// The block for a terminal, to be redrawn in place: the cases that came back last, then the bar.
  package func block(at seconds: Double, height: Int = 10) -> [String] {
    var lines = [style.paint("relapse", .bold) + " · \(title)"]
    let room = max(0, min(height, 24) - 3)
    let latest = running.sorted { ($1.value.seen, $0.key) < ($0.value.seen, $1.key) }.prefix(room)
    for (id, state) in latest.sorted(by: { $0.key < $1.key }) {
      let name = TerminalStyle.pad(style.safe(MarkdownReport.cut(id, style.width - 30)), style.width - 30)
      lines.append(" \(name) \(ReportOutline.observed(state.failures, of: state.valid))")
    }
    lines.append(counts)
    lines.append(bar(at: seconds))
    return lines.map { style.plainSigns($0) }
  }

  private var counts: String {
    let parts = [Verdict.fail, .error, .inconclusive, .pass].compactMap { verdict in
      decided[verdict].map { "\(style.mark(verdict)) \($0) \(verdict.adjective)" }
    }
    let open = cases - decided.values.reduce(0, +)
    return " " + (parts + ["\(open) running"]).joined(separator: "  ")
  }

  private func bar(at seconds: Double) -> String {
    let columns = 22
    let share = worstTrials > 0 ? min(1, Double(trials) / Double(worstTrials)) : 0
    let filled = Int(Double(columns) * share)
    let signs = style.ascii ? ("#", "-") : ("█", "░")
    let bar = String(repeating: signs.0, count: filled) + String(repeating: signs.1, count: columns - filled)
    var line =
      " \(bar) \(Amount.count(trials)) of at most \(Amount.plural(worstTrials, "trial")) · \(Amount.duration(seconds))"
    if errored > 0 { line += " · \(errored) errored" }
    if retries > 0 { line += " · \(retries) retried" }
    if currency != nil { line += " · \(style.safe(Amount.money(costMicros, currency)))" }
    return line
  }

  private var plainCost: String {
    guard currency != nil else { return "" }
    let money = Amount.money(costMicros, currency).unicodeScalars.map { $0 == " " ? "" : String($0) }.joined()
    return " cost=\(style.safe(money))"
  }

  private static func stamp(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    let parts = [whole / 3600, whole / 60 % 60, whole % 60]
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

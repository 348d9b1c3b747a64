import EvalSchema
import Statistics

/// How the answers of two arms of observed traffic differ beside the checks: one look, unpaired, Holm over the metrics.
///
/// The tests are those of `OutputShift`. They warn and never decide.
struct TrafficShift {
  let baseline: TrafficArm
  let candidate: TrafficArm
  let alpha: Double

  /// The metrics that both logs hold, in a fixed order; none when an arm is empty.
  func metrics() -> [DistributionMetric] {
    guard baseline.answered > 0, candidate.answered > 0 else { return [] }
    var metrics = numbers("length", "Length of what was said", "characters", \.lengths)
    metrics += numbers("output-tokens", "Tokens written", "tokens", \.tokens, isShiftOnly: true)
    metrics += numbers("cost", "Cost", "millionths", \.costs, isShiftOnly: true)
    metrics += numbers("latency", "Time of an answer", "seconds", \.latencies, isShiftOnly: true)
    metrics.append(share("refusals", "Refusals") { ($0.refusals, $0.answered) })
    if baseline.ended.known > 0, candidate.ended.known > 0 {
      metrics.append(share("truncated", "Answers cut at the most tokens") { ($0.ended.cut, $0.ended.known) })
    }
    metrics.append(share("errors", "Errored answers") { ($0.errored, $0.errored + $0.answered) })
    metrics += tools()
    let bounded = metrics.map { min(1, max(0, $0.p)) }
    return zip(metrics, zip(bounded, PValues.holm(bounded))).map { metric, p in
      var metric = metric
      (metric.p, metric.pAdjusted, metric.isDifferent) = (p.0, p.1, p.1 <= alpha)
      metric.sentence = Self.sentence(metric)
      return metric
    }
  }

  private func numbers(
    _ id: String, _ title: String, _ unit: String, _ values: KeyPath<TrafficArm, [Float]>, isShiftOnly: Bool = false
  ) -> [DistributionMetric] {
    let (first, second) = (baseline[keyPath: values].map { Double($0) }, candidate[keyPath: values].map { Double($0) })
    guard !first.isEmpty, !second.isEmpty, first.contains(where: { $0 > 0 }) || second.contains(where: { $0 > 0 })
    else {
      return []
    }
    let (before, now) = (Self.side(first), Self.side(second))
    func metric(_ suffix: String, _ test: String, _ p: Double) -> DistributionMetric {
      DistributionMetric(
        id: isShiftOnly ? id : "\(id)-\(suffix)", title: isShiftOnly ? title : "\(title) (\(suffix))", test: test,
        unit: unit, baseline: before,
        candidate: now, p: p, pAdjusted: p, isDifferent: false, sentence: "")
    }
    let rank = MannWhitney(first, second)
    let shift = metric("shift", "Mann-Whitney, two-sided", rank.exactP ?? rank.normalP)
    guard !isShiftOnly else { return [shift] }
    let shape = KolmogorovSmirnov(first, second)
    return [metric("shape", "Kolmogorov-Smirnov", shape.exactP ?? shape.asymptoticP), shift]
  }

  private func share(
    _ id: String, _ title: String, _ counts: (TrafficArm) -> (events: Int, count: Int)
  ) -> DistributionMetric {
    let (first, second) = (counts(baseline), counts(candidate))
    let test = FisherExact(
      baselineEvents: first.events, baselineTrials: first.count, candidateEvents: second.events,
      candidateTrials: second.count)
    return DistributionMetric(
      id: id, title: title, test: "Fisher's exact test, two-sided", unit: "",
      baseline: MetricSide(count: first.count, events: first.events),
      candidate: MetricSide(count: second.count, events: second.events), p: test.twoSided, pAdjusted: test.twoSided,
      isDifferent: false, sentence: "")
  }

  private func tools() -> [DistributionMetric] {
    let (first, second) = (baseline.tools, candidate.tools)
    let names = Set(first.keys).union(second.keys).sorted()
    guard names != [""], !names.isEmpty else { return [] }
    let columns = ChiSquareTest.lumped(baseline: names.map { first[$0] ?? 0 }, candidate: names.map { second[$0] ?? 0 })
    let test = ChiSquareTest(baseline: columns.baseline, candidate: columns.candidate)
    func side(_ arm: TrafficArm) -> MetricSide {
      MetricSide(
        count: arm.answered,
        shares: arm.tools.reduce(into: [:]) { $0[$1.key.isEmpty ? "(no call)" : $1.key] = $1.value })
    }
    return [
      DistributionMetric(
        id: "tool-calls", title: "Tools called", test: "Pearson's chi-square", unit: "", baseline: side(baseline),
        candidate: side(candidate), p: test.p, pAdjusted: test.p, isDifferent: false, sentence: "")
    ]
  }

  private static func side(_ values: [Double]) -> MetricSide {
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      sorted[min(max(Int((share * Double(sorted.count)).rounded(.up)), 1), sorted.count) - 1]
    }
    return MetricSide(count: sorted.count, median: quantile(0.5), p90: quantile(0.9))
  }

  private static func sentence(_ metric: DistributionMetric) -> String {
    func words(_ side: MetricSide) -> String {
      if let events = side.events { return "\(events) of \(side.count)" }
      if let median = side.median {
        let units = Int((median * 100).rounded())
        let text = units % 100 == 0 ? "\(units / 100)" : "\(Double(units) / 100)"
        return "median \(text) \(metric.unit)"
      }
      let most = side.shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      return most.isEmpty ? "none" : most.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    let found = metric.isDifferent ? "a difference is shown" : "no difference shown"
    return "\(metric.title): \(words(metric.baseline)) before, \(words(metric.candidate)) now; \(found)."
  }
}

package import EvalSchema
import Statistics

/// How the outputs of the arms differ beside their outcomes: one look over the same pairs, Holm over the metrics.
///
/// Lengths by the tests of Kolmogorov and Smirnov (shape) and of Mann and Whitney (shift); refusals, empty and truncated answers
/// and errors as shares of their own, because tests of shape miss them (Fisher); tools and languages by Pearson's chi-square with
/// rare ones lumped together. They warn, and decide only where the policy says so.
package struct OutputShift {
  private let pairs: [(baseline: TrialTraits, candidate: TrialTraits)]
  private let errors: (baseline: ArmCounts, candidate: ArmCounts)
  private let alpha: Double
  private let currency: String?

  /// Collects the traits of the pairs.
  init(_ cases: [CasePairs], baseline: ComparisonArm, candidate: ComparisonArm, alpha: Double) {
    pairs = cases.flatMap { found in
      found.pairs.compactMap { pair in
        guard let first = baseline.traits[found.id]?[pair.index], let second = candidate.traits[found.id]?[pair.index]
        else { return nil }
        return (first, second)
      }
    }
    errors = cases.reduce(into: (ArmCounts(), ArmCounts())) {
      $0.0 = $0.0 + $1.baseline
      $0.1 = $0.1 + $1.candidate
    }
    self.alpha = alpha
    let prices = (baseline.log.header.target.price?.currency, candidate.log.header.target.price?.currency)
    currency = prices.0 == prices.1 ? prices.0 : nil
  }

  /// The metrics that the records hold, in a fixed order; none without pairs.
  func metrics() -> [DistributionMetric] {
    guard !pairs.isEmpty else { return [] }
    var metrics = numbers("length", "Length of what was said", unit: "characters") { Double($0.words) }
    metrics += numbers("output-tokens", "Tokens written", unit: "tokens", isShiftOnly: true) { Double($0.outputTokens) }
    if let currency {
      // Costs of one trial have too many zeros to be read.
      metrics += numbers("cost", "Cost", unit: "\(currency) per 1,000 trials", isShiftOnly: true) {
        Double($0.costMicros) / 1_000
      }
    }
    metrics += [share("refusals", "Refusals") { $0.isRefusal }, share("empty", "Empty answers") { $0.isEmpty }]
    if pairs.allSatisfy({ $0.baseline.isTruncated != nil && $0.candidate.isTruncated != nil }) {
      metrics.append(share("truncated", "Answers cut at the most tokens") { $0.isTruncated == true })
    }
    metrics.append(
      share(
        "errors", "Errored trials", (errors.baseline.errored, errors.baseline.asked),
        (errors.candidate.errored, errors.candidate.asked)))
    metrics += tools() + languages()
    return Self.adjusted(metrics, alpha: alpha)
  }

  /// How long trials took in both arms; nil without pairs. It depends on the machine, so it belongs to no verdict.
  package static func latency(
    _ verdict: ComparisonVerdict, baseline: ComparisonArm, candidate: ComparisonArm
  ) -> DistributionMetric? {
    let cases = verdict.cases.filter(\.change.isComparable).map {
      CasePairs($0.id, baseline: baseline, candidate: candidate)
    }
    let shift = OutputShift(cases, baseline: baseline, candidate: candidate, alpha: 1 - verdict.method.confidence)
    guard !shift.pairs.isEmpty else { return nil }
    let found = shift.numbers("latency", "Time of a trial", unit: "seconds", isShiftOnly: true) { $0.latency }
    return adjusted(found, alpha: shift.alpha).first
  }

  private func numbers(
    _ id: String, _ title: String, unit: String, isShiftOnly: Bool = false, _ value: (TrialTraits) -> Double
  ) -> [DistributionMetric] {
    let first = pairs.map { value($0.baseline) }
    let second = pairs.map { value($0.candidate) }
    // What neither target states is no metric.
    guard first.contains(where: { $0 > 0 }) || second.contains(where: { $0 > 0 }) else { return [] }
    let (before, now) = (Self.side(first), Self.side(second))
    func metric(_ suffix: String, _ test: String, _ p: Double) -> DistributionMetric {
      DistributionMetric(
        id: isShiftOnly ? id : "\(id)-\(suffix)", title: isShiftOnly ? title : "\(title) (\(suffix))", test: test,
        unit: unit, baseline: before,
        candidate: now,
        p: p, pAdjusted: p, isDifferent: false, sentence: "")
    }
    let rank = MannWhitney(first, second)
    let shift = metric("shift", "Mann-Whitney, two-sided", rank.exactP ?? rank.normalP)
    guard !isShiftOnly else { return [shift] }
    let shape = KolmogorovSmirnov(first, second)
    return [metric("shape", "Kolmogorov-Smirnov", shape.exactP ?? shape.asymptoticP), shift]
  }

  private func share(_ id: String, _ title: String, _ holds: (TrialTraits) -> Bool) -> DistributionMetric {
    share(
      id, title, (pairs.count { holds($0.baseline) }, pairs.count), (pairs.count { holds($0.candidate) }, pairs.count))
  }

  private func share(
    _ id: String, _ title: String, _ first: (events: Int, count: Int), _ second: (events: Int, count: Int)
  ) -> DistributionMetric {
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
    func counted(_ traits: [TrialTraits]) -> [String: Int] {
      traits.reduce(into: [:]) { counts, one in
        for (name, count) in one.tools { counts[name, default: 0] += count }
        if one.tools.isEmpty { counts["", default: 0] += 1 }
      }
    }
    let (first, second) = (counted(pairs.map(\.baseline)), counted(pairs.map(\.candidate)))
    let names = Set(first.keys).union(second.keys)
    guard names != [""] else { return [] }
    // No tool has an empty name, so that name stands for answers without a call.
    return categories("tool-calls", "Tools called", first, second) { $0.isEmpty ? "(no call)" : $0 }
  }

  /// The languages of the final texts; answers without letters are left out.
  private func languages() -> [DistributionMetric] {
    func counted(_ traits: [TrialTraits]) -> [String: Int] {
      traits.reduce(into: [:]) { counts, one in if let language = one.language { counts[language, default: 0] += 1 } }
    }
    let (first, second) = (counted(pairs.map(\.baseline)), counted(pairs.map(\.candidate)))
    guard !first.isEmpty || !second.isEmpty else { return [] }
    return categories("languages", "Language of the final text", first, second) { $0 }
  }

  private func categories(
    _ id: String, _ title: String, _ first: [String: Int], _ second: [String: Int], _ words: (String) -> String
  ) -> [DistributionMetric] {
    let names = Set(first.keys).union(second.keys).sorted()
    let columns = ChiSquareTest.lumped(
      baseline: names.map { first[$0] ?? 0 }, candidate: names.map { second[$0] ?? 0 })
    let test = ChiSquareTest(baseline: columns.baseline, candidate: columns.candidate)
    func side(_ counts: [String: Int]) -> MetricSide {
      MetricSide(count: pairs.count, shares: counts.reduce(into: [:]) { $0[words($1.key)] = $1.value })
    }
    return [
      DistributionMetric(
        id: id, title: title, test: "Pearson's chi-square", unit: "", baseline: side(first),
        candidate: side(second), p: test.p, pAdjusted: test.p, isDifferent: false, sentence: "")
    ]
  }

  private static func side(_ values: [Double]) -> MetricSide {
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      sorted[min(max(Int((share * Double(sorted.count)).rounded(.up)), 1), sorted.count) - 1]
    }
    return MetricSide(count: sorted.count, median: quantile(0.5), p90: quantile(0.9))
  }

  private static func adjusted(_ metrics: [DistributionMetric], alpha: Double) -> [DistributionMetric] {
    let bounded = metrics.map { min(1, max(0, $0.p)) }
    return zip(metrics, zip(bounded, PValues.holm(bounded))).map { metric, p in
      var metric = metric
      metric.p = p.0
      metric.pAdjusted = p.1
      metric.isDifferent = p.1 <= alpha
      metric.sentence = sentence(metric)
      return metric
    }
  }

  private static func sentence(_ metric: DistributionMetric) -> String {
    let found = metric.isDifferent ? "a difference is shown" : "no difference shown"
    func words(_ side: MetricSide) -> String {
      if let events = side.events { return "\(events) of \(side.count)" }
      if let median = side.median { return "median \(decimal(median)) \(metric.unit)" }
      let most = side.shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      return most.isEmpty ? "none" : most.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    return "\(metric.title): \(words(metric.baseline)) before, \(words(metric.candidate)) now; \(found)."
  }

  /// A number with at most two decimals.
  private static func decimal(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    let units = Int((value * 100).rounded())
    guard units % 100 != 0 else { return "\(units / 100)" }
    let fraction = abs(units % 100)
    return "\(units / 100)."
      + (fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)")
  }
}

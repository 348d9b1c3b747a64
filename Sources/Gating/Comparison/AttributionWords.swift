import EvalSchema
import Statistics

/// The sentences of an attribution: fixed phrases, numbers rounded outward.
enum AttributionWords {
  /// A difference with its bounds: `+45.2 points (between 20.1 and 66.3)`.
  static func range(_ estimate: DifferenceEstimate) -> String {
    let sign = estimate.estimate > 0 ? "+" : ""
    return
      "\(sign)\(ChangeWords.points(estimate.estimate)) points (between \(ChangeWords.points(estimate.lower, .down)) "
      + "and \(ChangeWords.points(estimate.upper, .up)))"
  }

  /// What was found of one target between baseline and candidate.
  static func sentence(_ finding: SwapFinding, _ share: SwapTest.Share) -> String {
    guard let effect = finding.effect, let rest = finding.rest else {
      return "No complete round, so nothing is known about \(finding.name)."
    }
    let what =
      switch share {
      case .most: "carries more than half of the change"
      case .part: "carries some of the change, less than half"
      case .little: "changes nothing that the margin would not allow"
      case .less: "carries less than half of the change; whether any is not shown"
      case .open: "not resolved"
      }
    return "\(finding.name): \(what). With it alone \(range(effect)); what is left to the candidate \(range(rest))."
  }

  /// What was found of all.
  static func sentence(
    _ result: AttributionResult, _ findings: [SwapFinding], _ whole: DifferenceEstimate?, cases: Int,
    broken: String? = nil
  ) -> String {
    let on = "On \(Sentences.plural(cases, "case")) that regressed"
    let change = whole.map { "\(on) the change is \(range($0))." } ?? "\(on) no round is complete."
    let best = findings.first { $0.share == SwapTest.Share.most.rawValue }
    switch result {
    case .oneSurface, .twoSurfaces:
      guard let best, let effect = best.effect else { return change }
      let together = result == .twoSurfaces ? " together, and neither alone" : ""
      return
        "\(change) The \(best.name) \(best.surfaces.count > 1 ? "carry" : "carries") more than half of it\(together): "
        + "\(range(effect))."
    case .unexplained: return "\(change) Nothing that was exchanged carries more than half of it."
    case .undecided: return "\(change) The trials ended before it was shown what carries it."
    case .notWorse, .error:
      if let broken { return "\(change) \(broken), so the exchange ended before it was shown what carries it." }
      return "\(change) Too many trials errored to say what carries it."
    }
  }

  /// What remains.
  static func unexplained(_ result: AttributionResult, _ findings: [SwapFinding], _ swaps: SurfaceSwaps) -> String {
    let best = findings.first { $0.share == SwapTest.Share.most.rawValue }
    let others = swaps.inseparable.isEmpty ? "" : " Not exchanged alone: " + swaps.inseparable.joined(separator: " ")
    guard let rest = best?.rest else {
      let untried = swaps.separable.count > 2 ? " Three surfaces together were not tried." : ""
      return "All of the change: what carries it was not found.\(untried)\(others)"
    }
    if rest.lower > 0 { return "\(range(rest)) are left to the other surfaces.\(others)" }
    return "Nothing is shown to be left; at most \(ChangeWords.points(rest.upper, .up)) points are.\(others)"
  }

  /// How the error is spent.
  static func method(_ alpha: (single: Double, pair: Double), surfaces: Int, _ total: Double) -> String {
    "New trials, with another seed than those that chose the cases; each target between baseline and candidate is compared with "
      + "both in complete rounds of one trial of every case. For each, six one-sided claims (against the baseline, against the "
      + "candidate, against half of the change) at \(Percent.text(alpha.single, .up)) each for \(Sentences.plural(surfaces, "single surface")) "
      + "and \(Percent.text(alpha.pair, .up)) each for pairs of them: all claims together err in at most \(Percent.text(total)) of "
      + "attributions, whenever they stopped. Differences add up only where surfaces do not act together."
  }
}

import EvalSchema
import Statistics

/// The sentences of a comparison: fixed phrases, numbers rounded outward, multiplicity said aloud.
enum ChangeWords {
  /// A difference of rates in points: `2.1`; rounded away from what would flatter it.
  static func points(_ difference: Double, _ rounding: Percent.Rounding = .nearest) -> String {
    String(Percent.text(difference, rounding).dropLast())
  }

  /// The fixed phrase of a class.
  static func phrase(_ change: ChangeClass, margin: Double, needed: Int?) -> String {
    switch change {
    case .same: "no change larger than \(points(margin)) pp"
    case .worse: "fails more often"
    case .better: "fails less often"
    case .unclear:
      needed.map { "change not resolved; \(Sentences.plural($0, "more pair")) needed" }
        ?? "change not resolved; more pairs than a run holds needed"
    case .new: "no baseline"
    case .gone: "not run in candidate"
    case .changed: "another case by this id"
    }
  }

  /// What was found of one case.
  static func sentence(_ found: CaseComparison, comparisons: Int) -> String {
    switch found.change {
    case .new: return "No baseline: the baseline's run does not hold this case, so nothing is said about a change."
    case .gone: return "Not run in candidate: the baseline's run holds this case and the candidate's does not."
    case .changed:
      return
        "Another case by this id: its input, its graders or its exhibits changed between the runs, so their rates cannot be "
        + "compared."
    case .same, .better, .worse, .unclear: break
    }
    guard let first = found.baseline, let second = found.candidate else { return "Nothing is known." }
    let counts = "\(first.failures) of \(first.valid) failed before, \(second.failures) of \(second.valid) now"
    let over = Sentences.all(comparisons, "comparison")
    switch found.change {
    case .worse where found.isShownWorse: return "\(counts): fails more often, shown over \(over)."
    case .worse: return "\(counts): fails more often for this case alone, not proven over \(over)."
    case .better: return "\(counts): fails less often, for this case alone."
    default: return "\(counts): \(found.phrase)."
    }
  }

  /// What the number of comparisons means.
  static func multiplicity(_ comparisons: Int, alpha: Double) -> String {
    guard comparisons > 1 else {
      return
        "\(Sentences.plural(comparisons, "comparison")) of a single case \(comparisons == 1 ? "was" : "were") made."
    }
    var none = 1.0
    for _ in 0..<comparisons { none *= 1 - alpha }
    return "\(comparisons) comparisons were made. With no correction the chance of at least one false alarm at "
      + "\(Percent.text(alpha)) is \(Percent.text(1 - none)); this comparison uses Holm; only adjusted decisions can block."
  }

  /// What the verdict claims.
  static func statement(_ evidence: ComparisonEvidence, _ audit: ComparisonAudit) -> String {
    let (alpha, margin) = (Percent.text(evidence.alpha), points(evidence.margin))
    let base =
      "A pass claims that over these cases the candidate fails on average less than \(margin) points more often than the "
      + "baseline, and errs in at most \(alpha) of comparisons in which it does not. A fail claims that it fails more than that "
      + "more often, or that some case fails more often, and errs in at most \(alpha) of comparisons in which neither is so. Both "
      + "hold whenever the pairs were looked at and whenever they stopped."
    var more = ""
    if audit.candidate.log.header.policy.comparisonRules.outputShifts == .block {
      more += " Shown differences of the outputs make a pass a fail, with \(alpha) of false alarms of their own."
    }
    if let recorded = audit.recorded {
      let trials = recorded.trials == 1 ? "one trial" : "the mean of \(recorded.trials) trials"
      more +=
        " The baseline is a record: each trial of the candidate stands against \(trials) of it, with the same chances of an "
        + "error; candidates that are compared with one record share its luck."
    }
    guard !evidence.isPairedRun else { return base + more }
    return base + more
      + " The two runs stopped on their own: the average is judged by their complete rounds only, single cases by the mean of the "
      + "evidence from their pairs and from both runs as independent samples."
  }

  /// What was shown.
  static func verdict(_ shown: ComparisonEvidence.Shown, _ evidence: ComparisonEvidence) -> String {
    let level = Percent.text(1 - evidence.alpha)
    let margin = points(evidence.margin)
    let cases = Sentences.plural(evidence.cases.count, "case")
    let rounds =
      "\(Sentences.plural(evidence.total.pairs, "pair")) of \(cases) in \(Sentences.plural(evidence.rounds, "round"))"
    let differing = evidence.total.plus + evidence.total.minus
    let discordant = differing == 0 ? "no difference in any" : "a difference in \(differing)"
    switch shown {
    case .notWorse:
      return "\(rounds), \(discordant): on average the candidate fails at most "
        + "\(points(evidence.difference?.upper ?? 1, .up)) points more often, \(level) confidence; the margin is \(margin) points."
    case .worseOnAverage:
      return "\(rounds), \(discordant): on average the candidate fails at least "
        + "\(points(evidence.difference?.lower ?? 0, .down)) points more often, \(level) confidence; the margin is \(margin) points."
    case .caseWorse:
      return
        "Some case is worse, \(level) confidence over \(Sentences.all(evidence.cases.count, "case")): \(named(evidence))."
    case .nothing: break
    }
    guard let difference = evidence.difference else {
      let without = evidence.cases.filter(\.pairs.isEmpty).map(\.id)
      let who = without.isEmpty ? "" : ": \(without.prefix(3).joined(separator: ", ")) has no pair"
      return "No complete round of pairs\(who), so nothing is known about the average."
    }
    let range =
      "between \(points(difference.lower, .down)) and \(points(difference.upper, .up)) points on average"
    let more =
      evidence.pairsNeeded.map {
        "; \(Sentences.plural($0, "more pair")) without a difference to pass at \(margin) points"
      } ?? ""
    return
      "\(rounds), \(discordant): the candidate's failure rate moved \(range), which shows neither side of the margin"
      + "\(more)."
  }

  private static func named(_ evidence: ComparisonEvidence) -> String {
    let worst = evidence.worseCases.sorted {
      (-evidence.logWorsePerCase[$0], evidence.cases[$0].id) < (-evidence.logWorsePerCase[$1], evidence.cases[$1].id)
    }
    guard !worst.isEmpty else { return "no single one can be named at that confidence" }
    let words = worst.prefix(5).map { index in
      let found = evidence.cases[index]
      return
        "\(found.id) (\(found.baseline.failures) of \(found.baseline.valid) before, \(found.candidate.failures) of "
        + "\(found.candidate.valid) now)"
    }
    return words.joined(separator: ", ") + (worst.count > 5 ? " and \(worst.count - 5) more" : "")
  }
}

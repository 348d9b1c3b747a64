import EvalSchema
import Statistics

/// The sentences that say what was found: one place for every output.
///
/// A bound is rounded outward, a rate never stands without its count, and nothing is said of "the release is good with probability".
enum Sentences {
  /// What a test of one case found.
  static func single(_ finding: Finding) -> String {
    let test = finding.test
    let counts = "\(plural(finding.failures, "failure")) in \(plural(finding.trials, "trial"))"
    let limit = Percent.text(test.limit)
    switch (finding.verdict, finding.reason) {
    case (.pass, _):
      if finding.isByFinalLook {
        let plan = "plan of \(test.budget) trials, at most \(plural(finding.maximumFailures, "failure"))"
        return "\(counts): below \(limit) with \(finding.level) confidence (\(plan))."
      }
      return "\(counts): the failure rate is below \(limit) with \(finding.level) confidence."
    case (.fail, _):
      return "\(counts): the failure rate is above \(limit) with \(finding.level) confidence (\(finding.overAll))."
    case (.inconclusive, .passOutOfReach):
      return "\(counts): a pass at \(limit) allows \(finding.maximumFailures) in \(test.budget); stopped early. "
        + "Not shown to be above \(limit)."
    case (.inconclusive, .budgetExhausted) where finding.trials >= test.budget:
      let lower = AnytimeBounds.lower(trials: finding.trials, failures: finding.failures, alpha: test.passAlpha)
      let between = "between \(Percent.text(lower, .down)) and \(Percent.text(finding.upper ?? 1, .up))"
      let lean =
        lower > test.limit
        ? "above \(limit) for this case alone, not proven \(finding.overAll)"
        : "on neither side of \(limit) for certain"
      return "\(counts) (budget used): \(between), \(finding.level) confidence each; \(lean)."
    case (.inconclusive, .identicalOutputs):
      return "\(counts), but every answer was the same bytes: repeats of one answer may be one observation."
    case (.inconclusive, .modelChanged):
      return "\(counts), but the provider served more than one model: the trials are not of one target."
    case (.inconclusive, _): return running(finding, counts)
    case (.error, let reason): return errored(finding, reason)
    case (.empty, _): return "Nothing was run."
    }
  }

  /// What the test of a pattern found.
  static func pattern(_ finding: Finding, name: String, cap: Double?) -> String {
    let members = finding.test.members.count
    let runs = members > 0 ? finding.trials / members : 0
    let what =
      "pattern '\(name)', \(plural(members, "case")) x \(plural(runs, "run")), \(plural(finding.failures, "failure"))"
    let limit = Percent.text(finding.test.limit)
    switch finding.verdict {
    case .pass:
      let each = cap.map { ", each case below \(Percent.text($0))" } ?? ""
      let nothing = cap.map { " Says nothing below \(Percent.text($0)) about a single case." } ?? ""
      return "\(what): their average failure rate is below \(limit)\(each), \(finding.level) confidence each.\(nothing)"
    case .fail:
      return
        "\(what): their average failure rate is above \(limit) with \(finding.level) confidence (\(finding.overAll))."
    case .error: return errored(finding, finding.reason)
    default:
      let between = "between \(Percent.text(finding.lower ?? 0, .down)) and \(Percent.text(finding.upper ?? 1, .up))"
      return "\(what): their average failure rate is \(between) so far; not shown to be on one side of \(limit)."
    }
  }

  /// What a gate says.
  static func gate(_ verdict: Verdict, rules: [RuleVerdict], level: String, error: String) -> String {
    let blocking = rules.filter { $0.blocks && $0.kind != "errors" }
    let same = blocking.filter { $0.verdict == verdict }
    let worst = same.first ?? rules.first { $0.blocks && $0.verdict == verdict }
    switch verdict {
    case .pass:
      let all = "all \(plural(blocking.count, "test")) passed"
      return "\(all). If any case were above its limit, this verdict would appear in at most \(error) of such releases."
    case .empty: return "Nothing was selected, so nothing was judged."
    case .fail, .inconclusive, .error:
      let word = verdict == .fail ? "failed" : verdict == .error ? "could not be judged" : "undecided"
      let count = "\(same.count) of \(plural(blocking.count, "test")) \(word)"
      guard let worst else { return count + "." }
      return "\(count); \(worst.members.count == 1 ? worst.members[0] : worst.id): \(worst.sentence)"
    }
  }

  private static func running(_ finding: Finding, _ counts: String) -> String {
    guard finding.trials > 0 else { return "No valid trial yet: nothing is known." }
    let so = "\(counts): below \(Percent.text(finding.upper ?? 1, .up)) with \(finding.level) confidence so far"
    guard let clean = finding.cleanTrialsToPass else { return so + "." }
    return "\(so); \(clean) more clean trial\(clean == 1 ? "" : "s") to pass at \(Percent.text(finding.test.limit))."
  }

  private static func errored(_ finding: Finding, _ reason: ReasonCode) -> String {
    let counts = "\(finding.errored) of \(plural(finding.errored + finding.valid, "trial")) errored"
    switch reason {
    case .authFailed: return "\(counts): the provider refused the key; nothing was shown."
    case .quotaExceeded: return "\(counts): the provider's quota is used up; nothing was shown."
    case .graderError: return "\(counts): graders could not judge; nothing was shown."
    default: return "\(counts): too many to judge; errored trials count neither as passed nor as failed."
    }
  }

  /// A count with its noun: "1 trial", "2 trials".
  static func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

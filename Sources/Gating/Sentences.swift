import EvalSchema
import Statistics

/// The sentences that say what was found: one place for every output.
///
/// A bound is rounded outward, a rate never stands without its count, and nothing is said of "the release is good with probability".
enum Sentences {
  /// What a test of one case found, and what it allowed for.
  static func single(_ finding: Finding) -> String {
    noted(counted(finding), finding)
  }

  /// A finding with what is to be said of its judges.
  private static func noted(_ sentence: String, _ finding: Finding) -> String {
    guard finding.verdict == .pass || finding.verdict == .fail || finding.verdict == .inconclusive,
      let note = JudgeSentences.note(on: finding.test, floor: finding.floor, failed: finding.verdict == .fail)
    else { return sentence }
    return "\(sentence) \(note)"
  }

  private static func counted(_ finding: Finding) -> String {
    let test = finding.test
    let counts = "\(plural(finding.failures, "failure")) in \(plural(finding.trials, "trial"))"
    let limit = Percent.text(test.limit)
    let rate = finding.variants > 1 ? "the mean failure rate of the \(finding.variants) variants" : "the failure rate"
    switch (finding.verdict, finding.reason) {
    case (.pass, _):
      if finding.isByFinalLook {
        let plan = "plan of \(test.effectiveBudget) trials, at most \(plural(finding.maximumFailures, "failure"))"
        if finding.variants > 1 {
          return "\(counts): \(rate) is below \(limit) with \(finding.level) confidence (\(plan))."
        }
        return "\(counts): below \(limit) with \(finding.level) confidence (\(plan))."
      }
      return "\(counts): \(rate) is below \(limit) with \(finding.level) confidence."
    case (.fail, _):
      return "\(counts): \(rate) is above \(limit) with \(finding.level) confidence (\(finding.overAll))."
    case (.inconclusive, .passOutOfReach):
      return "\(counts): \(allowance(finding)); stopped early. Not shown to be above \(limit)."
    case (.inconclusive, .budgetExhausted) where finding.isBudgetUsed:
      return "\(counts) (budget used): \(finding.between); \(lean(finding, alone: "for this case alone"))."
    case (.inconclusive, .judgeUncalibrated):
      return "\(counts), but nothing is shown: \(finding.shortfall ?? "its judge may not decide")."
    case (.inconclusive, .identicalOutputs):
      return "\(counts), but every answer was the same bytes: repeats of one answer may be one observation."
    case (.inconclusive, _): return running(finding, counts)
    case (.error, let reason): return errored(finding, reason)
    case (.empty, _): return "Nothing was run."
    }
  }

  /// What the test of a pattern found; `cap` is the limit that each of its cases was shown to be below.
  static func pattern(_ finding: Finding, name: String, cap: Double?) -> String {
    noted(averaged(finding, name: name, cap: cap), finding)
  }

  private static func averaged(_ finding: Finding, name: String, cap: Double?) -> String {
    let members = finding.test.members.count
    let runs = members > 0 ? finding.trials / members : 0
    let what =
      "pattern '\(name)', \(plural(members, "case")) x \(plural(runs, "run")), \(plural(finding.failures, "failure"))"
    let limit = Percent.text(finding.test.limit)
    switch (finding.verdict, finding.reason) {
    case (.pass, _):
      guard let cap else {
        return "\(what): their average failure rate is below \(limit) with \(finding.level) confidence. "
          + "Says nothing about a single case."
      }
      return "\(what): their average failure rate is below \(limit), each case below \(Percent.text(cap)), "
        + "\(finding.level) confidence each. Says nothing below \(Percent.text(cap)) about a single case."
    case (.fail, _):
      return
        "\(what): their average failure rate is above \(limit) with \(finding.level) confidence (\(finding.overAll))."
    case (.error, let reason): return errored(finding, reason)
    case (.inconclusive, .passOutOfReach):
      return "\(what): \(allowance(finding)); stopped early. Their average is not shown to be above \(limit)."
    case (.inconclusive, .budgetExhausted) where finding.isBudgetUsed:
      let lean = lean(finding, alone: "for this pattern alone")
      return "\(what) (budget used): their average failure rate is \(finding.between); \(lean)."
    case (.inconclusive, .judgeUncalibrated):
      return "\(what), but nothing is shown: \(finding.shortfall ?? "a judge may not decide")."
    case (.inconclusive, .identicalOutputs):
      return "\(what), but every answer of one case was the same bytes: repeats of one answer may be one observation."
    case (.inconclusive, _), (.empty, _):
      guard finding.trials > 0 else { return "pattern '\(name)': no complete run of its cases yet: nothing is known." }
      let upper = Percent.text(finding.upper ?? 1, .up)
      let so = "\(what): their average failure rate is below \(upper) with \(finding.level) confidence so far"
      guard let clean = finding.cleanTrialsToPass, members > 0 else { return so + "." }
      let rounds = (clean + members - 1) / members
      return "\(so); \(plural(rounds, "more clean run")) of each case to pass at \(limit)."
    }
  }

  private static func running(_ finding: Finding, _ counts: String) -> String {
    guard finding.trials > 0 else { return "No valid trial yet: nothing is known." }
    let so = "\(counts): below \(Percent.text(finding.upper ?? 1, .up)) with \(finding.level) confidence so far"
    guard let clean = finding.cleanTrialsToPass else { return so + "." }
    return "\(so); \(plural(clean, "more clean trial")) to pass at \(Percent.text(finding.test.limit))."
  }

  /// What a pass would have allowed.
  private static func allowance(_ finding: Finding) -> String {
    let limit = Percent.text(finding.test.limit)
    guard finding.maximumFailures >= 0 else {
      return "no outcome of \(plural(finding.test.effectiveBudget, "trial")) gives a PASS at \(limit)"
    }
    return "a PASS at \(limit) allows \(finding.maximumFailures) in \(finding.test.effectiveBudget)"
  }

  /// What can be said when the budget is used and nothing was shown.
  private static func lean(_ finding: Finding, alone: String) -> String {
    let limit = Percent.text(finding.test.limit)
    guard finding.lowerAlone > finding.test.limit else { return "not shown to be on either side of \(limit)" }
    if finding.tests == 1 { return "above \(limit) \(alone), on fewer failures than a FAIL needs" }
    return "above \(limit) \(alone), not proven over all \(finding.tests) tests"
  }

  private static func errored(_ finding: Finding, _ reason: ReasonCode) -> String {
    if reason == .invalidDesign {
      return "This test of the plan cannot be judged: \(finding.problem ?? "it is not sound")."
    }
    let asked = finding.errored + finding.valid
    if reason == .targetUnavailable || reason == .judgeUnavailable {
      let who = reason == .judgeUnavailable ? "judge \(finding.silentJudge ?? "")" : "target"
      return "The \(who) accepted no request for minutes, so the run ended undecided; "
        + "\(plural(finding.valid, "valid trial")) came back before."
    }
    if asked == 0 { return "No trial was made: nothing was shown." }
    let counts = "\(finding.errored) of \(plural(asked, "trial")) errored"
    switch reason {
    case .authFailed: return "\(counts): the provider refused the key; nothing was shown."
    case .quotaExceeded: return "\(counts): the provider's quota is used up; nothing was shown."
    case .graderError: return "\(counts): graders could not judge; nothing was shown."
    case .noTrials where finding.unasked != nil:
      return
        "\(counts); no valid trial asked the variant `\(finding.unasked ?? "")`: nothing was shown of it, nor of the mean."
    case .noTrials: return "\(counts), \(finding.valid) valid: fewer than the policy asks for; nothing was shown."
    default:
      return "\(counts), more than \(Percent.text(finding.errorShare)) of a case: too many to judge. "
        + "Errored trials count neither as passed nor as failed."
    }
  }

  /// What is added where every case is watching.
  static func watching(_ members: [String], _ watching: Set<String>) -> String {
    guard !members.isEmpty, members.allSatisfy(watching.contains) else { return "" }
    return " Watching: it decides nothing until its watch has ended well."
  }

  /// A count with its noun: "1 trial", "2 trials".
  static func plural(_ count: Int, _ noun: String) -> String { count.counted(noun) }

  /// What a claim is over: "the only test", "all 2 tests".
  static func all(_ count: Int, _ noun: String) -> String {
    count == 1 ? "the only \(noun)" : "all \(plural(count, noun))"
  }
}

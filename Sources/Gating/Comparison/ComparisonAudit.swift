package import EvalSchema
import Statistics

/// Whether two records can be compared at all, and what keeps a comparison from being green whatever the pairs show.
///
/// Asked before the first pair is looked at. Every problem becomes a word of the verdict, none a crash.
package struct ComparisonAudit {
  /// A verdict that no pair can change.
  struct Problem {
    var verdict: Verdict
    var reason: ComparisonReason
    var sentence: String

    static func error(_ reason: ComparisonReason, _ sentence: String) -> Problem {
      Problem(verdict: .error, reason: reason, sentence: sentence)
    }
  }

  let baseline: ComparisonArm
  let candidate: ComparisonArm
  let history: ComparisonArm?
  let fresh: ComparisonArm?
  let request: ComparisonRequest

  /// Reads the records.
  package init(
    baseline: ComparisonArm, candidate: ComparisonArm, history: ComparisonArm? = nil, fresh: ComparisonArm? = nil,
    request: ComparisonRequest
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.history = history
    self.fresh = fresh
    self.request = request
  }

  /// What the candidate's run says of the baseline, when the baseline is a record.
  var recorded: RecordedBaseline? {
    guard let found = candidate.log.header.arm?.recorded, found.runID == baseline.log.header.runID,
      found.planDigest == baseline.log.header.planDigest
    else { return nil }
    return found
  }

  /// Why a record is refused in the place of a baseline; nil when it is fresh enough.
  package static func refusal(of recorded: RecordedBaseline) -> Diagnostic? {
    let age = recorded.age ?? .infinity
    guard age >= -clockDifference else {
      return .error(
        "baseline-in-future", "the recorded baseline says that it began \(span(-age)) after the comparison",
        hint: "set the clock of the machine, or run the baseline again, or both arms: --baseline NAME")
    }
    guard !(age <= recorded.maximumAge) else { return nil }
    return .error(
      "baseline-too-old",
      "the recorded baseline began \(span(age)) before the comparison, and may be "
        + "\(span(recorded.maximumAge)) old",
      hint: "run the baseline again, or both arms: --baseline NAME; the age is `max_age` in the policy")
  }

  /// Seconds by which the clocks of two machines may differ.
  private static let clockDifference = 300.0

  private static func span(_ seconds: Double) -> String {
    let whole = max(0, min(seconds, 1e12))
    if whole >= 172_800 { return "\(Int((whole / 86_400).rounded(.down))) days" }
    if whole >= 7_200 { return "\(Int((whole / 3_600).rounded(.down))) hours" }
    return whole >= 120 ? "\(Int((whole / 60).rounded(.down))) minutes" : Sentences.plural(Int(whole), "second")
  }

  /// Why the records are refused, as findings for the user; empty when they can be compared.
  package func refusals() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let (first, second) = (baseline.log.header.plan.evalset, candidate.log.header.plan.evalset)
    if first != second {
      findings.append(
        .error(
          "other-evalset", "the baseline was judged by \"\(first)\", the candidate by \"\(second)\"",
          hint: "compare two runs of one evalset"))
    }
    if let refusal = recorded.flatMap({ Self.refusal(of: $0) }) { findings.append(refusal) }
    let policy = candidate.log.header.policy
    if !(policy.confidence >= 0.5 && policy.confidence < 1) {
      findings.append(
        .error("no-confidence", "the policy of the candidate's run states no confidence between 50% and 100%"))
    }
    if let margin = request.margin, !(margin > 0 && margin < 1) {
      findings.append(.error("no-margin", "the margin is not between 0 and 100 points"))
    }
    findings += judges()
    if !request.allowsUnrecorded {
      findings += Self.refusal(of: SurfaceComparer(baseline: baseline, candidate: candidate).unrecorded)
    }
    return findings
  }

  /// Why two targets are refused by their files alone, before anything is asked of them; empty when they are not.
  package static func refusals(of baseline: Target, _ candidate: Target) -> [Diagnostic] {
    refusal(of: SurfaceComparer.unstated(baseline, candidate))
  }

  private static func refusal(of unrecorded: [String]) -> [Diagnostic] {
    guard !unrecorded.isEmpty else { return [] }
    return [
      .error(
        "surface-unrecorded", "not recorded in both arms: \(unrecorded.joined(separator: ", "))",
        hint: "state it in the target's file, or compare all the same with --allow-unrecorded")
    ]
  }

  /// Judges that differ between the arms, or that may not decide.
  private func judges() -> [Diagnostic] {
    let (first, second) = (baseline.log.header, candidate.log.header)
    let before = Dictionary((first.judges ?? []).map { ($0.name, $0.digest) }) { first, _ in first }
    if let other = (second.judges ?? []).first(where: { before[$0.name] != nil && before[$0.name] != $0.digest }) {
      return [
        .error(
          "other-judges", "the arms were graded by different judges of the name \"\(other.name)\"",
          hint: "grade the baseline again: relapse regrade RUN --judges")
      ]
    }
    let floor = second.policy.judgeFloor
    guard !floor.acceptUncalibrated,
      let reason = second.plan.design.tests.lazy.filter(\.blocks).compactMap({ $0.judges?.shortfall(of: floor) }).first
    else { return [] }
    return [
      .error(
        "judge-uncalibrated", "a difference would be decided by a judge who may not: \(reason)",
        hint: "relapse calibrate JUDGE, then relapse regrade RUN --judges")
    ]
  }

  /// What keeps the comparison from being judged; nil when nothing does.
  func problem(_ cases: [CasePairs], drift: DriftCheck?) -> Problem? {
    if baseline.log.header.plan.cases.isEmpty, candidate.log.header.plan.cases.isEmpty {
      return Problem(
        verdict: .empty, reason: .nothingSelected,
        sentence: "Nothing was selected in either run, so nothing was judged.")
    }
    if let refusal = refusals().first {
      return .error(.notComparable, "The records cannot be compared: \(refusal.message).")
    }
    return altered ?? swapped ?? missing ?? infrastructure(cases) ?? drifted(drift)
  }

  private var arms: [(name: String, arm: ComparisonArm)] {
    [("baseline", baseline), ("candidate", candidate)] + (history.map { [("baseline's own record", $0)] } ?? [])
      + (fresh.map { [("baseline's new trials", $0)] } ?? [])
  }

  private var altered: Problem? {
    for (name, arm) in arms {
      if let problem = DesignAudit(arm.log).recordProblems.first {
        return .error(.recordAltered, "The record of the \(name) is not one of its plan: \(problem).")
      }
    }
    return nil
  }

  /// Whether the candidate stands in the place of the baseline, or both are one target.
  private var swapped: Problem? {
    let first = baseline.log.header.comparison
    let second = candidate.log.header.comparison
    if first?.role == .candidate, second?.role == .baseline {
      return .error(.armsSwapped, "The arms are swapped: what was run as the candidate is given as the baseline.")
    }
    let (base, other) = (baseline.fingerprint, candidate.fingerprint)
    if let before = history?.fingerprint, before != base {
      return before == other
        ? .error(
          .armsSwapped,
          "The arms are swapped: the baseline's own record is of the target that is given as the candidate.")
        : .error(.driftUnchecked, "The baseline's own record is of another target, so nothing guards against drift.")
    }
    if let now = fresh?.fingerprint, now != base {
      return .error(.driftUnchecked, "The new trials are of another target than the recorded baseline.")
    }
    guard base == other, !request.allowsSameTarget else { return nil }
    return .error(
      .sameTarget,
      "Both arms are the same target, surface by surface: a comparison with itself shows nothing about a change.")
  }

  private var missing: Problem? {
    for (name, arm) in arms where arm.total.asked == 0 {
      guard arm.log.cached > 0 else {
        return .error(.armMissing, "The \(name) has no trial at all: nothing was compared.")
      }
      let trials = Sentences.plural(arm.log.cached, "trial")
      return .error(
        .armMissing, "The \(name) has no trial that counts: \(trials) \(CachedAnswers.sentence).")
    }
    return nil
  }

  /// Errored trials of an arm, and a model that changed under it.
  private func infrastructure(_ cases: [CasePairs]) -> Problem? {
    let policy = candidate.log.header.policy
    for (name, arm) in arms {
      let total = arm.total
      let kinds = Set(arm.errorKinds)
      if kinds.contains(.auth) {
        return .error(.authFailed, "The provider refused the key of the \(name): nothing was shown.")
      }
      if kinds.contains(.quota) {
        return .error(.quotaExceeded, "The quota of the \(name) is used up: nothing was shown.")
      }
      if MissingRule(share: policy.usableErrorShare).spoils(missing: total.errored, asked: total.asked) {
        return .error(
          .tooManyErrors,
          "\(total.errored) of \(Sentences.plural(total.asked, "trial")) of the \(name) errored, more than "
            + "\(Percent.text(policy.usableErrorShare)): what is left may be a biased choice. Errored trials count neither as "
            + "passed nor as failed.")
      }
      if arm.modelsReturned.count > 1, !policy.allowMutableAlias {
        return .error(
          .modelChanged,
          "The provider served \(arm.modelsReturned.count) models to the \(name): its trials are not of one target.")
      }
    }
    return nil
  }

  private func drifted(_ drift: DriftCheck?) -> Problem? {
    if let recorded, recorded.fresh > 0, fresh == nil {
      return .error(
        .driftUnchecked,
        "The recorded baseline was tested by new trials, whose record is not beside the candidate's: nothing guards against "
          + "drift.")
    }
    guard history != nil || fresh != nil else { return nil }
    guard let drift else {
      return .error(
        .driftUnchecked, "The baseline's own record shares no case with the baseline, so nothing guards against drift.")
    }
    return drift.isDrifted ? .error(.baselineDrifted, drift.sentence) : nil
  }

  /// The first case so many of whose trials errored in one arm that it must not pass.
  func spoiled(_ cases: [CasePairs]) -> Problem? {
    let rule = MissingRule(share: candidate.log.header.policy.usableErrorShare)
    for found in cases {
      for (name, counts) in [("baseline", found.baseline), ("candidate", found.candidate)]
      where rule.spoils(missing: counts.errored, asked: counts.asked) {
        return .error(
          .tooManyErrors,
          "\(counts.errored) of \(Sentences.plural(counts.asked, "trial")) of \(found.id) errored with the \(name): too many to "
            + "judge the case. Errored trials count neither as passed nor as failed.")
      }
    }
    return nil
  }
}

extension ComparisonArm {
  /// The digest of the target's surfaces.
  var fingerprint: Digest { log.header.plan.targetFingerprint }

  /// The trials of all cases.
  var total: ArmCounts { log.logs.keys.sorted().reduce(ArmCounts()) { $0 + counts($1) } }

  /// The kinds of errors before the stop.
  var errorKinds: [FailureKind] {
    log.logs.flatMap { id, log in
      log.errors.filter { traits[id]?[$0.key]?.isAfterStop != true }.map(\.value.kind)
    }
  }
}

extension Policy {
  /// The largest share of errored trials, kept where it makes sense.
  var usableErrorShare: Double { errorShare >= 0 && errorShare <= 0.5 ? errorShare : 0 }
}

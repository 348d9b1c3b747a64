package import EvalSchema

/// Two gates of one case → what a proof found. Pure: the same verdicts give the same proof.
///
/// "Reproduced" is the FAIL of the incident's target, "fixed" the PASS of the other: each errs in at most α. A proof claims
/// both at once, so it is wrong only where one of the two is: no correction is needed.
package enum ProofDecider {
  /// Which target is judged.
  package enum Role: String, Sendable, CaseIterable {
    case before, after
  }

  /// What was found of one target; nil when the verdict is not of one case.
  package static func arm(_ role: Role, _ verdict: GateVerdict) -> ProofArm? {
    guard let found = verdict.cases.first, verdict.cases.count == 1 else { return nil }
    return ProofArm(
      target: verdict.target.name, fingerprint: verdict.target.fingerprint, models: verdict.target.modelsReturned,
      failures: found.failures, valid: found.valid, errored: found.errored, lower: found.lower, upper: found.upper,
      finding: finding(role, verdict.verdict))
  }

  private static func finding(_ role: Role, _ verdict: Verdict) -> ProofFinding {
    switch (role, verdict) {
    case (.before, .fail): .reproduced
    case (.before, .pass): .notReproduced
    case (.after, .pass): .fixed
    case (.after, .fail): .notFixed
    case (_, .inconclusive): .inconclusive
    case (_, .error), (_, .empty): .error
    }
  }

  /// What a proof found, in a sentence with numbers.
  package static func sentence(_ proof: CaseProof) -> String {
    "\(sentence(of: proof.before, .before, proof)) \(sentence(of: proof.after, .after, proof))"
  }

  /// What was found of one target, in a sentence with numbers; bounds are rounded outward.
  package static func sentence(of arm: ProofArm, _ role: Role, _ proof: CaseProof) -> String {
    let limit = Percent.text(proof.limit)
    let counts = "\(Sentences.plural(arm.failures, "failure")) in \(Sentences.plural(arm.valid, "trial"))"
    let head = "\(role == .before ? "Before" : "After") (\(arm.target)): "
    let level = "\(Percent.text(proof.confidence)) confidence"
    let lower = Percent.text(arm.lower ?? 0, .down, apartFrom: proof.limit)
    let upper = Percent.text(arm.upper ?? 1, .up, apartFrom: proof.limit)
    switch arm.finding {
    case .reproduced: return head + "reproduced, \(counts): the rate is at least \(lower), above \(limit), \(level)."
    case .notReproduced:
      let accepted = proof.acceptsNotReproduced ? " A person accepted this." : ""
      return head + "not reproduced in \(Sentences.plural(arm.valid, "trial")), \(counts): the rate is below "
        + "\(bound(arm, proof)), \(level)." + accepted
    case .fixed: return head + "fixed, \(counts): the rate is below \(bound(arm, proof)), \(level)."
    case .notFixed: return head + "not fixed, \(counts): the rate is at least \(lower), above \(limit), \(level)."
    case .inconclusive:
      return head + "undecided, \(counts): the rate is between \(lower) and \(upper), \(level) each; neither side of "
        + "\(limit) is shown."
    case .error:
      return head
        + "could not be judged: \(arm.errored) of \(Sentences.plural(arm.valid + arm.errored, "trial")) errored."
    }
  }

  /// What a pass shows the rate to be below: the bound, or the limit where the plan's last look passed it.
  private static func bound(_ arm: ProofArm, _ proof: CaseProof) -> String {
    let upper = arm.upper ?? 1
    return upper > proof.limit ? Percent.text(proof.limit) : Percent.text(upper, .up, apartFrom: proof.limit)
  }
}

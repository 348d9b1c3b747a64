package import EvalSchema

extension Evalset {
  /// The evalset in which every case is held against its limit by a test of its own, for a proof and for a watch.
  ///
  /// What a policy may let through does not count here: no waiver, no pooling, nothing that is only shown, no pass of what is
  /// undecided. Limits, budgets, confidence and the share of errored trials are those of the policy.
  package var testingEachCase: Evalset {
    var evalset = self
    var policy = manifest.policy
    for severity in [\SeverityPolicies.s1, \.s2, \.s3] {
      policy.severities[keyPath: severity].unit = .evalCase
      policy.severities[keyPath: severity].cap = nil
      policy.severities[keyPath: severity].blocks = true
    }
    policy.allowInconclusive = false
    evalset.manifest.policy = policy
    evalset.waivers = []
    evalset.watching = []
    return evalset
  }
}

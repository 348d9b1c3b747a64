/// What a run is in a comparison: stands in the header of its record, and is what the comparison is gone on with by.
public struct ArmPlan: Sendable, Hashable, Codable {
  /// Its side.
  public var role: ArmRole
  /// The largest acceptable average difference of the failure rates.
  public var margin: Double
  /// The most rounds.
  public var maximumRounds: Int
  /// The recorded baseline that the candidate is compared with; nil when both arms run.
  public var recorded: RecordedBaseline?

  /// Makes the value from its parts.
  public init(role: ArmRole, margin: Double, maximumRounds: Int, recorded: RecordedBaseline? = nil) {
    self.role = role
    self.margin = margin
    self.maximumRounds = maximumRounds
    self.recorded = recorded
  }
}

/// A run record that stands in the place of the baseline.
public struct RecordedBaseline: Sendable, Hashable, Codable {
  /// The id of its run.
  public var runID: String
  /// The digest of its plan.
  public var planDigest: Digest
  /// Its age in seconds when the comparison began; nil in a verdict, in which no clock stands.
  public var age: Double?
  /// How old it may be, in seconds.
  public var maximumAge: Double
  /// How many of its trials stand against one trial of the candidate.
  public var trials: Int
  /// By how many new trials of each case the baseline is tested for drift; 0 when it is not.
  public var fresh: Int
  /// Why it is not tested again, when it is not.
  public var notTested: String?

  /// Makes the value from its parts.
  public init(
    runID: String, planDigest: Digest, age: Double? = nil, maximumAge: Double, trials: Int = 1, fresh: Int = 0,
    notTested: String? = nil
  ) {
    self.runID = runID
    self.planDigest = planDigest
    self.age = age
    self.maximumAge = maximumAge
    self.trials = trials
    self.fresh = fresh
    self.notTested = notTested
  }
}

/// Trials of a recorded baseline that together stand against one trial of the candidate.
///
/// Groups hold valid trials of one variant in index order, so that the mean of their outcomes has the rate of the case. The
/// candidate's partner has the index, variant and seed of the first.
package struct BaselineGroup: Sendable, Hashable {
  /// The index of its first trial, and of the candidate's partner.
  package var index: Int
  /// How many of its trials failed.
  package var failures: Int

  /// Makes the value from its parts.
  package init(index: Int, failures: Int) {
    self.index = index
    self.failures = failures
  }

  /// The groups of a case's recorded trials, by the index of their first; what is left over of a variant is not used.
  package static func groups(
    of trials: some Sequence<(index: Int, variant: String, failed: Bool)>, size: Int
  ) -> [BaselineGroup] {
    var open: [String: (group: BaselineGroup, count: Int)] = [:]
    var groups: [BaselineGroup] = []
    for trial in trials {
      var found = open[trial.variant] ?? (BaselineGroup(index: trial.index, failures: 0), 0)
      found.group.failures += trial.failed ? 1 : 0
      found.count += 1
      open[trial.variant] = found.count < max(1, size) ? found : nil
      if found.count >= max(1, size) { groups.append(found.group) }
    }
    return groups.sorted { $0.index < $1.index }
  }
}

extension ComparisonArm {
  /// The groups in which the valid trials of a case stand against a candidate, in index order.
  package func groups(of id: String, size: Int) -> [BaselineGroup] {
    let trials = (log.logs[id]?.outcomes ?? []).enumerated().compactMap { index, outcome in
      let traits = traits[id]?[index]
      return outcome == nil || outcome == .errored || traits?.isAfterStop == true
        ? nil : (index: index, variant: traits?.variant ?? "base", failed: outcome == .failed)
    }
    return BaselineGroup.groups(of: trials, size: size)
  }
}

/// Everything that a report of a comparison is made of.
public struct ComparisonReport: Sendable, Hashable {
  /// The verdict.
  public var verdict: ComparisonVerdict
  /// What the baseline's record says beside it.
  public var baseline: RunFacts
  /// What the candidate's record says beside it.
  public var candidate: RunFacts
  /// For each case id, discordant pairs with their transcripts, bounded.
  public var pairs: [String: [TrialPair]]
  /// How long trials took in both arms: it depends on the machine, so it is no part of the verdict.
  public var latency: DistributionMetric?
  /// The folder of the baseline's run, as the user would type it.
  public var baselineDirectory: String
  /// The folder of the candidate's run.
  public var candidateDirectory: String
  /// The words of the command that decides again from the records.
  public var redecide: [String]

  /// Makes the value from its parts.
  public init(
    verdict: ComparisonVerdict, baseline: RunFacts, candidate: RunFacts, pairs: [String: [TrialPair]],
    latency: DistributionMetric? = nil, baselineDirectory: String, candidateDirectory: String,
    redecide: [String]
  ) {
    self.verdict = verdict
    self.baseline = baseline
    self.candidate = candidate
    self.pairs = pairs
    self.latency = latency
    self.baselineDirectory = baselineDirectory
    self.candidateDirectory = candidateDirectory
    self.redecide = redecide
  }
}

/// Two trials of one case with the same index and seed.
public struct TrialPair: Sendable, Hashable {
  /// The baseline's.
  public var baseline: TrialRecord
  /// The candidate's.
  public var candidate: TrialRecord

  /// Makes the value from its parts.
  public init(
    baseline: TrialRecord, candidate: TrialRecord
  ) {
    self.baseline = baseline
    self.candidate = candidate
  }
}

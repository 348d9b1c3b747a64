/// How a case changed between the arms, by the interval of its difference against the margin, tested in this order.
public enum ChangeClass: String, Sendable, Codable, Hashable, CaseIterable {
  /// The interval lies within the margin on both sides.
  case same
  /// The interval lies below zero.
  case better
  /// The interval lies above zero.
  case worse
  /// None of these was shown.
  case unclear
  /// The baseline did not run it.
  case new
  /// The candidate did not run it.
  case gone
  /// The two runs mean different cases by its id.
  case changed

  /// Whether pairs of it exist at all.
  public var isComparable: Bool { self != .new && self != .gone && self != .changed }
}

/// What was found of one case in both arms.
public struct CaseComparison: Sendable, Hashable, Codable {
  /// The id.
  public var id: String
  /// The title.
  public var title: String
  /// The case file, relative to the evalset.
  public var file: String
  /// Its effective severity.
  public var severity: Severity
  /// Its failure pattern.
  public var pattern: String
  /// Who answers for it.
  public var owner: String?
  /// The id of the incident that it guards against.
  public var incident: String
  /// How it changed.
  public var change: ChangeClass
  /// The fixed words of that class.
  public var phrase: String
  /// The finding as a sentence with numbers.
  public var sentence: String
  /// Its trials with the baseline; nil when the baseline did not run it.
  public var baseline: ArmCounts?
  /// Its trials with the candidate; nil when the candidate did not run it.
  public var candidate: ArmCounts?
  /// The outcomes of its pairs.
  public var table: PairTable?
  /// The difference of its failure rates with its interval, which holds for this case alone.
  public var difference: DifferenceEstimate?
  /// One over the evidence that the candidate fails more often in it, at most 1.
  public var p: Double?
  /// The same after Holm over all compared cases.
  public var pAdjusted: Double?
  /// Whether it is shown to be worse over all comparisons together.
  public var isShownWorse: Bool
  /// While unclear: further pairs without a difference that would show that it is the same.
  public var pairsNeeded: Int?
  /// The pairs in which the arms differ, those in which only the candidate failed first; at most 50.
  public var discordant: [DiscordantPair]

  /// Makes the value from its parts.
  public init(
    id: String, title: String, file: String, severity: Severity, pattern: String, owner: String? = nil,
    incident: String, change: ChangeClass, phrase: String, sentence: String, baseline: ArmCounts? = nil,
    candidate: ArmCounts? = nil, table: PairTable? = nil, difference: DifferenceEstimate? = nil,
    p: Double? = nil, pAdjusted: Double? = nil, isShownWorse: Bool = false, pairsNeeded: Int? = nil,
    discordant: [DiscordantPair] = []
  ) {
    self.id = id
    self.title = title
    self.file = file
    self.severity = severity
    self.pattern = pattern
    self.owner = owner
    self.incident = incident
    self.change = change
    self.phrase = phrase
    self.sentence = sentence
    self.baseline = baseline
    self.candidate = candidate
    self.table = table
    self.difference = difference
    self.p = p
    self.pAdjusted = pAdjusted
    self.isShownWorse = isShownWorse
    self.pairsNeeded = pairsNeeded
    self.discordant = discordant
  }
}

/// The outcomes of pairs: one trial of each arm with the same case, variant, index and seed.
public struct PairTable: Sendable, Hashable, Codable {
  /// Pairs in which both passed.
  public var bothPassed: Int
  /// Pairs in which only the baseline failed.
  public var onlyBaselineFailed: Int
  /// Pairs in which only the candidate failed.
  public var onlyCandidateFailed: Int
  /// Pairs in which both failed.
  public var bothFailed: Int

  /// Makes the value from its parts.
  public init(
    bothPassed: Int = 0, onlyBaselineFailed: Int = 0, onlyCandidateFailed: Int = 0, bothFailed: Int = 0
  ) {
    self.bothPassed = bothPassed
    self.onlyBaselineFailed = onlyBaselineFailed
    self.onlyCandidateFailed = onlyCandidateFailed
    self.bothFailed = bothFailed
  }
}

extension PairTable {
  /// All pairs.
  public var pairs: Int { bothPassed + onlyBaselineFailed + onlyCandidateFailed + bothFailed }

  /// Pairs in which the arms differ.
  public var discordant: Int { onlyBaselineFailed + onlyCandidateFailed }

  /// The failures of the baseline.
  public var baselineFailures: Int { onlyBaselineFailed + bothFailed }

  /// The failures of the candidate.
  public var candidateFailures: Int { onlyCandidateFailed + bothFailed }
}

/// A difference of failure rates, candidate minus baseline, valid at any stop.
public struct DifferenceEstimate: Sendable, Hashable, Codable {
  /// The observed difference.
  public var estimate: Double
  /// The lower bound, rounded down when printed.
  public var lower: Double
  /// The upper bound, rounded up when printed.
  public var upper: Double

  /// Makes the value from its parts.
  public init(
    estimate: Double, lower: Double, upper: Double
  ) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
  }
}

/// A pair in which one arm failed and the other did not.
public struct DiscordantPair: Sendable, Hashable, Codable {
  /// The index of both trials.
  public var index: Int
  /// Whether the candidate failed; otherwise the baseline did.
  public var candidateFailed: Bool

  /// Makes the value from its parts.
  public init(
    index: Int, candidateFailed: Bool
  ) {
    self.index = index
    self.candidateFailed = candidateFailed
  }
}

/// What a shown difference of the outputs beside pass and fail does to a comparison.
public enum OutputShifts: String, Sendable, Codable, Hashable, CaseIterable {
  /// It is a warning.
  case warn
  /// It turns a pass into a fail.
  case block
}

/// How a candidate is compared with a baseline; part of the policy, versioned with the evalset.
public struct ComparisonPolicy: Sendable, Hashable, Codable {
  /// The largest acceptable difference of the average failure rates, by severity.
  public var margin: ComparisonMargins
  /// Most pairs over all cases; nil means 40 rounds, and at least 50 / margin.
  public var maximumPairs: Int?
  /// How old a recorded baseline may be, in seconds.
  public var maximumAge: Double
  /// How many baseline trials of a record stand against one trial of the candidate.
  public var baselineTrials: Int
  /// By how many new trials of each case a recorded baseline is tested for drift; 0 never does.
  public var freshTrials: Int
  /// What a shown difference of the outputs does.
  public var outputShifts: OutputShifts

  /// Makes the value from its parts.
  public init(
    margin: ComparisonMargins = ComparisonMargins(), maximumPairs: Int? = nil, maximumAge: Double = 86_400,
    baselineTrials: Int = 1, freshTrials: Int = 5, outputShifts: OutputShifts = .warn
  ) {
    self.margin = margin
    self.maximumPairs = maximumPairs
    self.maximumAge = maximumAge
    self.baselineTrials = baselineTrials
    self.freshTrials = freshTrials
    self.outputShifts = outputShifts
  }

  private enum CodingKeys: String, CodingKey {
    case margin
    case maximumPairs = "max_pairs"
    case maximumAge = "max_age"
    case baselineTrials = "baseline_trials"
    case freshTrials = "fresh_trials"
    case outputShifts = "output_shifts"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    margin = try container.decodeIfPresent(ComparisonMargins.self, forKey: .margin) ?? margin
    maximumPairs = try container.decodeIfPresent(Int.self, forKey: .maximumPairs)
    maximumAge = try container.decodeIfPresent(Double.self, forKey: .maximumAge) ?? maximumAge
    baselineTrials = try container.decodeIfPresent(Int.self, forKey: .baselineTrials) ?? baselineTrials
    freshTrials = try container.decodeIfPresent(Int.self, forKey: .freshTrials) ?? freshTrials
    outputShifts = try container.decodeIfPresent(OutputShifts.self, forKey: .outputShifts) ?? outputShifts
  }
}

/// The margin of a comparison for each severity: that of a suite is the largest of the severities in it.
public struct ComparisonMargins: Sendable, Hashable, Codable {
  /// Of a suite whose cases are all S1.
  public var s1: Double
  /// Of a suite with cases of S2.
  public var s2: Double
  /// Of a suite with cases of S3.
  public var s3: Double

  /// Makes the value from its parts.
  public init(s1: Double = 0.02, s2: Double = 0.05, s3: Double = 0.05) {
    self.s1 = s1
    self.s2 = s2
    self.s3 = s3
  }

  private enum CodingKeys: String, CodingKey {
    case s1 = "S1"
    case s2 = "S2"
    case s3 = "S3"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    s1 = try container.decodeIfPresent(Double.self, forKey: .s1) ?? s1
    s2 = try container.decodeIfPresent(Double.self, forKey: .s2) ?? s2
    s3 = try container.decodeIfPresent(Double.self, forKey: .s3) ?? s3
  }

  /// The margin of one severity.
  public subscript(severity: Severity) -> Double {
    switch severity {
    case .s1: s1
    case .s2: s2
    case .s3: s3
    }
  }

  /// The margin of a suite: the largest of its severities; without cases that of S2.
  public func margin(for severities: some Sequence<Severity>) -> Double {
    severities.map { self[$0] }.max() ?? s2
  }
}

extension Policy {
  /// The rules of comparisons, stated or not.
  public var comparisonRules: ComparisonPolicy { comparison ?? ComparisonPolicy() }
}

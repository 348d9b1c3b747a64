/// What `relapse prove` found: the case on the target of its incident and on the fixed one, each against the limit.
///
/// Holds no text of a model. What it says is true of the case with the digest of its line; after an amendment it is stale.
public struct CaseProof: Sendable, Hashable, Codable {
  /// The limit that both rates were held against.
  public var limit: Double
  /// One minus the chance of error of each of the two claims.
  public var confidence: Double
  /// The target of the incident.
  public var before: ProofArm
  /// The fixed target.
  public var after: ProofArm
  /// Whether a person let "not reproduced" stand.
  public var acceptsNotReproduced: Bool
  /// The id of the proof: the name of its folder of reports.
  public var id: String

  /// Makes the value from its parts.
  public init(
    limit: Double, confidence: Double, before: ProofArm, after: ProofArm, acceptsNotReproduced: Bool = false, id: String
  ) {
    self.limit = limit
    self.confidence = confidence
    self.before = before
    self.after = after
    self.acceptsNotReproduced = acceptsNotReproduced
    self.id = id
  }

  private enum CodingKeys: String, CodingKey {
    case limit
    case confidence
    case before
    case after
    case acceptsNotReproduced
    case id
  }
}

/// One target of a proof.
public struct ProofArm: Sendable, Hashable, Codable {
  /// The name of the target.
  public var target: String
  /// The digest of its surfaces.
  public var fingerprint: Digest
  /// The models as returned, sorted.
  public var models: [String]
  /// Failed trials.
  public var failures: Int
  /// Valid trials.
  public var valid: Int
  /// Errored trials.
  public var errored: Int
  /// The lower bound of the rate, rounded down, valid at any stop; nil without a valid trial.
  public var lower: Double?
  /// The upper bound of the rate, rounded up, valid at any stop; nil without a valid trial.
  public var upper: Double?
  /// What was shown.
  public var finding: ProofFinding

  /// Makes the value from its parts.
  public init(
    target: String, fingerprint: Digest, models: [String] = [], failures: Int, valid: Int, errored: Int,
    lower: Double? = nil, upper: Double? = nil, finding: ProofFinding
  ) {
    self.target = target
    self.fingerprint = fingerprint
    self.models = models
    self.failures = failures
    self.valid = valid
    self.errored = errored
    self.lower = lower
    self.upper = upper
    self.finding = finding
  }

  private enum CodingKeys: String, CodingKey {
    case target
    case fingerprint
    case models
    case failures
    case valid
    case errored
    case lower
    case upper
    case finding
  }
}

/// What was shown of one target of a proof.
public enum ProofFinding: String, Sendable, Codable, Hashable, CaseIterable {
  /// The incident's target fails above the limit.
  case reproduced
  /// The incident's target fails below the limit.
  case notReproduced = "not-reproduced"
  /// The fixed target fails below the limit.
  case fixed
  /// The fixed target fails above the limit.
  case notFixed = "not-fixed"
  /// Neither side of the limit was shown.
  case inconclusive
  /// It could not be judged.
  case error
}

extension CaseProof {
  /// The verdict on both targets together: a pass only when it was reproduced and is fixed.
  ///
  /// "Not reproduced" is undecided, for it shows nothing of the fix, unless a person accepted it.
  public var verdict: Verdict {
    let first: Verdict =
      switch before.finding {
      case .reproduced: .pass
      case .notReproduced: acceptsNotReproduced ? .pass : .inconclusive
      case .error: .error
      default: .inconclusive
      }
    let second: Verdict =
      switch after.finding {
      case .fixed: .pass
      case .notFixed: .fail
      case .error: .error
      default: .inconclusive
      }
    return first.combined(with: second)
  }

  /// Both rates in one line: `before 38/60 (reproduced), after 0/339 (fixed)`.
  public var line: String { "before \(before.words), after \(after.words)" }
}

extension ProofArm {
  /// The counts with the finding: `38/60 (reproduced)`.
  public var words: String {
    "\(failures)/\(valid) (\(finding.rawValue.split(separator: "-").joined(separator: " ")))"
  }
}

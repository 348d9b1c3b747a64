/// What became of an attribution.
public enum AttributionResult: String, Sendable, Codable, Hashable, CaseIterable {
  /// One surface carries more than half of the change.
  case oneSurface = "one-surface"
  /// No single surface does, two together do.
  case twoSurfaces = "two-surfaces"
  /// Nothing that was tried carries more than half.
  case unexplained
  /// The trials ended before it was shown.
  case undecided
  /// The candidate was not shown to be worse: there is nothing to attribute.
  case notWorse = "nothing-to-attribute"
  /// It could not be judged.
  case error = "attribution-error"
}

/// Which surface carries how much of a regression: the file `attribution.json`.
public struct AttributionVerdict: Sendable, Hashable, Codable {
  /// The version of this form.
  public var schemaVersion: String
  /// What decided.
  public var tool: ToolVersion
  /// What was found.
  public var result: AttributionResult
  /// The exit code that says it: that of the comparison.
  public var exitCode: Int
  /// What was found, in a sentence with numbers.
  public var sentence: String
  /// The name of the evalset.
  public var evalset: String
  /// The name of the baseline.
  public var baseline: String
  /// The name of the candidate.
  public var candidate: String
  /// The verdict of the comparison that came before.
  public var comparison: Verdict
  /// Its sentence.
  public var comparisonSentence: String
  /// The cases that regressed, on which the surfaces were exchanged.
  public var cases: [String]
  /// The whole change on these cases, candidate minus baseline; nil without rounds.
  public var total: DifferenceEstimate?
  /// The targets between baseline and candidate that were tried: single surfaces first, then pairs.
  public var swaps: [SwapFinding]
  /// What differs and could not be exchanged alone, in sentences.
  public var inseparable: [String]
  /// What remains unexplained, in a sentence.
  public var unexplained: String
  /// One minus the chance that any claim of this file about a swap is false.
  public var confidence: Double
  /// How the error is spent, in a sentence.
  public var method: String

  /// Makes the value from its parts.
  public init(
    schemaVersion: String = "1.0.0", tool: ToolVersion, result: AttributionResult, exitCode: Int, sentence: String,
    evalset: String, baseline: String, candidate: String, comparison: Verdict, comparisonSentence: String,
    cases: [String] = [], total: DifferenceEstimate? = nil, swaps: [SwapFinding] = [], inseparable: [String] = [],
    unexplained: String = "", confidence: Double, method: String = ""
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.result = result
    self.exitCode = exitCode
    self.sentence = sentence
    self.evalset = evalset
    self.baseline = baseline
    self.candidate = candidate
    self.comparison = comparison
    self.comparisonSentence = comparisonSentence
    self.cases = cases
    self.total = total
    self.swaps = swaps
    self.inseparable = inseparable
    self.unexplained = unexplained
    self.confidence = confidence
    self.method = method
  }
}

/// A target between baseline and candidate, and how much of the change it brings.
public struct SwapFinding: Sendable, Hashable, Codable {
  /// The surfaces that it has of the candidate.
  public var surfaces: [TargetSurface]
  /// What they are in the baseline.
  public var baseline: String
  /// What they are in the candidate.
  public var candidate: String
  /// What was shown: `most`, `part`, `little`, `less` or `open`.
  public var share: String
  /// The same as a sentence with numbers.
  public var sentence: String
  /// How much it fails more often than the baseline; nil without rounds.
  public var effect: DifferenceEstimate?
  /// How much the candidate fails more often than it.
  public var rest: DifferenceEstimate?
  /// Complete rounds that were used.
  public var rounds: Int
  /// Its trials, errored ones included.
  public var trials: Int
  /// How many errored.
  public var errored: Int
  /// Its failures by case, in the order of the attribution's cases.
  public var failures: [Int]

  /// Makes the value from its parts.
  public init(
    surfaces: [TargetSurface], baseline: String, candidate: String, share: String, sentence: String,
    effect: DifferenceEstimate? = nil, rest: DifferenceEstimate? = nil, rounds: Int = 0, trials: Int = 0,
    errored: Int = 0, failures: [Int] = []
  ) {
    self.surfaces = surfaces
    self.baseline = baseline
    self.candidate = candidate
    self.share = share
    self.sentence = sentence
    self.effect = effect
    self.rest = rest
    self.rounds = rounds
    self.trials = trials
    self.errored = errored
    self.failures = failures
  }
}

extension SwapFinding {
  /// The surfaces in words: `prompt`, `prompt and parameters`.
  public var name: String { surfaces.map(\.rawValue).joined(separator: " and ") }
}

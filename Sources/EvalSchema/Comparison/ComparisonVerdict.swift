/// The verdict on a candidate against a baseline by one evalset: the file `comparison.json`, and the only source of every
/// comparison report's words and numbers.
///
/// A pure function of the two plans and of the outcomes up to the decision: no clock, host, path, run id, concurrency, latency or
/// trial after the stop stands in it.
public struct ComparisonVerdict: Sendable, Hashable, Codable {
  /// The version of this form.
  public var schemaVersion: String
  /// What decided.
  public var tool: ToolVersion
  /// The verdict.
  public var verdict: Verdict
  /// The exit code that says it.
  public var exitCode: Int
  /// Why.
  public var reason: ComparisonReason
  /// Why, in a sentence with numbers.
  public var sentence: String
  /// The name of the evalset that judged both.
  public var evalset: String
  /// The largest acceptable difference of the average failure rates.
  public var margin: Double
  /// What the candidate was compared with.
  public var baseline: ArmIdentity
  /// What was judged.
  public var candidate: ArmIdentity
  /// Every surface that changes behavior, those that differ first.
  public var surfaces: [SurfaceChange]
  /// How it was decided.
  public var method: ComparisonMethod
  /// Counts.
  public var summary: ComparisonSummary
  /// The outcomes of the pairs of complete rounds, by which the average is judged.
  public var table: PairTable
  /// The average difference of the failure rates with the bounds that the verdict uses; nil without pairs.
  public var difference: DifferenceEstimate?
  /// Every case of either run, by id.
  public var cases: [CaseComparison]
  /// How the outputs of the arms differ beside their outcomes; they warn and never decide.
  public var metrics: [DistributionMetric]
  /// What the baseline says against its own record, when one was given.
  public var drift: DriftCheck?
  /// The record in the place of the baseline; nil when both arms were run, or two records were given.
  public var recordedBaseline: RecordedBaseline?
  /// What a reader must know beside the verdict.
  public var warnings: [Diagnostic]

  /// Makes the value from its parts.
  public init(
    schemaVersion: String = "1.0.0", tool: ToolVersion, verdict: Verdict, exitCode: Int,
    reason: ComparisonReason, sentence: String, evalset: String, margin: Double, baseline: ArmIdentity,
    candidate: ArmIdentity, surfaces: [SurfaceChange], method: ComparisonMethod, summary: ComparisonSummary,
    table: PairTable, difference: DifferenceEstimate? = nil, cases: [CaseComparison],
    metrics: [DistributionMetric] = [], drift: DriftCheck? = nil,
    recordedBaseline: RecordedBaseline? = nil, warnings: [Diagnostic] = []
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.verdict = verdict
    self.exitCode = exitCode
    self.reason = reason
    self.sentence = sentence
    self.evalset = evalset
    self.margin = margin
    self.baseline = baseline
    self.candidate = candidate
    self.surfaces = surfaces
    self.method = method
    self.summary = summary
    self.table = table
    self.difference = difference
    self.cases = cases
    self.metrics = metrics
    self.drift = drift
    self.recordedBaseline = recordedBaseline
    self.warnings = warnings
  }
}

/// One of the two targets with what its record was made by.
public struct ArmIdentity: Sendable, Hashable, Codable {
  /// The target.
  public var target: TargetIdentity
  /// The digest of the evalset's manifest and cases.
  public var evalsetDigest: Digest
  /// The version of the policy.
  public var policyVersion: Int
  /// The digest of the plan.
  public var planDigest: Digest
  /// The seed of the run.
  public var seed: UInt64
  /// What wrote the record.
  public var tool: ToolVersion
  /// The trials of the cases that were compared.
  public var counts: ArmCounts

  /// Makes the value from its parts.
  public init(
    target: TargetIdentity, evalsetDigest: Digest, policyVersion: Int, planDigest: Digest, seed: UInt64,
    tool: ToolVersion, counts: ArmCounts
  ) {
    self.target = target
    self.evalsetDigest = evalsetDigest
    self.policyVersion = policyVersion
    self.planDigest = planDigest
    self.seed = seed
    self.tool = tool
    self.counts = counts
  }
}

/// Trials of one arm: asked = valid + errored, always.
public struct ArmCounts: Sendable, Hashable, Codable {
  /// Trials that came before the stop.
  public var asked: Int
  /// Trials with an outcome.
  public var valid: Int
  /// Trials without one.
  public var errored: Int
  /// Trials that failed.
  public var failures: Int
  /// Valid trials whose partner in the other arm is missing or errored.
  public var unpaired: Int

  /// Makes the value from its parts.
  public init(
    asked: Int = 0, valid: Int = 0, errored: Int = 0, failures: Int = 0, unpaired: Int = 0
  ) {
    self.asked = asked
    self.valid = valid
    self.errored = errored
    self.failures = failures
    self.unpaired = unpaired
  }
}

/// How a comparison was decided, for the reader who checks.
public struct ComparisonMethod: Sendable, Hashable, Codable {
  /// The version of the rule.
  public var rule: String
  /// One minus α.
  public var confidence: Double
  /// The cases that were compared: as many single comparisons were made.
  public var comparisons: Int
  /// Whether the records were made together, pair by pair; otherwise two runs of their own were paired afterwards.
  public var isPairedRun: Bool
  /// What the verdict claims and with which chance it errs, in a sentence.
  public var statement: String
  /// What the number of comparisons means, in a sentence.
  public var multiplicity: String

  /// Makes the value from its parts.
  public init(
    rule: String = "pairs-1", confidence: Double, comparisons: Int, isPairedRun: Bool, statement: String,
    multiplicity: String
  ) {
    self.rule = rule
    self.confidence = confidence
    self.comparisons = comparisons
    self.isPairedRun = isPairedRun
    self.statement = statement
    self.multiplicity = multiplicity
  }
}

/// Counts of cases, rounds and pairs.
public struct ComparisonSummary: Sendable, Hashable, Codable {
  /// Cases of either run.
  public var cases: Int
  /// Cases with at least one pair.
  public var compared: Int
  /// Cases of the class `same`.
  public var same: Int
  /// Cases of the class `better`.
  public var better: Int
  /// Cases of the class `worse`.
  public var worse: Int
  /// Cases of the class `unclear`.
  public var unclear: Int
  /// Cases of the class `new`.
  public var new: Int
  /// Cases of the class `gone`.
  public var gone: Int
  /// Cases of the class `changed`.
  public var changed: Int
  /// Cases that are shown to be worse over all comparisons together.
  public var shownWorse: Int
  /// Complete rounds: one pair of every compared case.
  public var rounds: Int
  /// Pairs of all cases, those beyond the complete rounds included.
  public var pairs: Int
  /// While undecided: further pairs without a difference that would show a pass.
  public var pairsNeeded: Int?

  /// Makes the value from its parts.
  public init(
    cases: Int = 0, compared: Int = 0, same: Int = 0, better: Int = 0, worse: Int = 0, unclear: Int = 0,
    new: Int = 0, gone: Int = 0, changed: Int = 0, shownWorse: Int = 0, rounds: Int = 0, pairs: Int = 0,
    pairsNeeded: Int? = nil
  ) {
    self.cases = cases
    self.compared = compared
    self.same = same
    self.better = better
    self.worse = worse
    self.unclear = unclear
    self.new = new
    self.gone = gone
    self.changed = changed
    self.shownWorse = shownWorse
    self.rounds = rounds
    self.pairs = pairs
    self.pairsNeeded = pairsNeeded
  }
}

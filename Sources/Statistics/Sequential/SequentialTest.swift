/// The state of one sequential test: a pure machine fed with outcomes in the order of the trial index.
///
/// The first verdict is kept: later trials move the counts, never the verdict. Cost of an observation: a few
/// comparisons. Two machines with equal staircases and equal (trials, failures, verdict, decidedAt) behave alike.
public struct SequentialTest: Sendable, Hashable {
  /// The rule.
  public let staircases: Staircases
  /// Trials seen so far.
  public private(set) var trials: Int
  /// Failures among them.
  public private(set) var failures: Int
  /// The verdict, nil while the test goes on.
  public private(set) var verdict: SequentialVerdict?
  /// The number of trials at which the verdict was given.
  public private(set) var decidedAt: Int?
  /// The number of failures at which the verdict was given.
  public private(set) var failuresAtVerdict: Int?

  /// Starts a test, or resumes an undecided one from its two counts, which are looked at once.
  public init(_ staircases: Staircases, trials: Int = 0, failures: Int = 0) {
    self.staircases = staircases
    self.trials = trials
    self.failures = failures
    look()
  }

  /// Resumes a test that has its verdict.
  ///
  /// `trials` and `failures` may count trials after the verdict; they do not change it.
  public init(
    _ staircases: Staircases, trials: Int, failures: Int, verdict: SequentialVerdict, decidedAt: Int,
    failuresAtVerdict: Int
  ) {
    self.staircases = staircases
    self.trials = trials
    self.failures = failures
    self.verdict = verdict
    self.decidedAt = decidedAt
    self.failuresAtVerdict = failuresAtVerdict
  }

  /// Counts one trial and looks.
  public mutating func observe(failed: Bool) {
    trials += 1
    if failed { failures += 1 }
    look()
  }

  /// Counts one batch, or one round of a pooled test, and looks only at its end.
  public mutating func observe(trials: Int, failures: Int) {
    self.trials += trials
    self.failures += failures
    look()
  }

  /// Failure-free trials left until a PASS, if all of them pass; nil when decided or when no PASS can be reached.
  public var cleanTrialsToPass: Int? {
    guard verdict == nil, failures >= 0, failures <= staircases.maximumFailures else { return nil }
    return staircases.passSince[failures] - trials
  }

  /// Trials left in the budget; 0 when decided.
  public var trialsLeft: Int { verdict == nil ? max(0, staircases.design.budget - trials) : 0 }

  private mutating func look() {
    guard verdict == nil, let reached = staircases.verdict(trials: trials, failures: failures) else { return }
    verdict = reached
    decidedAt = trials
    failuresAtVerdict = failures
  }
}

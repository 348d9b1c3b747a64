package import EvalSchema

/// Whether and when a failed request is tried again: a pure state machine, without a clock and without dice.
///
/// Exponential backoff with full jitter (Brooker, "Exponential backoff and jitter", 2015): the n-th wait is uniform between
/// 0 and `base · 2ⁿ`, at most `cap`. A provider's `Retry-After` is the least wait, itself capped; jitter comes on top of it, so
/// that clients which were refused together do not come back together.
package struct RetryPolicy: Sendable, Hashable {
  /// What to do about a failure.
  package enum Decision: Sendable, Hashable {
    /// The failure stands.
    case giveUp
    /// Try again after so many seconds.
    case wait(seconds: Double)
  }

  /// Most further tries of one request.
  package var retries: Int
  /// The ceiling of the first wait, in seconds.
  package var base: Double
  /// The ceiling of every wait that the provider did not ask for, in seconds.
  package var cap: Double
  /// The longest `Retry-After` that is honored, in seconds; a longer one is cut to it.
  package var retryAfterCap: Double
  /// Seconds after which no further try begins, counted from the first try; waits are part of it.
  package var budget: Double

  /// Makes the policy from its parts.
  package init(
    retries: Int = 4, base: Double = 0.5, cap: Double = 30, retryAfterCap: Double = 60, budget: Double = 600
  ) {
    self.retries = retries
    self.base = base
    self.cap = cap
    self.retryAfterCap = retryAfterCap
    self.budget = budget
  }

  /// The policy of a target.
  package init(limits: TargetLimits) { self.init(retries: limits.retries) }

  /// About the longest that one request is tried, in seconds, its time on the wire aside. A target that accepts nothing for longer
  /// is not only busy.
  package var longest: Double { min(budget, Double(retries + 1) * retryAfterCap) }

  /// What to do about a failure.
  ///
  /// - Parameters:
  ///   - attempt: which try failed, from 0.
  ///   - elapsed: seconds since the first try began.
  ///   - unit: a random number in 0..<1.
  package func decision(
    after failure: AdapterFailure, attempt: Int, elapsed: Double, unit: Double
  ) -> Decision {
    guard failure.kind.isRetryable, attempt < retries else { return .giveUp }
    let unit = unit.isFinite ? min(max(unit, 0), 1) : 0
    let ceiling = min(cap, base * Double(UInt64(1) << UInt64(min(max(attempt, 0), 32))))
    var seconds = unit * ceiling
    if let asked = failure.retryAfter, asked >= 0 {
      seconds = min(asked, retryAfterCap) + unit * min(base, ceiling)
    }
    return elapsed + seconds > budget ? .giveUp : .wait(seconds: seconds)
  }
}

/// The runs test of Wald and Wolfowitz 1940: do the failures of a sequence stand together?
///
/// A run is a longest stretch of equal outcomes. Given the counts, every order is equally likely when the trials are
/// exchangeable; failures that share a cause come in fewer runs. The law of the number of runs is exact: by the outcomes at
/// both ends it is a mixture of three hypergeometric laws (Stevens 1939).
public struct RunsTest: Sendable, Hashable {
  /// The number of runs.
  public let runs: Int
  /// P(as few runs or fewer), one-sided, exact; 1 when all outcomes are equal.
  public let clustered: Double

  /// Tests a sequence; true is a failure. O(n).
  public init(_ outcomes: some Sequence<Bool>) {
    var last: Bool?
    var counts = (failures: 0, passes: 0, runs: 0)
    for failed in outcomes {
      if failed { counts.failures += 1 } else { counts.passes += 1 }
      if failed != last { counts.runs += 1 }
      last = failed
    }
    self.init(failures: counts.failures, passes: counts.passes, runs: counts.runs)
  }

  /// Tests `runs` runs of `failures` failures and `passes` passes.
  public init(failures: Int, passes: Int, runs: Int) {
    self.runs = runs
    guard failures > 0, passes > 0 else {
      clustered = 1
      return
    }
    let (f, p) = (Double(failures), Double(passes))
    let pairs = (f + p) * (f + p - 1)
    let rest = failures + passes - 2
    // Runs are even when the ends differ, and odd when both are failures or both are passes.
    let mixed = Hypergeometric(total: rest, marked: failures - 1, drawn: passes - 1)
    var sum = 2 * f * p / pairs * Self.cumulative(mixed, runs / 2 - 1)
    if failures > 1 {
      let failing = Hypergeometric(total: rest, marked: failures - 1, drawn: passes)
      sum += f * (f - 1) / pairs * Self.cumulative(failing, (runs + 1) / 2 - 1)
    }
    if passes > 1 {
      let passing = Hypergeometric(total: rest, marked: passes - 1, drawn: failures)
      sum += p * (p - 1) / pairs * Self.cumulative(passing, (runs + 1) / 2 - 1)
    }
    clustered = min(1, max(0, sum))
  }

  private static func cumulative(_ law: Hypergeometric, _ k: Int) -> Double { k < 0 ? 0 : law.cumulative(k) }
}

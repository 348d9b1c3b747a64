extension Staircases {
  /// The staircases of a test that ended inconclusive and is continued up to `budget` trials.
  ///
  /// Up to the old budget nothing changes; after it only the evidence passes, without a final look. The false-PASS
  /// probability of the joined rule may exceed alpha by a little: print `1 - falsePass` instead of 1 - alpha.
  /// Resume with `SequentialTest(extended, trials: n, failures: k)`. A budget not above the old one changes nothing.
  public func extended(to budget: Int) -> Staircases {
    budget > design.budget ? Staircases(joining: self, to: budget) : self
  }

  /// The exact probability of a PASS at p = limit: the level of the rule, its worst case over all rates >= limit.
  ///
  /// Counts every run that can PASS, also those that an intermediate stop "out of reach" would have ended before an
  /// extension. O(budget x width).
  public var falsePass: Double {
    var walk = FailureWalk(rate: evidence.limit)
    var sum = 0.0
    while walk.trials < design.budget, !walk.isEmpty {
      walk.step()
      sum += takePasses(&walk)
      _ = takeFails(&walk)
    }
    return sum
  }
}

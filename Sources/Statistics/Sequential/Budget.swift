/// Budgets worth having: the closed design gains a failure only at certain budgets.
public enum Budget {
  /// The largest useful step up to `budget`: the smallest budget that allows as many failures as `budget` does.
  ///
  /// Trials between two steps are wasted. For a limit of 1% the steps are 299, 529, 721, 900, 1069, 1231, ... Returns
  /// `budget` itself when it is too small to decide. `failAlpha` is that of the design, `alpha` when nil: how often a FAIL
  /// ends a run before its budget moves the steps by some trials. One walk of O(budget x width).
  public static func snapped(limit: Double, alpha: Double = 0.05, failAlpha: Double? = nil, budget: Int) -> Int {
    steps(limit: limit, alpha: alpha, failAlpha: failAlpha, budget: budget).last?.budget ?? budget
  }

  /// The useful budgets up to `budget`, each with the most failures it allows, rising.
  public static func steps(
    limit: Double, alpha: Double = 0.05, failAlpha: Double? = nil, budget: Int
  ) -> [(budget: Int, failures: Int)] {
    let open = Staircases(
      SequentialDesign(limit: limit, passAlpha: alpha, failAlpha: failAlpha ?? alpha, budget: budget, closing: .open))
    var walk = FailureWalk(rate: limit)
    var steps: [(budget: Int, failures: Int)] = []
    var spent = 0.0
    while walk.trials < open.design.budget, !walk.isEmpty {
      walk.step()
      var sum = spent
      var allowed = -1
      for k in 0...walk.high {
        sum += walk.probability(of: k)
        guard sum <= alpha else { break }
        allowed = k
      }
      allowed = max(allowed, open.passAt(walk.trials))
      if allowed > (steps.last?.failures ?? -1) { steps.append((budget: walk.trials, failures: allowed)) }
      spent += open.takePasses(&walk)
      _ = open.takeFails(&walk)
    }
    return steps
  }

  /// The trials of the classical plan without a failure: the smallest n with (1-limit)^n <= alpha.
  ///
  /// nil when no number of trials is enough (limit 0) or the arguments are not rates.
  public static func zeroFailureTrials(limit: Double, alpha: Double = 0.05) -> Int? {
    guard limit > 0, limit <= 1, alpha > 0 else { return nil }
    guard alpha < 1 else { return 0 }
    let enough = { (n: Double) in n * ln1p(-limit) <= ln(alpha) }
    var trials = max(1, (ln(alpha) / ln1p(-limit)).rounded(.up))
    if !enough(trials) { trials += 1 }
    if trials > 1, enough(trials - 1) { trials -= 1 }
    return trials < 9e18 ? Int(trials) : nil
  }
}

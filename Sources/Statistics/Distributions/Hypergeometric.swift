/// The hypergeometric distribution: how many of `drawn` items are marked when `marked` of `total` are.
struct Hypergeometric {
  let total: Int
  let marked: Int
  let drawn: Int

  /// The smallest possible number of marked items drawn.
  var least: Int { max(0, drawn - (total - marked)) }
  /// The largest possible number of marked items drawn.
  var most: Int { min(drawn, marked) }
  /// The most probable number.
  var mode: Int {
    min(most, max(least, Int((Double(drawn + 1) * Double(marked + 1) / Double(total + 2)).rounded(.down))))
  }

  /// P(X = k), from three saddle-point binomial densities (Loader 2000).
  func probability(_ k: Int) -> Double {
    guard k >= least, k <= most else { return 0 }
    guard total > 0 else { return 1 }
    let rate = Double(drawn) / Double(total)
    let rest = total - marked
    return exponential(
      Binomial.logProbability(k, trials: marked, rate: rate)
        + Binomial.logProbability(drawn - k, trials: rest, rate: rate)
        - Binomial.logProbability(drawn, trials: total, rate: rate))
  }

  /// P(X <= k), summed from k downwards, or from k + 1 upwards when k is above the mode.
  func cumulative(_ k: Int) -> Double {
    if k < least { return 0 }
    if k >= most { return 1 }
    return k <= mode ? min(1, sumDown(from: k)) : 1 - sumUp(from: k + 1)
  }

  /// The sum of the probabilities of k, k-1, ...; k at most the mode, so that they fall.
  func sumDown(from k: Int) -> Double {
    var term = probability(k)
    var sum = 0.0
    var i = k
    while i >= least, term > sum * 1e-18 {
      sum += term
      term *= Double(i) * Double(total - marked - drawn + i) / (Double(marked - i + 1) * Double(drawn - i + 1))
      i -= 1
    }
    return sum
  }

  /// The sum of the probabilities of k, k+1, ...; k at least the mode, so that they fall.
  func sumUp(from k: Int) -> Double {
    var term = probability(k)
    var sum = 0.0
    var i = k
    while i <= most, term > sum * 1e-18 {
      sum += term
      term *= Double(marked - i) * Double(drawn - i) / (Double(i + 1) * Double(total - marked - drawn + i + 1))
      i += 1
    }
    return sum
  }
}

/// A mixture of constant bets against one hypothesis, as a function of how often each outcome was seen.
///
/// The value is sum over bets j of w_j * prod over outcomes i of f_ij^(count_i): the fortune of a gambler who starts
/// with 1, splits it by the weights w over several strategies, and multiplies by f_ij whenever outcome i is seen
/// (Kelly 1956; Waudby-Smith and Ramdas 2024, section 4). It is kept as a logarithm, because the fortune leaves the
/// range of a double within a few thousand trials.
struct BettingMixture: Sendable, Hashable {
  /// One strategy: the logarithms of its share of the start capital and of its factor per outcome.
  struct Bet: Sendable, Hashable {
    let logWeight: Double
    let first: Double
    let second: Double
    let third: Double
  }

  let bets: [Bet]

  /// ln of the fortune after `first`, `second` and `third` outcomes of each kind, by log-sum-exp.
  func logValue(_ first: Int, _ second: Int, _ third: Int = 0) -> Double {
    let a = Double(first)
    let b = Double(second)
    let c = Double(third)
    var largest = -Double.infinity
    for bet in bets {
      let value = bet.logWeight + a * bet.first + b * bet.second + c * bet.third
      if value > largest { largest = value }
    }
    if !largest.isFinite { return largest }
    var sum = 0.0
    for bet in bets {
      sum += exponential(bet.logWeight + a * bet.first + b * bet.second + c * bet.third - largest)
    }
    return largest + ln(sum)
  }
}

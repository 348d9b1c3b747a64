/// How a paired design behaves at one true difference and discordance: exact, by dynamic programming.
///
/// The state is (plus, minus); P(plus) = (nu + D)/2 and P(minus) = (nu - D)/2 per pair. For a given minus the runs with
/// few plus PASS and those with many FAIL, and both borders only rise with the number of pairs, so two pointers per
/// minus replace the evaluation of the evidence. O(pairs x plus x minus) over the states of noticeable probability.
public struct PairedOperatingCharacteristics: Sendable {
  /// The probability of a PASS.
  public private(set) var pass = 0.0
  /// The probability of a FAIL.
  public private(set) var fail = 0.0
  /// The probability that the budget ends the test.
  public private(set) var budget = 0.0
  /// The expected number of pairs.
  public private(set) var expectedPairs = 0.0

  private static let negligible = 1e-30

  /// Computes the behaviour of `design` at the true `difference` and `discordance`, looking every `roundSize` pairs.
  ///
  /// `discordance` is the chance that the arms differ; nil unless |difference| <= discordance <= 1.
  public init?(_ design: PairedDesign, difference: Double, discordance: Double, roundSize: Int = 1) {
    guard abs(difference) <= discordance, discordance <= 1 else { return nil }
    let chance = (
      plus: (discordance + difference) / 2, zero: 1 - discordance, minus: (discordance - difference) / 2
    )
    var borders = Borders(design)
    var rows = [Row(low: 0, mass: [1])]
    var pairs = 0
    while pairs < design.budget, rows.contains(where: { !$0.mass.isEmpty }) {
      pairs += 1
      rows = Self.step(rows, chance)
      guard pairs % max(1, roundSize) == 0 || pairs == design.budget else { continue }
      var passed = 0.0
      var failed = 0.0
      var ended = 0.0
      for minus in rows.indices where !rows[minus].mass.isEmpty {
        borders.move(minus: minus, pairs: pairs, atMost: rows[minus].low + rows[minus].mass.count)
        passed += rows[minus].takeBelow(borders.passBelow[minus])
        failed += rows[minus].takeFrom(borders.failFrom[minus])
        if pairs == design.budget { ended += rows[minus].takeBelow(.max) }
      }
      pass += passed
      fail += failed
      budget += ended
      expectedPairs += Double(pairs) * (passed + failed + ended)
    }
  }

  /// The undecided runs with one number of minus: the probability per number of plus, from `low` up.
  private struct Row: Sendable {
    var low: Int
    var mass: [Double]

    /// Takes the runs with fewer than `plus` out.
    mutating func takeBelow(_ plus: Int) -> Double {
      let count = min(mass.count, max(0, plus - low))
      let taken = mass[..<count].reduce(0, +)
      mass.removeFirst(count)
      low += count
      return taken
    }

    /// Takes the runs with `plus` or more out.
    mutating func takeFrom(_ plus: Int) -> Double {
      let keep = min(mass.count, max(0, plus - low))
      let taken = mass[keep...].reduce(0, +)
      mass.removeLast(mass.count - keep)
      return taken
    }
  }

  /// One more pair.
  private static func step(_ rows: [Row], _ chance: (plus: Double, zero: Double, minus: Double)) -> [Row] {
    var result: [Row] = []
    result.reserveCapacity(rows.count + 1)
    for minus in 0...rows.count {
      let same = minus < rows.count ? rows[minus] : Row(low: 0, mass: [])
      let fewer = minus > 0 ? rows[minus - 1] : Row(low: 0, mass: [])
      var low = Int.max
      var end = 0
      if !same.mass.isEmpty { (low, end) = (same.low, same.low + same.mass.count + 1) }
      if !fewer.mass.isEmpty { (low, end) = (min(low, fewer.low), max(end, fewer.low + fewer.mass.count)) }
      guard low < end else {
        result.append(Row(low: 0, mass: []))
        continue
      }
      var mass = [Double](repeating: 0, count: end - low)
      mass.withUnsafeMutableBufferPointer { target in
        for (index, value) in same.mass.enumerated() {
          target[same.low - low + index] += value * chance.zero
          target[same.low - low + index + 1] += value * chance.plus
        }
        for (index, value) in fewer.mass.enumerated() { target[fewer.low - low + index] += value * chance.minus }
      }
      let first = mass.firstIndex { $0 >= negligible } ?? mass.endIndex
      let last = mass.lastIndex { $0 >= negligible } ?? mass.startIndex - 1
      result.append(first <= last ? Row(low: low + first, mass: Array(mass[first...last])) : Row(low: 0, mass: []))
    }
    while let last = result.last, last.mass.isEmpty, result.count > 1 { result.removeLast() }
    return result
  }

  /// Per number of minus: below which plus a run PASSes and from which it FAILs.
  private struct Borders {
    let evidence: PairedEvidence
    let passThreshold: Double
    let failThreshold: Double
    var passBelow: [Int] = []
    var failFrom: [Int] = []

    init(_ design: PairedDesign) {
      evidence = PairedEvidence(margin: design.margin)
      passThreshold = -ln(design.passAlpha)
      failThreshold = -ln(design.failAlpha)
    }

    /// Moves the borders of `minus` up to where they are after `pairs` pairs, not beyond `limit` plus.
    mutating func move(minus: Int, pairs: Int, atMost limit: Int) {
      while passBelow.count <= minus {
        passBelow.append(0)
        failFrom.append(0)
      }
      func counts(_ plus: Int) -> PairCounts {
        PairCounts(plus: plus, zero: pairs - plus - minus, minus: minus)
      }
      while passBelow[minus] < limit, passBelow[minus] + minus <= pairs,
        evidence.logNotWorse(counts(passBelow[minus])) >= passThreshold
      {
        passBelow[minus] += 1
      }
      while failFrom[minus] < limit, failFrom[minus] + minus <= pairs,
        evidence.logWorse(counts(failFrom[minus])) < failThreshold
      {
        failFrom[minus] += 1
      }
    }
  }
}

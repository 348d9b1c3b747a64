/// The exact distribution of the number of failures of a run that is still undecided, trial by trial.
///
/// f_0 = {0: 1}; after a trial f_n(k) = (1-p) f_{n-1}(k) + p f_{n-1}(k-1); a rule takes the decided part away. Only the
/// live band `low...high` is kept. Nothing cancels; what lies at the rims below 1e-40 is dropped.
package struct FailureWalk: Sendable {
  /// Trials so far.
  package private(set) var trials = 0
  /// The fewest failures an undecided run can have.
  package private(set) var low = 0
  /// The most failures an undecided run can have; below `low` when all runs are decided.
  package private(set) var high = 0
  private let rate: Double
  private var mass: [Double] = [1]
  private static let negligible = 1e-40

  /// Starts a walk of trials that fail with probability `rate`, clamped to 0...1.
  package init(rate: Double) {
    self.rate = rate > 0 ? min(rate, 1) : 0
    mass.reserveCapacity(64)
  }

  /// Whether every run is decided.
  package var isEmpty: Bool { high < low }

  /// The probability of being undecided with `failures` failures.
  package func probability(of failures: Int) -> Double {
    failures < low || failures > high ? 0 : mass[failures]
  }

  /// One more trial; O(width of the band).
  package mutating func step() {
    trials += 1
    guard high >= low else { return }
    let failure = rate
    let success = 1 - rate
    let from = low
    let to = high
    if mass.count < to + 2 { mass.append(contentsOf: repeatElement(0, count: to + 2)) }
    // f + p (f' - f) instead of (1-p) f + p f': the rounding of 1 - p would be repeated in every trial.
    mass.withUnsafeMutableBufferPointer { f in
      f[to + 1] = f[to] * failure
      var k = to
      if failure <= 0.5 {
        while k > from {
          f[k] += failure * (f[k - 1] - f[k])
          k -= 1
        }
        f[from] -= f[from] * failure
      } else {
        while k > from {
          f[k] = f[k - 1] + success * (f[k] - f[k - 1])
          k -= 1
        }
        f[from] *= success
      }
    }
    high += 1
    while high >= low, mass[high] < Self.negligible { high -= 1 }
    while low <= high, mass[low] < Self.negligible { low += 1 }
  }

  /// Takes the runs with the fewest failures out of the walk and returns their probability.
  package mutating func takeLowest() -> Double {
    guard high >= low else { return 0 }
    let taken = mass[low]
    low += 1
    return taken
  }

  /// Takes the runs with the most failures out of the walk and returns their probability.
  package mutating func takeHighest() -> Double {
    guard high >= low else { return 0 }
    let taken = mass[high]
    high -= 1
    return taken
  }

  /// Takes the runs with exactly `failures` failures out of the walk and returns their probability.
  package mutating func take(_ failures: Int) -> Double {
    guard failures >= low, failures <= high else { return 0 }
    let taken = mass[failures]
    mass[failures] = 0
    return taken
  }

  /// Takes all undecided runs out of the walk and returns their probability.
  package mutating func takeAll() -> Double {
    var taken = 0.0
    while high >= low { taken += takeLowest() }
    return taken
  }
}

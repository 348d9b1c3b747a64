/// How a sequential design behaves at one true failure rate: exact probabilities of its verdicts and its cost.
///
/// Computed by dynamic programming over the live band of (trials, failures); no simulation. O(budget x width).
public struct OperatingCharacteristics: Sendable {
  /// The true failure rate.
  public let rate: Double
  /// The probability of a PASS.
  public private(set) var pass = 0.0
  /// The probability of a FAIL.
  public private(set) var fail = 0.0
  /// The probability of ending inconclusive because no PASS can be reached any more.
  public private(set) var passOutOfReach = 0.0
  /// The probability of ending inconclusive with the budget used.
  public private(set) var budget = 0.0
  /// The expected number of trials until the verdict.
  public private(set) var expectedTrials = 0.0
  /// P(the verdict is given at trial n), n = 0...budget.
  private var stops: [Double] = []

  /// Computes the behaviour of `staircases` when each trial fails with probability `rate`, independently.
  ///
  /// `roundSize`: looks happen at its multiples only (and at the budget): batches, or pooled rounds of so many cases.
  public init(_ staircases: Staircases, rate: Double, roundSize: Int = 1) {
    self.rate = rate
    let last = staircases.design.budget
    let size = max(1, roundSize)
    var walk = FailureWalk(rate: rate)
    stops.reserveCapacity(last + 1)
    stops.append(0)
    while walk.trials < last, !walk.isEmpty {
      walk.step()
      let n = walk.trials
      guard n % size == 0 || n == last else {
        stops.append(0)
        continue
      }
      let passed = staircases.takePasses(&walk)
      let failed = staircases.takeFails(&walk)
      var hopeless = 0.0
      var used = 0.0
      if n == last {
        used = walk.takeAll()
      } else {
        hopeless = staircases.takeOutOfReach(&walk)
      }
      pass += passed
      fail += failed
      passOutOfReach += hopeless
      budget += used
      let stopped = passed + failed + hopeless + used
      stops.append(stopped)
      expectedTrials += Double(n) * stopped
    }
  }

  /// The probability of ending inconclusive.
  public var inconclusive: Double { passOutOfReach + budget }

  /// The first n at which the verdict is given with probability `q` or more (rounding of 1e-12 forgiven).
  public func trialsQuantile(_ q: Double) -> Int {
    var sum = 0.0
    for (n, probability) in stops.enumerated() {
      sum += probability
      if sum >= q - 1e-12, n > 0 || q <= 0 { return n }
    }
    return max(0, stops.count - 1)
  }
}

extension Staircases {
  /// Takes the runs that can no longer PASS and do not lean to a FAIL out of the walk.
  func takeOutOfReach(_ walk: inout FailureWalk) -> Double {
    var taken = 0.0
    while walk.low > maximumFailures, !walk.isEmpty, !isLeaning(trials: walk.trials, failures: walk.low) {
      taken += walk.takeLowest()
    }
    var k = max(walk.low, maximumFailures + 1)
    while k <= walk.high, !isLeaning(trials: walk.trials, failures: k) {
      taken += walk.take(k)
      k += 1
    }
    return taken
  }
}

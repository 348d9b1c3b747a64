import EvalSchema

/// A fixed sequence of random numbers (SplitMix64), so that a failing property can be seen again.
struct GateDice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func isTrue(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &self) < chance }

  /// A strip of independent trials.
  mutating func strip(_ count: Int, rate: Double, errors: Double = 0) -> String {
    String((0..<count).map { _ in isTrue(errors) ? "E" : isTrue(rate) ? "F" : "." })
  }

  /// The log of independent trials, some of them retried.
  mutating func caseLog(_ count: Int, rate: Double, retries: Double = 0) -> CaseLog {
    var log = CaseLog()
    for index in 0..<count {
      log.outcomes.append(isTrue(rate) ? .failed : .passed)
      log.answers.append(UInt64(index + 1))
      if isTrue(retries) { log.retried[index] = 1 }
    }
    return log
  }
}

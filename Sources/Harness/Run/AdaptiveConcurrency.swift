import EvalSchema

/// How many trials may be in flight: a provider that refuses for want of capacity gets fewer, a calm one more again.
///
/// A rate-limited answer shrinks the number to 0.8 of itself, once per episode: refusals of trials that were in flight then
/// say nothing new. An overloaded or failing server pauses growth. A round of as many clean trials adds a tenth, at least one.
struct AdaptiveConcurrency: Sendable, Hashable {
  /// The target's own limit.
  let limit: Int
  private var size: Double
  private var clean = 0
  private var deaf = 0

  init(limit: Int) {
    self.limit = max(1, limit)
    size = Double(self.limit)
  }

  /// The most trials in flight now.
  var allowed: Int { max(1, Int(size)) }

  /// Takes a trial that came back with the failures it met; `inFlight` are those still out.
  mutating func observe(_ failures: some Sequence<FailureKind>, inFlight: Int) {
    deaf = max(0, deaf - 1)
    var isRateLimited = false
    var isTroubled = false
    for kind in failures {
      if kind == .rateLimited { isRateLimited = true }
      if kind == .overloaded || kind == .server { isTroubled = true }
    }
    if isRateLimited || isTroubled {
      clean = 0
      if isRateLimited, deaf == 0 {
        size = max(1, size * 0.8)
        deaf = inFlight + 1
      }
      return
    }
    clean += 1
    if clean >= allowed, size < Double(limit) {
      clean = 0
      size = min(Double(limit), size + max(1, size / 10))
    }
  }
}

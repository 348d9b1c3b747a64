/// A limit per minute as a pure state machine: requests, or tokens. It knows no clock.
///
/// Reserving always succeeds and says how long to wait; the level may fall below 0, which is what makes those who ask first go
/// first. The rate is `(perMinute + 1 − burst) / 60` a second, so that no 60 seconds hold more than `perMinute` reservations of 1:
/// a bucket that is full at the start of a minute and refills at the whole rate would let nearly twice as many through.
package struct TokenBucket: Sendable, Hashable {
  /// What may be used in any 60 seconds.
  package let perMinute: Double
  /// What may be used at once after a pause.
  package let burst: Double
  /// What flows in, a second.
  package let rate: Double
  private var level: Double
  private var time: Double

  /// Makes a full bucket.
  ///
  /// - Parameters:
  ///   - perMinute: the limit; at least 1.
  ///   - burst: what may be used at once, from 1 to half the limit; nil for a second's worth.
  ///   - now: seconds on any clock that does not go back.
  package init(perMinute: Int, burst: Double? = nil, at now: Double) {
    let limit = Double(max(1, perMinute))
    self.perMinute = limit
    let wish = burst ?? limit / 60
    self.burst = max(1, min(wish.isFinite ? wish : 1, limit / 2))
    rate = (limit + 1 - self.burst) / 60
    level = self.burst
    time = now
  }

  /// Takes an amount, and says how many seconds to wait before it is used; 0 for at once.
  ///
  /// An amount above `burst` is possible: it waits for what came before it, and for its own rest. A time before an earlier one
  /// counts as the earlier one.
  package mutating func reserve(_ amount: Double = 1, at now: Double) -> Double {
    refill(at: now)
    level -= max(0, amount.isFinite ? amount : 0)
    return level >= 0 ? 0 : -level / rate
  }

  /// Seconds until all that was reserved has flowed in; 0 when the next may be used at once, as far as it fits.
  package func delay(at now: Double) -> Double {
    let level = now > time ? min(burst, level + (now - time) * rate) : level
    return level >= 0 ? 0 : -level / rate
  }

  /// Gives back what was reserved and not used, or takes what was used beyond it: tokens are known only afterwards.
  package mutating func settle(reserved: Double, used: Double, at now: Double) {
    refill(at: now)
    let difference = reserved - used
    guard difference.isFinite else { return }
    level = min(burst, level + difference)
  }

  private mutating func refill(at now: Double) {
    guard now > time else { return }
    level = min(burst, level + (now - time) * rate)
    time = now
  }
}

import EvalSchema

/// How many requests may be out at once: a provider that refuses for want of capacity gets fewer, a calm one more again.
///
/// The number rides at the edge of what the provider bears, whatever its limit counts (requests, tokens, requests at once): an
/// accepted request lets it grow a little, a refused one shrinks it by 99 times as much, so that it rests where one request
/// in a hundred is refused (stochastic approximation, Robbins and Monro 1951). It is a fraction, so that a provider
/// that bears two and a half requests gets two and a half: `allowed` is the number rounded up, and `spacing` keeps so much time
/// between two starts.
///
/// A burst of refusals halves it at most once for those that were out together. A long calm lets it grow faster and faster, and
/// after a fall it comes back quickly to half of where it used to be. A failing server pauses growth.
struct AdaptiveConcurrency: Sendable, Hashable {
  /// The target's own limit.
  let limit: Int
  /// How many requests may be out, a fraction.
  private(set) var size: Double
  /// How long an accepted request takes, in seconds; a slow mean.
  private(set) var latency = 0.0
  /// Whether the provider has ever refused.
  private var isLearned = false
  /// Accepted requests since the last refusal.
  private var calm = 0
  /// Accepted requests in all, as far as they matter for the mean.
  private var seen = 0.0
  /// Where the number used to be.
  private var usual: Double
  /// How far the refusals of those that were out together may bring it down, and how many of them are still out.
  private var floor = 0.0
  private var together = 0
  /// Requests that were out when the server failed last.
  private var troubled = 0

  init(limit: Int) {
    self.limit = max(1, limit)
    size = Double(self.limit)
    usual = size
  }

  /// The most requests out now.
  var allowed: Int { max(1, Int(size.rounded(.up))) }

  /// Seconds between two starts, once the provider has refused one.
  var spacing: Double { !isLearned || size >= Double(limit) ? 0 : latency / size }

  /// Takes a request that was accepted, however it ended for its trial; `others` are those still out.
  mutating func accept(seconds: Double, others: Int) {
    seen = min(seen + 1, 128)
    latency += (max(0, seconds) - latency) / seen
    together = max(0, together - 1)
    usual += (size - usual) / 256
    calm += 1
    guard troubled == 0 else {
      troubled -= 1
      return
    }
    // Only a number that is used says anything about a larger one.
    guard size < Double(limit), Double(others + 1) >= 0.8 * size - 1 else { return }
    size = min(Double(limit), size + growth)
  }

  /// Takes a request that was refused for want of capacity.
  mutating func refuse(others: Int) {
    isLearned = true
    // A lone refusal is the edge; one behind another says that the edge is far below.
    let shrink = calm < 2 ? 4 * Self.shrink : Self.shrink
    calm = 0
    usual = min(usual, usual + (size - usual) / 4)
    if together == 0 { (floor, together) = (size / 2, others + 1) }
    together -= 1
    size = max(Self.smallest, floor, size * (1 - shrink * gain))
  }

  /// Takes a request that met an overloaded or failing server.
  mutating func trouble(others: Int) {
    together = max(0, together - 1)
    troubled = others + 1
  }

  /// Smaller steps for larger crowds, whose answers say more in the same time.
  private var gain: Double { min(1, 20 / size) }

  private var growth: Double {
    let fastest = 0.1 * min(1, size)
    if size < usual / 2, calm > 2 { return fastest }
    let slow = size * gain * Self.shrink / 99
    let long = calm - 200 - 2 * allowed
    guard long > 0 else { return min(slow, fastest) }
    return min(fastest, slow * Double(1 << min(20, 1 + long / 50)))
  }

  private static let shrink = 0.05
  /// One request in some minutes: less would be no run.
  private static let smallest = 0.01
}

/// How many requests may be out at once, for a provider that counts those.
///
/// It only learns from refusals that a crowd explains: a provider that bears N at once accepts with fewer than N others out and
/// refuses with N or more, never the other way about. So a refusal with `others` out says that `others` are enough, and is believed
/// unless as many were borne before (`isCrowd`); what a crowd does not explain is a rate, and is learned by `AdaptiveRate`.
///
/// Room is probed for one request at first, then for twice as many each time it was there; a probe that is refused makes the next one
/// wait for twice as many answers, up to 128, so that less than one call in a hundred is refused. A failing server pauses growth.
struct AdaptiveConcurrency: Sendable, Hashable {
  /// The target's own limit.
  let limit: Int
  /// The most requests out now.
  private(set) var allowed: Int
  /// How long an accepted request takes, in seconds; a slow mean.
  private(set) var latency = 0.0
  private var isLearned = false
  /// Accepted requests in all, as far as they matter for the mean.
  private var seen = 0.0
  /// The most others with which a request was accepted: in this stretch of requests, and in the one before it.
  private var borneNow = -1
  private var borneBefore = -1
  private var age = 0
  /// Answers since the last change that used all the room.
  private var calm = 0
  /// Answers after which room is probed, and for how many.
  private var patience = 2
  private var step = 1
  private var isClimbing = false
  /// Requests that were out when the server failed last.
  private var troubled = 0

  init(limit: Int) {
    self.limit = max(1, limit)
    allowed = self.limit
  }

  /// The most others with which a request was accepted lately; −1 for none.
  var borne: Int { max(borneNow, borneBefore) }

  /// Whether a refusal with so many others out can be one of too many at once.
  func isCrowd(others: Int) -> Bool { others > max(0, borne) }

  /// Seconds between two starts while more are out than were ever borne: a probe is not to be taken for a burst.
  func spacing(others: Int) -> Double {
    isLearned && borne >= 0 && others > borne ? latency / Double(others + 1) : 0
  }

  /// Takes a request that was accepted, however it ended for its trial.
  ///
  /// - Parameters:
  ///   - others: how many others were out when it went.
  ///   - certain: how many of them were certainly not refused; nil when that is not known.
  mutating func accept(seconds: Double, others: Int, certain: Int?) {
    seen = min(seen + 1, 128)
    latency += (max(0, seconds) - latency) / seen
    age += 1
    if age > max(256, 2 * allowed) { (borneBefore, borneNow, age) = (borneNow, -1, 0) }
    if let certain { borneNow = max(borneNow, certain) }
    guard troubled == 0 else {
      troubled -= 1
      return
    }
    // Only room that is used says anything about more.
    guard isLearned, allowed < limit, others + 1 >= allowed else { return }
    calm += 1
    guard calm >= (isClimbing ? allowed : max(patience, allowed)) else { return }
    allowed = min(limit, allowed + step)
    step = min(2 * step, allowed)
    calm = 0
    isClimbing = true
  }

  /// Takes a request that was refused for want of capacity with so many others out.
  mutating func refuse(others: Int) {
    isLearned = true
    allowed = max(1, min(allowed, others))
    if isClimbing { patience = min(128, 2 * patience) }
    (isClimbing, step, calm) = (false, 1, 0)
  }

  /// Gives room back: what was taken for a crowd was a rate.
  ///
  /// - Parameter wholly: whether nothing that was learned of crowds may stand.
  mutating func absolve(wholly: Bool) {
    allowed = wholly ? limit : min(limit, max(allowed, 2 * borne + 2))
  }

  /// Takes a request that met an overloaded or failing server; `others` are those still out.
  mutating func trouble(others: Int) { troubled = others + 1 }
}

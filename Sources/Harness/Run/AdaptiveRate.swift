/// How many requests may start a second, for a provider that counts them, or their tokens, over time.
///
/// Starts are spaced evenly, so that it does not matter whether the provider counts in a bucket of any burst, in a sliding window or
/// in minutes of its own clock. The rate rides at the edge of what is borne (stochastic approximation, Robbins and Monro 1951;
/// multiplicative both ways): an answer lets it grow a little, a refusal shrinks it, and the two balance below one refusal in a
/// hundred. Between two refusals at the rate r with n requests taken, the provider bears about r·n/(n+1): far above the edge
/// the rate falls by halves, at the edge by a twentieth. Steps get smaller with every refusal.
///
/// Refusals in a row are one episode: a probe after twice the time each, not a herd. What was accepted in the last minute is the
/// least that the rate falls to, as a closed window says nothing about the next. A provider that stays closed for long counts in
/// windows: then that count is the limit, and steps are small from there on.
struct AdaptiveRate: Sendable, Hashable {
  /// Starts a second; nil before any limit was met.
  private(set) var perSecond: Double?
  /// The number of the first request after the last refusal that was learned from; those before it say nothing new.
  private(set) var changed = 0
  /// Seconds that nothing starts after that refusal.
  private(set) var hold = 0.0
  /// Refusals without a request between them that was taken.
  private var row = 0
  /// Answers since the last change.
  private var calm = 0
  /// By what share, and over how many answers, the rate grows.
  private var step = 0.5
  private var patience = 4.0
  /// What the rate does not fall below within an episode.
  private var floor = 0.0
  /// When starts went on after the last change.
  private var resumed = 0.0
  private var troubled = 0
  private var minute = MinuteCount()

  /// Seconds from the start of a request to that of the next one; `echo` is how long a refusal takes.
  func spacing(after number: Int, echo: Double) -> Double {
    guard let perSecond else { return 0 }
    return row > 0 && number == changed ? max(1 / perSecond, echo) : 1 / perSecond
  }

  /// Takes a request that was accepted; `isPressed` when it went as soon as the rate let it.
  mutating func accept(_ number: Int, isPressed: Bool, at now: Double) {
    minute.add(at: now)
    guard let rate = perSecond else { return }
    guard troubled == 0 else {
      troubled -= 1
      return
    }
    // Only a rate that is used says anything about a larger one.
    guard isPressed, number >= changed else { return }
    calm += 1
    var growth = step / patience
    let long = Double(calm) / patience - 3
    if long > 0 { growth = min(0.1, growth * (1 + long) * (1 + long)) }
    perSecond = min(Self.fastest, rate * (1 + growth))
  }

  /// Takes a request that was refused, which no crowd explains.
  ///
  /// - Parameters:
  ///   - number: its number among all requests, in the order of their starts.
  ///   - next: the number of the next request.
  ///   - start: when it went.
  ///   - wish: the seconds that the provider asks to wait.
  /// - Returns: whether anything was learned from it.
  mutating func refuse(_ number: Int, next: Int, start: Double, wish: Double?, at now: Double) -> Bool {
    guard number >= changed else { return false }
    let taken = Double(number - changed)
    changed = next
    calm = 0
    if taken > 0 || perSecond == nil { floor = 0.95 * minute.total(at: now) / 60 }
    if let rate = perSecond {
      let next = taken > 0 ? edge(rate, taken, start) : closed(rate, wish)
      perSecond = min(rate, next)
    } else {
      let first = min(Self.fastest, minute.mean(at: now))
      (perSecond, row, hold) = (first, 1, 1 / first)
    }
    hold = min(hold, Self.longestHold)
    resumed = now + hold
    return true
  }

  /// The rate after a lone refusal.
  private mutating func edge(_ rate: Double, _ taken: Double, _ start: Double) -> Double {
    let measured = taken / max(start - resumed + 1 / rate, 0.001)
    let borne = min(rate * (1 - max(Self.smallestStep, 1 / (taken + 1))), measured)
    let next = max(Self.slowest, floor, borne)
    step = min(0.8, max(Self.smallestStep, 1 - next / rate))
    patience = min(Self.patience(at: next), 2 * patience)
    (row, hold) = (1, 1 / next)
    return next
  }

  /// The rate after one more refusal in a row.
  private mutating func closed(_ rate: Double, _ wish: Double?) -> Double {
    let next = max(Self.slowest, floor, rate / 2)
    row += 1
    hold = max(2 * hold, 1 / next)
    let wish = row > 2 ? wish ?? 0 : 0
    hold = max(hold, wish)
    // No bucket that bears the floor stays empty for so long.
    guard floor > 0, hold > max(4 / floor, wish >= 10 ? 0 : 2) else { return next }
    (step, patience) = (Self.smallestStep, Self.patience(at: floor))
    return max(Self.slowest, floor)
  }

  /// Takes a request that met an overloaded or failing server; `others` are those still out.
  mutating func trouble(others: Int) { troubled = others + 1 }

  /// Answers over which the smallest step is regained: a refusal in a hundred at most, and half a minute at least.
  private static func patience(at rate: Double) -> Double { max(128, 30 * rate) }

  private static let smallestStep = 0.05
  /// One request a minute: less would be no run.
  private static let slowest = 1.0 / 60
  private static let fastest = 100_000.0
  /// The longest pause, whatever the provider asks for.
  private static let longestHold = 60.0
}

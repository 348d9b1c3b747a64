import Adapters
import EvalSchema

/// When a request may go out: a pure state machine over what the target states and what its provider shows.
///
/// Stated limits (requests and tokens a minute, requests at once) are kept; hidden ones are found by `AdaptiveConcurrency`. Tokens
/// are known only afterwards: an estimate is reserved, and settled with what was measured, which is the next estimate of that
/// step of that case. A `Retry-After` of a provider that refuses everything holds back all requests. It knows no clock: every
/// time is handed in, in seconds, on one that does not go back.
struct RequestPace: Sendable {
  /// Whether a request may go out.
  enum Readiness: Sendable, Hashable {
    case now
    /// After so many seconds.
    case after(Double)
    /// When one that is out has come back.
    case whenOneEnds
  }

  /// A request that may go out.
  struct Ticket: Sendable, Hashable {
    /// What it is of.
    var step: Step
    /// Tokens that were reserved for it.
    var tokens: Double
    /// Seconds to wait before it goes out.
    var wait: Double
  }

  /// What needs about as many tokens each time.
  struct Step: Sendable, Hashable {
    /// The id of the case.
    var evalCase: String
    /// The number of the turn, from 0.
    var number = 0
    /// Tokens that are taken for it before any was measured.
    var guess = 0.0

    static func == (left: Step, right: Step) -> Bool {
      left.number == right.number && left.evalCase == right.evalCase
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(number)
      hasher.combine(evalCase)
    }
  }

  /// The number of requests at once.
  private(set) var concurrency: AdaptiveConcurrency
  /// Requests that are out.
  private(set) var active = 0
  private var requests: TokenBucket?
  private var tokens: TokenBucket?
  private var measured: [Step: Double] = [:]
  private var nextStart = -Double.infinity
  private var pausedUntil = -Double.infinity
  private var refusals = 0

  /// Makes the pace of a target; `limit` is the most requests at once.
  init(limit: Int, limits: TargetLimits, at now: Double) {
    concurrency = AdaptiveConcurrency(limit: limit)
    requests = limits.requestsPerMinute.map { TokenBucket(perMinute: $0, at: now) }
    // What requests really take is known a little late: a twentieth is left free for it.
    tokens = limits.tokensPerMinute.map { TokenBucket(perMinute: $0 / 20 * 19 + $0 % 20, at: now) }
  }

  /// Whether a request may go out.
  func readiness(at now: Double) -> Readiness {
    guard active < concurrency.allowed else { return .whenOneEnds }
    let wait = max(
      requests?.delay(at: now) ?? 0, tokens?.delay(at: now) ?? 0, nextStart - now, pausedUntil - now)
    return wait > 0 ? .after(wait) : .now
  }

  /// Takes a request; it is out from now on, and goes out after its `wait`.
  mutating func begin(_ step: Step, at now: Double) -> Ticket {
    active += 1
    let estimate = tokens == nil ? 0 : measured[step] ?? step.guess
    let start = max(now, nextStart, pausedUntil)
    let spacing = concurrency.spacing
    // A start that came late is made up for, so that slots which were taken do not cost their time.
    nextStart = spacing > 0 ? max(nextStart, start - 2 * spacing) + spacing : -.infinity
    let wait = max(
      start - now, requests?.reserve(1, at: now) ?? 0, tokens?.reserve(estimate, at: now) ?? 0)
    return Ticket(step: step, tokens: estimate, wait: wait)
  }

  /// Takes a request that came back, or never went out.
  ///
  /// - Parameters:
  ///   - failure: why it brought no response.
  ///   - used: the tokens of its response.
  ///   - seconds: how long it took.
  mutating func end(_ ticket: Ticket, _ failure: AdapterFailure?, used: Int, seconds: Double, at now: Double) {
    active -= 1
    settle(ticket, failure, used: used, at: now)
    switch failure?.kind {
    case .rateLimited:
      refusals += 1
      concurrency.refuse(others: active)
      // One refusal among answers is the pace's own; several in a row are the provider's wish.
      if refusals > active + 2, let wish = failure?.retryAfter, wish > 0 {
        pausedUntil = max(pausedUntil, now + min(wish, Self.longestPause))
      }
    case .overloaded, .server: concurrency.trouble(others: active)
    case .cancelled: break
    default:
      refusals = 0
      concurrency.accept(seconds: seconds, others: active)
    }
  }

  private mutating func settle(_ ticket: Ticket, _ failure: AdapterFailure?, used: Int, at now: Double) {
    guard tokens != nil else { return }
    switch failure?.kind {
    case nil:
      // An answer that tells no tokens took what was thought.
      let found = used > 0 ? Double(used) : ticket.tokens
      tokens?.settle(reserved: ticket.tokens, used: found, at: now)
      measured[ticket.step] = measured[ticket.step].map { $0 + (found - $0) / 8 } ?? found
    case .rateLimited, .cancelled, .network: tokens?.settle(reserved: ticket.tokens, used: 0, at: now)
    default: break  // It may have been read, and counted.
    }
  }

  /// The longest `Retry-After` that holds back requests other than its own.
  private static let longestPause = 60.0
}

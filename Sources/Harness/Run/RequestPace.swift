import Adapters
import EvalSchema

/// When a request may go out: a pure state machine over what the target states and what its provider shows.
///
/// Stated limits (requests and tokens a minute, requests at once) are kept; hidden ones are found: of requests at once by
/// `AdaptiveConcurrency`, of requests or tokens over time by `AdaptiveRate`. Which of the two a refusal speaks of is told by
/// how many others were out: a request that is refused although as many were borne before met a rate. A target that never
/// refuses is never held back. Tokens are known only afterwards: an estimate is reserved, and settled with what was measured, which
/// is the next estimate of that step of that case. A `Retry-After` of a provider that refuses three in a row holds back all
/// requests. It knows no clock: every time is handed in, in seconds, on one that does not go back.
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
    /// Its number among all requests.
    var number: Int
    /// How many others were out when it went, and how many had been refused by then.
    var others: Int
    var refused: Int
    /// When it goes out.
    var start: Double
    /// Whether it goes as soon as the learned rate lets it.
    var isPressed: Bool
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
  /// The number of requests a second.
  private(set) var rate = AdaptiveRate()
  /// Requests that are out.
  private(set) var active = 0
  private var requests: TokenBucket?
  private var tokens: TokenBucket?
  private var measured: [Step: Double] = [:]
  private var nextStart = -Double.infinity
  private var lastStart = -Double.infinity
  /// Requests that were begun, and that were refused.
  private var begun = 0
  private var refused = 0
  /// About the longest that a refusal takes, in seconds.
  private var echo = 0.0

  /// Whether hidden limits are looked for.
  private let learns: Bool

  /// Makes the pace of a target; `limit` is the most requests at once.
  init(limit: Int, limits: TargetLimits, at now: Double, learns: Bool = true) {
    self.learns = learns
    concurrency = AdaptiveConcurrency(limit: limit)
    requests = limits.requestsPerMinute.map { TokenBucket(perMinute: $0, at: now) }
    // What requests really take is known a little late: a twentieth is left free for it.
    tokens = limits.tokensPerMinute.map { TokenBucket(perMinute: $0 / 20 * 19 + $0 % 20, at: now) }
  }

  /// Whether a request may go out.
  func readiness(at now: Double) -> Readiness {
    guard active < concurrency.allowed else { return .whenOneEnds }
    let wait = max(requests?.delay(at: now) ?? 0, tokens?.delay(at: now) ?? 0, earliest - now)
    return wait > 0 ? .after(wait) : .now
  }

  /// When the learned limits let the next request go.
  private var earliest: Double {
    rate.perSecond == nil ? lastStart + concurrency.spacing(others: active) : nextStart
  }

  /// Takes a request; it is out from now on, and goes out after its `wait`.
  mutating func begin(_ step: Step, at now: Double) -> Ticket {
    let estimate = tokens == nil ? 0 : measured[step] ?? step.guess
    let start = max(now, earliest)
    let wait = max(
      start - now, requests?.reserve(1, at: now) ?? 0, tokens?.reserve(estimate, at: now) ?? 0)
    let spacing = rate.spacing(after: begun, echo: echo)
    defer {
      // At a high rate, a start that came some milliseconds late is made up for.
      if spacing > 0 { nextStart = max(nextStart, start - max(0, 0.01 - spacing / 4)) + spacing }
      lastStart = start
      begun += 1
      active += 1
    }
    return Ticket(
      step: step, tokens: estimate, wait: wait, number: begun, others: active, refused: refused, start: now + wait,
      isPressed: start - lastStart <= 1.5 * spacing)
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
    guard learns else { return }
    switch failure?.kind {
    case .rateLimited: refuse(ticket, wish: failure?.retryAfter, seconds: seconds, at: now)
    case .overloaded, .server:
      concurrency.trouble(others: active)
      rate.trouble(others: active)
    case .cancelled: break
    default:
      // An answer as quick as a refusal does not tell whether those before it were refused.
      let certain = seconds > 1.25 * echo ? max(0, ticket.others - (refused - ticket.refused)) : nil
      concurrency.accept(seconds: seconds, others: ticket.others, certain: certain)
      rate.accept(ticket.number, isPressed: ticket.isPressed, at: now)
    }
  }

  private mutating func refuse(_ ticket: Ticket, wish: Double?, seconds: Double, at now: Double) {
    refused += 1
    echo = max(seconds, 0.98 * echo)
    let isPressed = rate.perSecond != nil && ticket.isPressed
    // Those that went together arrive in any order.
    let others = max(ticket.others, active)
    guard isPressed || !concurrency.isCrowd(others: others) else { return concurrency.refuse(others: others) }
    concurrency.absolve(wholly: rate.perSecond == nil)
    if rate.refuse(ticket.number, next: begun, start: ticket.start, wish: wish, at: now) {
      nextStart = now + rate.hold
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
}

import Adapters
import EvalSchema

@testable import Harness

/// A provider with a limit that nobody was told, and a crowd of trials that ask it: a discrete-event simulation without a clock.
struct HiddenLimit {
  /// What the provider bears.
  enum Limit: Sendable, Hashable {
    /// So many a second, and so many at once after a pause.
    case requests(perSecond: Double, burst: Double)
    /// So many tokens a second, and so many at once after a pause.
    case tokens(perSecond: Double, burst: Double)
    /// So many at once.
    case atOnce(Int)
    /// So many requests in each minute of the provider's clock.
    case minute(Int)
    /// So many requests, and tokens, in any 60 seconds.
    case window(requests: Int, tokens: Int)
  }
  /// What a refusal asks to wait.
  enum Wish: Sendable, Hashable {
    case nothing
    case seconds(Double)
    /// Until there is room again, in whole seconds, rounded up.
    case untilRoom
  }

  /// What came of it after the start.
  struct Result {
    /// The share of what could be used: of the limit, or of what so many trials can use.
    var throughput = 0.0
    /// The share of the calls that were refused.
    var refused = 0.0
    /// All calls, the start included.
    var calls = 0
    /// The refused calls of the start.
    var refusedAtStart = 0
    /// Trials that gave up.
    var lost = 0
  }

  let limit: Limit
  /// Mean seconds of an answer; each takes between a half and one and a half of it.
  var latency = 1.0
  var wish = Wish.nothing
  var trialsInFlight = 64
  var limits = TargetLimits()
  /// Tokens of an answer: between a half and one and a half of it.
  var tokens = 1000.0
  /// Requests that would be served during the start, at least; it takes two minutes at least.
  var startCalls = 100.0
  /// Requests that are counted after it, at least, and seconds.
  var countedCalls = 2000.0
  var countedSeconds = 360.0
  var seed: UInt64 = 1

  private enum Event { case arrives(Trial), ends(Trial, refused: Double?), returns(Trial), look }

  private struct Trial {
    var ticket: RequestPace.Ticket
    var attempt = 0
    var began = 0.0
    var tokens = 0.0
  }

  func run() -> Result {
    var random = TestRandom(seed)
    var provider = Provider(limit: limit)
    let calls = min(provider.perSecond(latency: latency, tokens: tokens), Double(trialsInFlight) / latency)
    let start = max(120, startCalls / calls)
    let end = start + max(countedSeconds, countedCalls / calls)
    var pace = RequestPace(limit: trialsInFlight, limits: limits, at: 0)
    let retry = RetryPolicy(limits: limits)
    var queue = EventQueue<Event>()
    var returning: [Trial] = []
    var head = 0
    var inFlight = 0
    var now = 0.0
    var lookAt = Double.infinity
    var counted = (accepted: 0.0, refused: 0, calls: 0)
    var result = Result()
    queue.add(.look, at: 0)
    while let (time, event) = queue.next(), time < end {
      now = time
      switch event {
      case .look: if time >= lookAt { lookAt = .infinity }
      case .arrives(var trial):
        result.calls += 1
        trial.tokens = (0.5 + Double.random(in: 0..<1, using: &random)) * tokens
        let room = provider.takes(trial.tokens, at: now)
        if now >= start {
          counted.calls += 1
          if room == 0 {
            counted.accepted += provider.isOfTokens ? trial.tokens / tokens : 1
          } else {
            counted.refused += 1
          }
        } else if room > 0 {
          result.refusedAtStart += 1
        }
        let seconds = (room == 0 ? latency : 0.03) * (0.5 + Double.random(in: 0..<1, using: &random))
        queue.add(.ends(trial, refused: room == 0 ? nil : room), at: now + seconds)
      case .ends(let trial, let room):
        if room == nil { provider.gives() }
        var failure: AdapterFailure?
        if let room {
          let retryAfter: Double? =
            switch wish {
            case .nothing: nil
            case .seconds(let seconds): seconds
            case .untilRoom: room.rounded(.up)
            }
          failure = AdapterFailure(kind: .rateLimited, message: "429", retryAfter: retryAfter)
        }
        pace.end(trial.ticket, failure, used: Int(trial.tokens), seconds: now - trial.began, at: now)
        guard let failure else {
          inFlight -= 1
          break
        }
        let unit = Double.random(in: 0..<1, using: &random)
        switch retry.decision(after: failure, attempt: trial.attempt, elapsed: 0, unit: unit) {
        case .giveUp:
          inFlight -= 1
          result.lost += 1
        case .wait(let seconds):
          var again = trial
          again.attempt += 1
          queue.add(.returns(again), at: now + seconds)
        }
      case .returns(let trial): returning.append(trial)
      }
      // What is tried again comes before what is new, as in the run.
      loop: while true {
        switch pace.readiness(at: now) {
        case .whenOneEnds: break loop
        case .after(let seconds):
          guard returning.count > head || inFlight < trialsInFlight else { break loop }
          let then = now + max(seconds, 1e-4)
          if then < lookAt - 1e-9 {
            lookAt = then
            queue.add(.look, at: then)
          }
          break loop
        case .now:
          var trial: Trial
          let step = RequestPace.Step(evalCase: "a", guess: 300)
          if head == returning.count {
            guard inFlight < trialsInFlight else { break loop }
            inFlight += 1
            trial = Trial(ticket: pace.begin(step, at: now))
          } else {
            trial = returning[head]
            head += 1
            trial.ticket = pace.begin(step, at: now)
          }
          trial.began = now + trial.ticket.wait
          queue.add(.arrives(trial), at: trial.began)
        }
      }
    }
    result.throughput = counted.accepted / (end - start) / calls
    result.refused = Double(counted.refused) / Double(max(1, counted.calls))
    return result
  }
}

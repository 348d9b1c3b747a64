import Adapters
import EvalSchema

@testable import Harness

/// A provider with a limit that nobody was told, and a crowd of trials that ask it: a discrete-event simulation without a clock.
struct HiddenLimit {
  /// What the provider bears.
  enum Limit: Sendable {
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

  /// What came of it after the start.
  struct Result {
    /// The share of the limit that was used.
    var throughput = 0.0
    /// The share of the calls that were refused.
    var refused = 0.0
    /// All calls, the start included.
    var calls = 0
  }

  let limit: Limit
  /// Mean seconds of an answer; each takes between a half and one and a half of it.
  var latency = 1.0
  /// What a refusal asks to wait.
  var retryAfter: Double?
  var trialsInFlight = 64
  var limits = TargetLimits()
  /// Tokens of an answer: between a half and one and a half of it.
  var tokens = 1000.0
  var seed: UInt64 = 1

  private enum Event { case arrives(Trial), ends(Trial, refused: Bool), returns(Trial), look }

  private struct Trial {
    var ticket: RequestPace.Ticket
    var attempt = 0
    var began = 0.0
    var tokens = 0.0
  }

  func run() -> Result {
    var random = TestRandom(seed)
    // The start: two minutes, or as long as three hundred calls take. Then ten times as many are counted.
    let perSecond = Provider(limit: limit).perSecond(latency: latency)
    let calls = isTokens ? perSecond / tokens : perSecond
    let start = max(120, 300 / calls)
    let end = start + max(600, 3000 / calls)
    var pace = RequestPace(limit: trialsInFlight, limits: limits, at: 0)
    let retry = RetryPolicy(limits: limits)
    var queue = EventQueue<Event>()
    var provider = Provider(limit: limit)
    var returning: [Trial] = []
    var inFlight = 0
    var now = 0.0
    var lookAt = Double.infinity
    var counted = (accepted: 0.0, refused: 0, calls: 0)
    var asked = 0
    queue.add(.look, at: 0)
    while let (time, event) = queue.next(), time < end {
      now = time
      switch event {
      case .look: if time >= lookAt { lookAt = .infinity }
      case .arrives(var trial):
        asked += 1
        trial.began = now
        trial.tokens = (0.5 + Double.random(in: 0..<1, using: &random)) * tokens
        let isAccepted = provider.takes(trial.tokens, at: now)
        if now >= start {
          counted.calls += 1
          if isAccepted { counted.accepted += provider.isOfTokens ? trial.tokens : 1 } else { counted.refused += 1 }
        }
        let seconds = isAccepted ? latency * (0.5 + Double.random(in: 0..<1, using: &random)) : 0.03
        queue.add(.ends(trial, refused: !isAccepted), at: now + seconds)
      case .ends(let trial, let refused):
        if !refused { provider.gives() }
        let failure =
          refused ? AdapterFailure(kind: .rateLimited, message: "429", retryAfter: retryAfter) : nil
        pace.end(trial.ticket, failure, used: Int(trial.tokens), seconds: now - trial.began, at: now)
        guard let failure else {
          inFlight -= 1
          break
        }
        let unit = Double.random(in: 0..<1, using: &random)
        switch retry.decision(after: failure, attempt: trial.attempt, elapsed: 0, unit: unit) {
        case .giveUp: inFlight -= 1
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
          let then = now + max(seconds, 1e-4)
          if then < lookAt - 1e-9 {
            lookAt = then
            queue.add(.look, at: then)
          }
          break loop
        case .now:
          var trial: Trial
          let step = RequestPace.Step(evalCase: "a", guess: 300)
          if returning.isEmpty {
            guard inFlight < trialsInFlight else { break loop }
            inFlight += 1
            trial = Trial(ticket: pace.begin(step, at: now))
          } else {
            trial = returning.removeFirst()
            trial.ticket = pace.begin(step, at: now)
          }
          queue.add(.arrives(trial), at: now + trial.ticket.wait)
        }
      }
    }
    let span = end - start
    return Result(
      throughput: counted.accepted / span / perSecond,
      refused: Double(counted.refused) / Double(max(1, counted.calls)), calls: asked)
  }

  private var isTokens: Bool { if case .tokens = limit { true } else { false } }
}

extension HiddenLimit {
  private struct Provider {
    let limit: Limit
    private var level = 0.0
    private var time = 0.0
    private var out = 0
    private var minute = -1
    private var taken: [(at: Double, tokens: Double)] = []
    private var head = 0
    private var sum = 0.0

    init(limit: Limit) {
      self.limit = limit
      switch limit {
      case .requests(_, let burst), .tokens(_, let burst): level = burst
      default: break
      }
    }

    var isOfTokens: Bool { if case .tokens = limit { true } else { false } }

    func perSecond(latency: Double) -> Double {
      switch limit {
      case .requests(let rate, _), .tokens(let rate, _): rate
      case .atOnce(let count): Double(count) / latency
      case .minute(let count): Double(count) / 60
      case .window(let requests, let tokens): min(Double(requests) / 60, Double(tokens) / 60 / 1000)
      }
    }

    mutating func takes(_ tokens: Double, at now: Double) -> Bool {
      switch limit {
      case .requests(let rate, let burst): return draw(1, rate, burst, at: now)
      case .tokens(let rate, let burst): return draw(tokens, rate, burst, at: now)
      case .atOnce(let count):
        guard out < count else { return false }
        out += 1
        return true
      case .minute(let count):
        if Int(now / 60) != minute { (minute, out) = (Int(now / 60), 0) }
        guard out < count else { return false }
        out += 1
        return true
      case .window(let requests, let most):
        while head < taken.count, taken[head].at <= now - 60 {
          sum -= taken[head].tokens
          head += 1
        }
        guard taken.count - head < requests, sum + tokens <= Double(most) else { return false }
        taken.append((now, tokens))
        sum += tokens
        return true
      }
    }

    private mutating func draw(_ amount: Double, _ rate: Double, _ burst: Double, at now: Double) -> Bool {
      level = min(burst, level + (now - time) * rate)
      time = now
      guard level >= amount else { return false }
      level -= amount
      return true
    }

    mutating func gives() { if case .atOnce = limit { out -= 1 } }
  }
}

/// Events in the order of their times; those of one time in the order in which they were added.
private struct EventQueue<Event> {
  private var heap: [(time: Double, number: Int, event: Event)] = []
  private var count = 0

  mutating func add(_ event: Event, at time: Double) {
    heap.append((time, count, event))
    count += 1
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> (Double, Event)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) {
          least = child
        }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return (first.time, first.event)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
  }
}

extension HiddenLimit {
  /// The provider's side.
  struct Provider {
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

    /// Requests a second that it bears.
    func perSecond(latency: Double, tokens: Double) -> Double {
      switch limit {
      case .requests(let rate, _): rate
      case .tokens(let rate, _): rate / tokens
      case .atOnce(let count): Double(count) / latency
      case .minute(let count): Double(count) / 60
      case .window(let requests, let most): min(Double(requests) / 60, Double(most) / 60 / tokens)
      }
    }

    /// Takes a request, 0; or refuses it, with the seconds until it would be taken.
    mutating func takes(_ tokens: Double, at now: Double) -> Double {
      switch limit {
      case .requests(let rate, let burst): return draw(1, rate, burst, at: now)
      case .tokens(let rate, let burst): return draw(tokens, rate, burst, at: now)
      case .atOnce(let count):
        guard out < count else { return 1 }
        out += 1
        return 0
      case .minute(let count):
        // The provider's minutes are not those of the run.
        let (clock, length) = (now + 40, 60.0)
        if Int(clock / length) != minute { (minute, out) = (Int(clock / length), 0) }
        guard out < count else { return Double(minute + 1) * length - clock }
        out += 1
        return 0
      case .window(let requests, let most):
        while head < taken.count, taken[head].at <= now - 60 {
          sum -= taken[head].tokens
          head += 1
        }
        guard taken.count - head < requests, sum + tokens <= Double(most) else {
          return taken[head].at + 60 - now + 1e-9
        }
        taken.append((now, tokens))
        sum += tokens
        return 0
      }
    }

    private mutating func draw(_ amount: Double, _ rate: Double, _ burst: Double, at now: Double) -> Double {
      level = min(burst, level + (now - time) * rate)
      time = now
      // A bucket is as exact as its arithmetic.
      guard level >= amount - 1e-9 else { return (amount - level) / rate }
      level -= amount
      return 0
    }

    /// Takes note that an answer was given.
    mutating func gives() { if case .atOnce = limit { out -= 1 } }
  }
}

import EvalSchema
import Testing

@testable import Harness

@Suite struct RequestPaceTests {
  private static let step = RequestPace.Step(evalCase: "a", guess: 100)

  /// Providers that do not say what they bear: what counts is a second, and how much at once.
  @Test(arguments: [
    HiddenLimit(limit: .requests(perSecond: 2, burst: 6), latency: 0.3),
    HiddenLimit(limit: .requests(perSecond: 10, burst: 10), latency: 0.2),
    HiddenLimit(limit: .requests(perSecond: 10, burst: 200), latency: 2, wish: .seconds(5)),
    HiddenLimit(limit: .requests(perSecond: 50, burst: 50), latency: 1, trialsInFlight: 128),
    HiddenLimit(limit: .tokens(perSecond: 5000, burst: 10_000), latency: 0.5),
    HiddenLimit(limit: .tokens(perSecond: 30_000, burst: 300_000), latency: 1, wish: .seconds(2)),
    HiddenLimit(limit: .atOnce(1), latency: 0.5), HiddenLimit(limit: .atOnce(7), latency: 1),
    HiddenLimit(limit: .atOnce(40), latency: 2, wish: .seconds(1), trialsInFlight: 100),
  ])
  func aHiddenLimitIsFoundAndKept(_ provider: HiddenLimit) {
    let result = provider.run()
    #expect(result.throughput >= 0.9, "\(result)")
    #expect(result.refused <= 0.02, "\(result)")
  }

  @Test(arguments: [60, 600, 3000])
  func statedRequestsAMinuteAreUsedAndNeverExceeded(_ perMinute: Int) {
    let result = HiddenLimit(
      limit: .window(requests: perMinute, tokens: .max / 2), trialsInFlight: 256,
      limits: TargetLimits(requestsPerMinute: perMinute)
    ).run()
    #expect(result.throughput >= 0.9 && result.refused == 0, "\(result)")
  }

  @Test(arguments: [60_000, 600_000, 3_000_000])
  func statedTokensAMinuteAreUsedThoughTheyAreKnownOnlyAfterwards(_ perMinute: Int) {
    let result = HiddenLimit(
      limit: .window(requests: 1_000_000, tokens: perMinute), trialsInFlight: 256,
      limits: TargetLimits(tokensPerMinute: perMinute)
    ).run()
    #expect(result.throughput >= 0.9 && result.refused <= 0.02, "\(result)")
  }

  /// The simulator's refusals are planted at random: a limit learned from them slowed runs to a crawl on a busy machine.
  @Test(arguments: [true, false])
  func aLimitIsLearnedFromARefusalOnlyWhereThereMayBeOne(learns: Bool) {
    var pace = RequestPace(limit: 8, limits: TargetLimits(), at: 0, learns: learns)
    for now in stride(from: 0.0, to: 60, by: 5) {
      let ticket = pace.begin(.init(evalCase: "a"), at: now)
      pace.end(ticket, AdapterFailure(kind: .rateLimited, message: "429"), used: 0, seconds: 0.02, at: now + 0.02)
    }
    #expect((pace.rate.perSecond == nil) == !learns)
    #expect((pace.readiness(at: 55.03) == .now) == !learns)
  }

  @Test func withoutAnyLimitNothingWaits() {
    var pace = RequestPace(limit: 3, limits: TargetLimits(), at: 0)
    let tickets = (0..<3).map { _ in pace.begin(Self.step, at: 0) }
    #expect(tickets.allSatisfy { $0.wait == 0 } && pace.readiness(at: 0) == .whenOneEnds)
    pace.end(tickets[0], nil, used: 5, seconds: 1, at: 1)
    #expect(pace.readiness(at: 1) == .now && pace.active == 2)
  }

  @Test func anEstimateIsSettledWithWhatWasMeasured() {
    var pace = RequestPace(limit: 9, limits: TargetLimits(tokensPerMinute: 60_000), at: 0)
    let first = pace.begin(Self.step, at: 0)
    #expect(first.tokens == 100)
    pace.end(first, nil, used: 700, seconds: 1, at: 1)
    #expect(pace.begin(Self.step, at: 1).tokens == 700)
    #expect(pace.begin(RequestPace.Step(evalCase: "b", guess: 40), at: 1).tokens == 40)
  }

  @Test func aProviderThatRefusesThreeInARowIsLeftAloneAsLongAsItAsks() {
    var pace = RequestPace(limit: 1, limits: TargetLimits(), at: 0)
    var now = 0.0
    for wish in [30.0, 30, 3600] {
      guard case .now = pace.readiness(at: now) else {
        Issue.record("held back after fewer than three")
        return
      }
      let ticket = pace.begin(Self.step, at: now)
      pace.end(
        ticket, AdapterFailure(kind: .rateLimited, message: "", retryAfter: wish), used: 0, seconds: 0, at: now)
      if wish == 30, case .after(let seconds) = pace.readiness(at: now) {
        #expect(seconds < 30)
        now += seconds
      }
    }
    #expect(pace.readiness(at: now) == .after(60), "however long it asks")
    #expect(pace.readiness(at: now + 60) == .now)
  }

  @Test func aRefusalThatACrowdExplainsMakesRoomSmallerAndNoRate() {
    var pace = RequestPace(limit: 8, limits: TargetLimits(), at: 0)
    let tickets = (0..<8).map { _ in pace.begin(Self.step, at: 0) }
    for ticket in tickets[5...] { pace.end(ticket, Self.refusal, used: 0, seconds: 0.03, at: 0.03) }
    // Which of those that went together arrived last is not known: one more than were borne is tried.
    #expect(pace.concurrency.allowed == 6 && pace.rate.perSecond == nil)
    for ticket in tickets[..<5] { pace.end(ticket, nil, used: 0, seconds: 1, at: 1) }
    #expect(pace.readiness(at: 1) == .now)
  }

  @Test func aRefusalOfALoneRequestIsARate() {
    var pace = RequestPace(limit: 8, limits: TargetLimits(), at: 0)
    pace.end(pace.begin(Self.step, at: 0), nil, used: 0, seconds: 1, at: 1)
    pace.end(pace.begin(Self.step, at: 1), Self.refusal, used: 0, seconds: 0.03, at: 1.03)
    #expect(pace.rate.perSecond != nil && pace.concurrency.allowed == 8)
    #expect(pace.readiness(at: 1.03) != .now)
  }

  @Test func aTargetThatNeverRefusesIsNeverHeldBack() {
    var pace = RequestPace(limit: 4, limits: TargetLimits(), at: 0)
    var tickets = (0..<4).map { _ in pace.begin(Self.step, at: 0) }
    for number in 1...500 {
      let now = Double(number) / 4
      pace.end(tickets.removeFirst(), nil, used: 9, seconds: 1, at: now)
      #expect(pace.readiness(at: now) == .now)
      tickets.append(pace.begin(Self.step, at: now))
      #expect(tickets.last?.wait == 0 && pace.readiness(at: now) == .whenOneEnds)
    }
  }

  private static let refusal = AdapterFailure(kind: .rateLimited, message: "429")
}

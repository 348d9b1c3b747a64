import EvalSchema
import Testing

@testable import Harness

@Suite struct RequestPaceTests {
  private static let step = RequestPace.Step(evalCase: "a", guess: 100)

  /// Providers that do not say what they bear: what counts is a second, and how much at once.
  @Test(arguments: [
    HiddenLimit(limit: .requests(perSecond: 2, burst: 6), latency: 0.3),
    HiddenLimit(limit: .requests(perSecond: 10, burst: 10), latency: 0.2),
    HiddenLimit(limit: .requests(perSecond: 10, burst: 200), latency: 2, retryAfter: 5),
    HiddenLimit(limit: .requests(perSecond: 50, burst: 50), latency: 1, trialsInFlight: 128),
    HiddenLimit(limit: .tokens(perSecond: 5000, burst: 10_000), latency: 0.5),
    HiddenLimit(limit: .tokens(perSecond: 30_000, burst: 300_000), latency: 1, retryAfter: 2),
    HiddenLimit(limit: .atOnce(1), latency: 0.5), HiddenLimit(limit: .atOnce(7), latency: 1),
    HiddenLimit(limit: .atOnce(40), latency: 2, retryAfter: 1, trialsInFlight: 100),
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

  @Test func aProviderThatRefusesEverythingIsLeftAloneAsLongAsItAsks() {
    var pace = RequestPace(limit: 2, limits: TargetLimits(), at: 0)
    for _ in 0..<2 {
      let ticket = pace.begin(Self.step, at: 0)
      pace.end(
        ticket, AdapterFailure(kind: .rateLimited, message: "", retryAfter: 30), used: 0, seconds: 0, at: 0)
    }
    #expect(pace.readiness(at: 0) == .now)
    let third = pace.begin(Self.step, at: 0)
    pace.end(
      third, AdapterFailure(kind: .rateLimited, message: "", retryAfter: 3600), used: 0, seconds: 0, at: 0)
    #expect(pace.readiness(at: 0) == .after(60), "however long it asks")
    #expect(pace.readiness(at: 60) == .now)
  }
}

import EvalSchema
import Testing

@testable import Harness

/// Providers that do not say what they bear: at least 90% of it is used, and at most 2% of the calls after the start are refused.
///
/// The start is two minutes, or as long as a hundred calls take.
@Suite struct HiddenLimitTests {
  private static func rate(_ perMinute: Int, burst: Double) -> HiddenLimit.Limit {
    .requests(perSecond: Double(perMinute) / 60, burst: burst)
  }

  private static func check(_ provider: HiddenLimit) {
    let result = provider.run()
    #expect(result.throughput >= 0.9, "\(provider.limit): \(result)")
    #expect(result.refused <= 0.02, "\(provider.limit): \(result)")
  }

  @Test(arguments: [1.0, 2, 5, 300], [0.05, 5])
  func aBucketOfAnyBurstIsFound(burst: Double, latency: Double) {
    Self.check(HiddenLimit(limit: Self.rate(300, burst: burst), latency: latency))
  }

  @Test(arguments: [30, 3000], [8, 1000])
  func aBucketOfTwoIsFoundByCrowdsOfAnySize(perMinute: Int, trials: Int) {
    Self.check(HiddenLimit(limit: Self.rate(perMinute, burst: 2), latency: 0.5, trialsInFlight: trials))
  }

  @Test(arguments: [30, 300, 3000], [.nothing, .untilRoom, .seconds(5)] as [HiddenLimit.Wish])
  func aFixedMinuteIsFoundWhateverTheRefusalAsks(perMinute: Int, wish: HiddenLimit.Wish) {
    Self.check(HiddenLimit(limit: .minute(perMinute), latency: 0.5, wish: wish))
  }

  @Test(arguments: [30, 300], [8, 1000])
  func aFixedMinuteIsFoundByCrowdsOfAnySize(perMinute: Int, trials: Int) {
    Self.check(HiddenLimit(limit: .minute(perMinute), latency: 5, trialsInFlight: trials))
  }

  @Test(arguments: [30, 300, 3000], [.nothing, .untilRoom] as [HiddenLimit.Wish])
  func aSlidingWindowIsFound(perMinute: Int, wish: HiddenLimit.Wish) {
    Self.check(HiddenLimit(limit: .window(requests: perMinute, tokens: .max / 4), latency: 0.5, wish: wish))
  }

  @Test(arguments: [30, 300, 3000], [10, 60])
  func tokensOfABucketAreFound(perMinute: Int, seconds: Int) {
    let perSecond = Double(perMinute) * 1000 / 60
    let burst = max(5000, perSecond * Double(seconds))
    Self.check(HiddenLimit(limit: .tokens(perSecond: perSecond, burst: burst), latency: 0.5))
  }

  @Test(arguments: [1, 7, 40], [0.05, 5])
  func requestsAtOnceAreFound(count: Int, latency: Double) {
    Self.check(HiddenLimit(limit: .atOnce(count), latency: latency))
  }
}

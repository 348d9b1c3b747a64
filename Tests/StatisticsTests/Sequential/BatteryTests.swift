import Testing

@testable import Statistics

@Suite struct BatteryTests {
  static let single = Staircases(SequentialDesign(limit: 0.05, budget: 400))
  static let pooled = Staircases(SequentialDesign(limit: 0.05, budget: 400, closing: .open))

  func battery(_ tests: [Battery.Test], streams: Int, share: Double = 0.05, maximum: Int? = nil) -> Battery {
    Battery(tests: tests, streams: streams, missing: MissingRule(share: share), maximumOutcomes: maximum)
  }

  @Test func aTestOfOneStreamLooksAfterEveryOutcome() {
    var battery = battery([Battery.Test(Self.single, streams: [0])], streams: 1)
    for count in 1...66 {
      #expect(battery.observe(.success, stream: 0).isEmpty)
      #expect(battery.usableAhead(0) == 67 - count)
    }
    #expect(battery.observe(.success, stream: 0) == [0])
    #expect(battery.end(ofTest: 0) == .decided(.pass))
    #expect(battery.used(0) == 67)
    battery.observe(.failure, stream: 0)
    #expect(battery.used(0) == 67)
    #expect(battery.counts(0).failures == 0)
  }

  @Test func pooledTestsLookAtCompleteRounds() {
    var battery = battery([Battery.Test(Self.pooled, streams: [0, 1, 2])], streams: 3)
    for _ in 0..<40 { battery.observe(.success, stream: 0) }
    for _ in 0..<40 { battery.observe(.success, stream: 1) }
    #expect(battery.sequential(ofTest: 0).trials == 0)
    #expect(!battery.isNeeded(0))
    #expect(battery.isNeeded(2))
    for _ in 0..<23 { battery.observe(.success, stream: 2) }
    #expect(battery.end(ofTest: 0) == .decided(.pass))
    #expect(battery.sequential(ofTest: 0).trials == 69)
    #expect((0..<3).map { battery.used($0) } == [23, 23, 23])
  }

  @Test func arrivalOrderOfStreamsDoesNotMatter() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      let strips = (0..<3).map { _ in
        (0..<400).map { _ -> Battery.Outcome in
          switch UInt8.random(in: 0..<100, using: &random) {
          case 0..<6: .failure
          case 6..<9: .missing
          default: .success
          }
        }
      }
      let tests =
        [Battery.Test(Self.pooled, streams: [0, 1, 2])] + (0..<3).map { Battery.Test(Self.single, streams: [$0]) }
      var inTurn = battery(tests, streams: 3)
      for index in 0..<400 { for stream in 0..<3 { inTurn.observe(strips[stream][index], stream: stream) } }
      var shuffled = battery(tests, streams: 3)
      var next = [0, 0, 0]
      while next != [400, 400, 400] {
        let stream = Int.random(in: 0..<3, using: &random)
        guard next[stream] < 400 else { continue }
        shuffled.observe(strips[stream][next[stream]], stream: stream)
        next[stream] += 1
      }
      for test in tests.indices {
        #expect(inTurn.end(ofTest: test) == shuffled.end(ofTest: test))
        #expect(inTurn.sequential(ofTest: test) == shuffled.sequential(ofTest: test))
      }
      for stream in 0..<3 { #expect(inTurn.used(stream) == shuffled.used(stream)) }
    }
  }

  @Test(arguments: [(9, false), (10, true)])
  func streamsThatGiveNothingBreakTheirTests(_ missing: Int, _ isBroken: Bool) {
    var battery = battery([Battery.Test(Self.single, streams: [0])], streams: 1)
    for _ in 0..<missing { battery.observe(.missing, stream: 0) }
    #expect((battery.end(ofTest: 0) == .broken(stream: 0)) == isBroken)
  }

  @Test(arguments: [(2, 67, false), (3, 67, false), (4, 67, true)])
  func aShareOfMissingOutcomesSpoilsAPass(_ missing: Int, _ successes: Int, _ isSpoiled: Bool) {
    var battery = battery([Battery.Test(Self.single, streams: [0])], streams: 1)
    for _ in 0..<missing { battery.observe(.missing, stream: 0) }
    for _ in 0..<successes { battery.observe(.success, stream: 0) }
    #expect(battery.end(ofTest: 0) == .decided(.pass))
    #expect(battery.isSpoiled(test: 0) == isSpoiled)
  }

  @Test func noMissingOutcomeIsToleratedWithoutAShare() {
    var battery = battery([Battery.Test(Self.single, streams: [0])], streams: 1, share: 0)
    battery.observe(.missing, stream: 0)
    #expect(battery.end(ofTest: 0) == .broken(stream: 0))
  }

  @Test func aTestOfNoStreamEndsAtOnce() {
    let battery = battery([Battery.Test(Self.single, streams: [])], streams: 1)
    #expect(battery.end(ofTest: 0) == .exhausted)
    #expect(!battery.isNeeded(0))
  }

  @Test func aCutRunIsExhausted() {
    var battery = battery([Battery.Test(Self.single, streams: [0])], streams: 1, maximum: 5)
    for _ in 0..<5 { battery.observe(.success, stream: 0) }
    #expect(battery.end(ofTest: 0) == .exhausted)
    #expect(!battery.isNeeded(0))
  }

  @Test func aPooledTestEndsWhenNoRoundFitsItsBudget() {
    let rule = Staircases(SequentialDesign(limit: 0.05, budget: 68, closing: .open))
    var battery = battery([Battery.Test(rule, streams: [0, 1, 2])], streams: 3)
    for _ in 0..<30 { for stream in 0..<3 { battery.observe(.success, stream: stream) } }
    #expect(battery.end(ofTest: 0) == .decided(.budget))
    #expect(battery.used(0) == 22)
  }
}

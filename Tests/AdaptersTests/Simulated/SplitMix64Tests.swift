import Testing

@testable import Adapters

@Suite struct SplitMix64Tests {
  @Test func theSequenceIsThePublishedOne() {
    var generator = SplitMix64(seed: 1_234_567)
    let words = (0..<5).map { _ in generator.next() }
    #expect(
      words == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func unitsAreInRangeAndSpread() {
    var generator = SplitMix64(seed: 3)
    let units = (0..<10_000).map { _ in generator.unit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(units.reduce(0, +) / 10_000 - 0.5) < 0.015)  // Five standard errors.
  }

  @Test func everythingThatNamesADrawCounts() {
    func first(
      target: UInt64 = 1, trial: UInt64 = 2, purpose: String = "a", step: Int = 3, attempt: Int = 4,
      subject: String = "b"
    ) -> UInt64 {
      var generator = SplitMix64(
        target: target, trial: trial, purpose: purpose, step: step, attempt: attempt, subject: subject)
      return generator.next()
    }
    let words = [
      first(), first(target: 9), first(trial: 9), first(purpose: "ab"), first(step: 9), first(attempt: 9),
      first(subject: ""), first(purpose: "", subject: "ab"),
    ]
    #expect(Set(words).count == words.count)
    #expect(first() == first())
  }
}

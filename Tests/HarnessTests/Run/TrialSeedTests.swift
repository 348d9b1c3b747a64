import EvalSchema
import Harness
import Testing

@Suite struct TrialSeedTests {
  @Test func theSeedOfATrialIsFixedForAllTime() {
    // SHA-256 of "trial\07\0INC-1\0base\00\0", first eight bytes.
    let bytes = Array("trial\u{0}7\u{0}INC-1\u{0}base\u{0}0\u{0}".utf8)
    let expected = Digest(of: bytes).description.prefix(16)
    #expect(TrialSeed.of(run: 7, evalCase: "INC-1", index: 0) == UInt64(expected, radix: 16))
  }

  @Test func everyPartOfTheNameChangesTheSeed() {
    let seeds = [
      TrialSeed.of(run: 1, evalCase: "a", index: 11), TrialSeed.of(run: 2, evalCase: "a", index: 11),
      TrialSeed.of(run: 1, evalCase: "b", index: 11), TrialSeed.of(run: 1, evalCase: "a", variant: "v", index: 11),
      TrialSeed.of(run: 1, evalCase: "a", index: 1), TrialSeed.of(run: 11, evalCase: "a", index: 1),
    ]
    #expect(Set(seeds).count == seeds.count)
  }
}

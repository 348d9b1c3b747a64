import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct WatchDeciderTests {
  /// A watch of one case with a limit of 5%, an interval every 10 seconds from 0 to 100; `strips` are intervals, nil is a gap.
  private static func state(
    _ counts: [(failures: Int, valid: Int)?], errored: Int = 0, limit: Double = 0.05,
    change: (inout WatchState) -> Void = { _ in }
  ) -> WatchState {
    var state = WatchState(
      tool: ToolVersion(version: "t"), id: "w", evalset: "e", target: "t", fingerprint: Digest(of: "t"),
      policy: Digest(of: "p"), start: 0, end: counts.count * 10, every: 10, trials: 20, minimumValid: 0,
      confidence: 0.95,
      errorShare: 0.05, seed: 1,
      cases: [WatchedCase(id: "a", digest: Digest(of: "a"), limit: limit, severity: .s2, isWatching: true)])
    for (index, found) in counts.enumerated() {
      guard let found else { continue }
      state.intervals.append(
        WatchInterval(
          index: index, startedAt: index * 10, endedAt: index * 10 + 1, run: "r\(index)",
          counts: ["a": WatchCounts(valid: found.valid, failures: found.failures, errored: errored)], models: ["m"]))
    }
    change(&state)
    return state
  }

  private static let clean: [(failures: Int, valid: Int)?] = Array(repeating: (0, 20), count: 10)

  @Test(arguments: [
    ("clean, in the middle", state(clean), 50, WatchStanding.Word.going),
    ("clean, at the end", state(clean), 100, .endedWell),
    ("one failure, at the end", state([(1, 20)] + clean.dropFirst()), 100, .endedWell),
    ("all fail", state([(10, 20)] + Array(repeating: nil, count: 9)), 10, .failed),
    ("a FAIL is kept", state(clean) { $0.ended = .fail }, 100, .failed),
    ("few trials", state(Array(repeating: (0, 2), count: 10)), 100, .undecided),
    ("between", state(Array(repeating: (1, 20), count: 10)), 100, .undecided),
    ("too few for what was asked", state(clean) { $0.minimumValid = 500 }, 100, .undecided),
    ("six of ten missed", state(Array(repeating: nil, count: 6) + clean.prefix(4)), 100, .undecided),
    ("three of ten missed", state(Array(repeating: nil, count: 3) + clean.prefix(7)), 100, .endedWell),
    ("a model that changed", state(clean) { $0.intervals[4].models = ["n"] }, 100, .undecided),
    ("many errors", state(clean, errored: 5), 100, .error),
    ("nothing observed", state(Array(repeating: nil, count: 10)), 100, .error),
    ("only errors", state(Array(repeating: (0, 0), count: 10), errored: 5), 100, .error),
  ]) func everyStateHasItsWord(_ name: String, _ state: WatchState, _ now: Int, _ word: WatchStanding.Word) {
    let standing = WatchDecider.standing(state, at: now)
    #expect(standing.word == word, "\(name): \(standing.sentence)")
    #expect((standing.verdict == .pass) == (word == .endedWell))
  }

  @Test func gapsDriftErrorsAndThinWatchesAreSaid() {
    let state = Self.state([nil] + Array(repeating: (0, 2), count: 9), errored: 1) {
      $0.trials = 1
      $0.intervals.removeLast(4)
      $0.intervals[1].models = ["n"]
      $0.intervals[4].stopped = "quota: used up"
    }
    let codes = WatchDecider.standing(state, at: 62).notes.map(\.code)
    #expect(codes == ["watch-gaps", "watch-model-changed", "watch-errors", "watch-interval-stopped", "watch-too-thin"])
    #expect(Set(codes).isSubset(of: Set(WatchCodes.all.map(\.code))))
    #expect(WatchDecider.standing(Self.state(Self.clean), at: 50).notes.isEmpty)
  }

  /// The expectation of the evidence at every look, over all outcomes, at the limit itself: exactly 1 at most.
  @Test(arguments: [(0.05, 3), (0.2, 4), (0.5, 2)]) func theEvidenceIsFairAtEveryLook(_ limit: Double, _ size: Int) {
    var sums = [0.0, 0.0, 0.0]
    for i in 0...size {
      for j in 0...size {
        for k in 0...size {
          let chance = Self.binomial(i, size, limit) * Self.binomial(j, size, limit) * Self.binomial(k, size, limit)
          let counts = [i, j, k].map { WatchCounts(valid: size, failures: $0) }
          for look in 1...3 {
            sums[look - 1] +=
              chance * exponential(WatchDecider.logAbove(Array(counts.prefix(look)), limit: limit).value)
          }
        }
      }
    }
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-9 }, "\(sums)")
  }

  @Test func aRateThatRisesAfterCleanWeeksIsSeen() throws {
    // 2,000 clean trials, then a third fails: the whole watch is still far below its limit.
    let counts: [(failures: Int, valid: Int)?] =
      Array(repeating: (0, 20), count: 100) + [(6, 20), (6, 20), (6, 20)] + Array(repeating: (0, 20), count: 7)
    let whole = Evidence(limit: 0.05).logAbove(trials: 2060, failures: 18)
    #expect(whole < 0)
    let state = Self.state(counts) { $0.intervals.removeLast(7) }
    let standing = WatchDecider.standing(state, at: 1_031)
    #expect(standing.word == .failed)
    #expect(
      standing.cases.first?.failedSince == 100
        && standing.sentence.contains("18 failures in 60 trials since interval 101"))
  }

  @Test func aSingleFailureIsNoFail() {
    #expect(WatchDecider.standing(Self.state([(1, 1)] + Self.clean.dropFirst(), limit: 0.0001), at: 5).word == .going)
  }

  @Test func theCleanTrialsAreThoseOfTheGate() {
    #expect(WatchDecider.cleanTrials(limit: 0.01, confidence: 0.95) == 339)
    #expect(WatchDecider.cleanTrials(limit: 0.05, confidence: 0.95) == 67)
    #expect(WatchDecider.cleanTrials(limit: 0, confidence: 0.95) == nil)
  }

  private static func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
    var chance = 1.0
    for i in 0..<k { chance *= p * Double(n - i) / Double(i + 1) }
    for _ in k..<n { chance *= 1 - p }
    return chance
  }
}

import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct PolicyComparisonTests {
  struct Edit: Sendable {
    var words: String
    var change: @Sendable (inout Policy) -> Void
  }

  static let edits: [Edit] = [
    Edit(words: "confidence 95% → 90%: looser") { $0.confidence = 0.9 },
    Edit(words: "confidence 95% → 99%: stricter") { $0.confidence = 0.99 },
    Edit(words: "S1 limit 1% → 2%: looser") { $0.severities.s1.limit = 0.02 },
    Edit(words: "S2 unit case → pattern: looser") { $0.severities.s2.unit = .pattern },
    Edit(words: "S3 cap 50% → none: looser") { $0.severities.s3.cap = nil },
    Edit(words: "S3 cap 50% → 40%: stricter") { $0.severities.s3.cap = 0.4 },
    Edit(words: "S3 blocks true → false: looser") { $0.severities.s3.blocks = false },
    Edit(words: "S1 budget 2000 → 20 / limit: changed") { $0.severities.s1.budget = nil },
    Edit(words: "error_share 5% → 6%: looser") { $0.errorShare = 0.06 },
    Edit(words: "minimum_valid 1 → 5: stricter") { $0.minimumValid = 5 },
    Edit(words: "allow_inconclusive false → true: looser") { $0.allowInconclusive = true },
    Edit(words: "allow_mutable_alias false → true: looser") { $0.allowMutableAlias = true },
    Edit(words: "judges exemplars 30 → 20: looser") { $0.judges = JudgePolicy(exemplars: 20) },
    Edit(words: "judges sensitivity 75% → 60%: looser") { $0.judges = JudgePolicy(sensitivity: 0.6) },
    Edit(words: "judges sensitivity 75% → 90%: stricter") { $0.judges = JudgePolicy(sensitivity: 0.9) },
    Edit(words: "judges accept_uncalibrated false → true: looser") {
      $0.judges = JudgePolicy(acceptUncalibrated: true)
    },
    Edit(words: "accept_resolved false → true: changed") { $0.acceptResolved = true },
    Edit(words: "identical_outputs warn → inconclusive: stricter") { $0.identicalOutputs = .inconclusive },
    Edit(words: "comparison margin S1 2pp → 5pp: looser") { $0.comparison = .init(margin: .init(s1: 0.05)) },
    Edit(words: "comparison margin S3 5pp → 1.5pp: stricter") { $0.comparison = .init(margin: .init(s3: 0.015)) },
    Edit(words: "comparison max_pairs 50 / margin → 300: changed") { $0.comparison = .init(maximumPairs: 300) },
    Edit(words: "comparison max_age 24h → 168h: looser") { $0.comparison = .init(maximumAge: 604_800) },
    Edit(words: "comparison baseline_trials 1 → 3: changed") { $0.comparison = .init(baselineTrials: 3) },
    Edit(words: "comparison fresh_trials 5 → 0: looser") { $0.comparison = .init(freshTrials: 0) },
    Edit(words: "comparison output_shifts warn → block: stricter") { $0.comparison = .init(outputShifts: .block) },
  ]

  @Test(arguments: edits) func everyKeyHasItsWordsAndItsWay(_ edit: Edit) {
    var policy = Policy()
    edit.change(&policy)
    #expect(PolicyComparison.changes(from: Policy(), to: policy).map(\.words) == [edit.words])
  }

  @Test func statedDefaultsAreNoChange() throws {
    let stated = #"{"comparison":{"margin":{"S1":0.02},"max_age":86400,"output_shifts":"warn"}}"#
    let policy = try CanonicalJSON.decode(Policy.self, from: Data(stated.utf8))
    #expect(policy == Policy() && PolicyComparison.changes(from: Policy(), to: policy) == [])
    #expect(try !CanonicalJSON.text(Policy()).contains("comparison"))
  }

  @Test func theNumberOfThePolicyIsNoChange() {
    #expect(PolicyComparison.changes(from: Policy(), to: Policy(version: 9)) == [])
  }
}

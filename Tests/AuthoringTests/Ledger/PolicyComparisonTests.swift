import EvalSchema
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
  ]

  @Test(arguments: edits) func everyKeyHasItsWordsAndItsWay(_ edit: Edit) {
    var policy = Policy()
    edit.change(&policy)
    #expect(PolicyComparison.changes(from: Policy(), to: policy).map(\.words) == [edit.words])
  }

  @Test func theNumberOfThePolicyIsNoChange() {
    #expect(PolicyComparison.changes(from: Policy(), to: Policy(version: 9)) == [])
  }
}

import EvalSchema
import Testing

@testable import Gating

/// Every sentence, word for word.
@Suite struct SentenceTableTests {
  static func finding(
    _ trials: Int, _ failures: Int, _ verdict: Verdict, _ reason: ReasonCode, m: Int = 300, limit: Double = 0.01,
    budget: Int = 2000, most: Int = 10, clean: Int? = nil, members: Int = 1, valid: Int? = nil, errored: Int = 0
  ) -> Finding {
    let test =
      members == 1
      ? RunLogFixture.single("a", limit: limit, budget: budget, m: m)
      : RunLogFixture.pattern("refund loop", (0..<members).map { "c\($0)" }, limit: limit, budget: budget, m: m)
    return Finding(
      test: test, tests: m, trials: trials, failures: failures, valid: valid ?? trials, errored: errored,
      verdict: verdict, reason: reason, maximumFailures: most, cleanTrialsToPass: clean)
  }

  static let cases: [(Finding, String)] = [
    (
      finding(339, 0, .pass, .limitMet),
      "0 failures in 339 trials: the failure rate is below 1% with 95% confidence."
    ),
    (
      finding(649, 1, .pass, .limitMet), "1 failure in 649 trials: the failure rate is below 1% with 95% confidence."
    ),
    (
      finding(2000, 9, .pass, .limitMet),
      "9 failures in 2000 trials: below 1% with 95% confidence (plan of 2000 trials, at most 10 failures)."
    ),
    (
      finding(312, 0, .inconclusive, .interrupted, clean: 27),
      "0 failures in 312 trials: below 1.1% with 95% confidence so far; 27 more clean trials to pass at 1%."
    ),
    (
      finding(338, 0, .inconclusive, .interrupted, clean: 1),
      "0 failures in 338 trials: below 1.1% with 95% confidence so far; 1 more clean trial to pass at 1%."
    ),
    (
      finding(30, 5, .inconclusive, .interrupted),
      "5 failures in 30 trials: below 41.3% with 95% confidence so far."
    ),
    (
      finding(5, 0, .inconclusive, .budgetExhausted, clean: 334),
      "0 failures in 5 trials: below 50.3% with 95% confidence so far; 334 more clean trials to pass at 1%."
    ),
    (finding(0, 0, .inconclusive, .interrupted), "No valid trial yet: nothing is known."),
    (
      finding(7, 4, .fail, .limitExceeded),
      "4 failures in 7 trials: the failure rate is above 1% with 95% confidence (over all 300 tests of this gate)."
    ),
    (
      finding(7, 4, .fail, .limitExceeded, m: 1),
      "4 failures in 7 trials: the failure rate is above 1% with 95% confidence (the only test of this gate)."
    ),
    (
      finding(1204, 11, .inconclusive, .passOutOfReach),
      "11 failures in 1204 trials: a PASS at 1% allows 10 in 2000; stopped early. Not shown to be above 1%."
    ),
    (
      finding(1, 0, .inconclusive, .passOutOfReach, budget: 50, most: -1),
      "0 failures in 1 trial: no outcome of 50 trials gives a PASS at 1%; stopped early. Not shown to be above 1%."
    ),
    (
      finding(2000, 40, .inconclusive, .budgetExhausted),
      """
      40 failures in 2000 trials (budget used): between 1.1% and 3.3%, 95% confidence each; above 1% for this case alone, \
      not proven over all 300 tests.
      """
    ),
    (
      finding(2000, 20, .inconclusive, .budgetExhausted),
      """
      20 failures in 2000 trials (budget used): between 0.47% and 1.9%, 95% confidence each; not shown to be on either \
      side of 1%.
      """
    ),
    (
      finding(50, 1, .inconclusive, .budgetExhausted, m: 1, limit: 0.0001, budget: 50, most: -1),
      """
      1 failure in 50 trials (budget used): between 0% and 12.4%, 95% confidence each; not shown to be on either side of \
      0.01%.
      """
    ),
    (
      finding(339, 0, .inconclusive, .identicalOutputs),
      "0 failures in 339 trials, but every answer was the same bytes: repeats of one answer may be one observation."
    ),
    (
      finding(67, 0, .error, .tooManyErrors, errored: 9),
      "9 of 76 trials errored, more than 5% of a case: too many to judge. Errored trials count neither as passed nor as failed."
    ),
    (
      finding(3, 0, .error, .authFailed, errored: 1),
      "1 of 4 trials errored: the provider refused the key; nothing was shown."
    ),
    (
      finding(3, 0, .error, .quotaExceeded, errored: 1),
      "1 of 4 trials errored: the provider's quota is used up; nothing was shown."
    ),
    (
      finding(3, 0, .error, .graderError, errored: 12),
      "12 of 15 trials errored: graders could not judge; nothing was shown."
    ),
    (
      finding(67, 0, .error, .noTrials, errored: 1),
      "1 of 68 trials errored, 67 valid: fewer than the policy asks for; nothing was shown."
    ),
    (finding(0, 0, .error, .noTrials), "No trial was made: nothing was shown."),
    (finding(0, 0, .error, .invalidDesign), "This test of the plan cannot be judged: it is not sound."),
  ]

  @Test(arguments: cases)
  func oneCase(_ finding: Finding, _ sentence: String) { #expect(Sentences.single(finding) == sentence) }

  static let patterns: [(Finding, Double?, String)] = [
    (
      finding(70, 0, .pass, .limitMet, limit: 0.05, budget: 400, members: 10), 0.5,
      """
      pattern 'refund loop', 10 cases x 7 runs, 0 failures: their average failure rate is below 5%, each case below 50%, \
      95% confidence each. Says nothing below 50% about a single case.
      """
    ),
    (
      finding(70, 0, .pass, .limitMet, limit: 0.05, budget: 400, members: 10), nil,
      """
      pattern 'refund loop', 10 cases x 7 runs, 0 failures: their average failure rate is below 5% with 95% confidence. \
      Says nothing about a single case.
      """
    ),
    (
      finding(50, 20, .fail, .limitExceeded, limit: 0.05, budget: 400, members: 10), 0.5,
      """
      pattern 'refund loop', 10 cases x 5 runs, 20 failures: their average failure rate is above 5% with 95% confidence \
      (over all 300 tests of this gate).
      """
    ),
    (
      finding(50, 1, .inconclusive, .interrupted, limit: 0.05, budget: 400, clean: 79, members: 10), 0.5,
      """
      pattern 'refund loop', 10 cases x 5 runs, 1 failure: their average failure rate is below 12.4% with 95% confidence so \
      far; 8 more clean runs of each case to pass at 5%.
      """
    ),
    (
      finding(400, 30, .inconclusive, .budgetExhausted, limit: 0.05, budget: 400, members: 10), 0.5,
      """
      pattern 'refund loop', 10 cases x 40 runs, 30 failures (budget used): their average failure rate is between 4.1% and \
      12.6%, 95% confidence each; not shown to be on either side of 5%.
      """
    ),
    (
      finding(200, 20, .inconclusive, .passOutOfReach, limit: 0.05, budget: 400, most: 8, members: 10), 0.5,
      """
      pattern 'refund loop', 10 cases x 20 runs, 20 failures: a PASS at 5% allows 8 in 400; stopped early. Their average is \
      not shown to be above 5%.
      """
    ),
    (
      finding(0, 0, .inconclusive, .interrupted, limit: 0.05, budget: 400, members: 10), nil,
      "pattern 'refund loop': no complete run of its cases yet: nothing is known."
    ),
    (
      finding(70, 0, .inconclusive, .identicalOutputs, limit: 0.05, budget: 400, members: 10), nil,
      """
      pattern 'refund loop', 10 cases x 7 runs, 0 failures, but every answer of one case was the same bytes: repeats of one \
      answer may be one observation.
      """
    ),
  ]

  @Test(arguments: patterns)
  func onePattern(_ finding: Finding, _ cap: Double?, _ sentence: String) {
    #expect(Sentences.pattern(finding, name: "refund loop", cap: cap) == sentence)
  }

  static func rules(
    pass: Int = 0, undecided: Int = 0, waived: Int = 0, shown: Int = 0, patterns: Int = 0
  ) -> [RuleVerdict] {
    let parts: [(Int, String, Verdict, Bool, String?)] = [
      (pass, "case", .pass, true, nil), (patterns, "pattern", .pass, true, nil),
      (undecided, "case", .inconclusive, true, nil), (waived, "case", .fail, false, "T-1"),
      (shown, "case", .pass, false, nil),
    ]
    return parts.flatMap { count, kind, verdict, blocks, waiver in
      (0..<count).map {
        RuleVerdict(
          id: "\(kind):\($0)", kind: kind, text: "t", members: ["c\($0)"], failures: 0, valid: 67, limit: 0.05,
          verdict: verdict, reason: verdict == .inconclusive ? .budgetExhausted : .limitMet, sentence: "s.",
          blocks: blocks, waiver: waiver, file: "f")
      }
    }
  }

  static let gates: [([RuleVerdict], String)] = [
    (
      rules(pass: 300),
      "all 300 tests passed. If any case were above its limit, this verdict would appear in at most 5% of such releases."
    ),
    (
      rules(pass: 1),
      "the only test passed. If any case were above its limit, this verdict would appear in at most 5% of such releases."
    ),
    (
      rules(pass: 10, patterns: 2),
      """
      all 12 tests passed. If any case, or the average of any pattern, were above its limit, this verdict would appear in at \
      most 5% of such releases.
      """
    ),
    (
      rules(pass: 11, waived: 1),
      """
      all 11 tests passed, 1 waived. If any case that passed were above its limit, this verdict would appear in at most 5% of \
      such releases. Of the waived tests nothing is claimed.
      """
    ),
    (
      rules(pass: 9, undecided: 3),
      """
      9 of 12 tests passed, 3 undecided, let through by the policy. If any case that passed were above its limit, its test \
      would pass in at most 5% of such releases. Of the undecided tests nothing is claimed.
      """
    ),
    (
      rules(pass: 9, undecided: 3, waived: 1, shown: 2),
      """
      9 of 12 tests passed, 3 undecided, let through by the policy, 1 waived, 2 shown only. If any case that passed were above \
      its limit, its test would pass in at most 5% of such releases. Of the undecided, waived and shown tests nothing is \
      claimed.
      """
    ),
  ]

  @Test(arguments: gates)
  func aPassingGate(_ rules: [RuleVerdict], _ sentence: String) {
    let policy = Policy(allowInconclusive: true)
    #expect(Sentences.gate(.pass, rules: rules, policy: policy, error: "5%") == sentence)
  }

  @Test func aGateThatIsNotGreen() {
    let policy = Policy(allowInconclusive: true)
    let gate = { Sentences.gate($0, rules: $1, policy: $2, error: "5%") }
    #expect(gate(.empty, [], policy) == "Nothing was selected, so nothing was judged.")
    #expect(gate(.empty, Self.rules(shown: 2), policy) == "None of 2 tests decides this gate, so nothing was judged.")
    #expect(
      gate(.inconclusive, Self.rules(undecided: 3, waived: 1), policy)
        == "no test passed, so nothing was shown: 3 undecided and let through, 1 waived.")
    #expect(
      gate(.inconclusive, Self.rules(pass: 2, undecided: 3), Policy()) == "3 of 5 tests undecided; c0: s.")
    var failing = Self.rules(pass: 12)
    failing[4].verdict = .fail
    #expect(gate(.fail, failing, policy) == "1 of 12 tests failed; c4: s.")
  }

  /// No sentence speaks of a share without its counts, and none of the chance that a release is good.
  @Test func wordsThatAreNeverUsed() {
    for verdict in [Verdict.pass, .fail, .inconclusive, .error] {
      for reason in ReasonCode.allCases {
        for trials in [0, 1, 67, 2000] {
          let text = Sentences.single(Self.finding(trials, trials / 50, verdict, reason, errored: 2))
          #expect(!text.contains("probab") && !text.contains("likely") && !text.contains("certain"))
          #expect(text.contains("trial") || text.contains("test"), "\(text)")
        }
      }
    }
  }
}

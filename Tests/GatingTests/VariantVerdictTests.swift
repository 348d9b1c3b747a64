import EvalSchema
import Statistics
import Testing

@testable import Gating

/// Rates per variant, what they warn of, and what a pass over variants may rest on.
@Suite struct VariantVerdictTests {
  /// The verdict on one case `a` with so many variants.
  private func decide(
    _ strip: String, variants: Int, limit: Double = 0.05, _ change: (inout RunLogFixture) -> Void = { _ in }
  ) throws -> GateVerdict {
    var fixture = RunLogFixture(cases: ["a": strip], tests: [RunLogFixture.single("a", limit: limit)])
    fixture.variants = variants
    if variants > 0 {
      // As the planner makes it: whole rounds, in which each variant is asked once.
      fixture.tests[0].turns = variants + 1
      fixture.tests[0].budget = 400 / (variants + 1) * (variants + 1)
    }
    change(&fixture)
    return GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test"))
  }

  @Test func trialsAreCountedByTheirTurn() throws {
    let found = try decide(.failing(at: [2, 5, 8], of: 150), variants: 2).cases[0]
    #expect(found.variants.map(\.name) == ["base", "v1", "v2"])
    #expect(found.variants.reduce(0) { $0 + $1.trials } == found.valid)
    #expect(found.variants.map(\.failures) == [0, 0, 3] && found.failures == 3)
    let counts = found.variants.map(\.trials)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
  }

  @Test func boundsHoldForAllVariantsTogether() throws {
    let found = try decide(.clean(68), variants: 3).cases[0]
    #expect(found.variants.map(\.trials) == [17, 17, 17, 17])
    for variant in found.variants {
      #expect(variant.upper == AnytimeBounds.upper(trials: variant.trials, failures: 0, alpha: 0.05 / 4))
      #expect(variant.lower == AnytimeBounds.lower(trials: variant.trials, failures: 0, alpha: 0.05 / 4))
      #expect((variant.upper ?? 0) > (found.upper ?? 1))
    }
    #expect(
      found.sentence
        == "0 failures in 68 trials: the mean failure rate of the 4 variants is below 5% with 95% confidence.")
  }

  @Test func aCaseWithoutVariantsSaysNothingOfThem() throws {
    let verdict = try decide(.clean(67), variants: 0)
    #expect(verdict.cases[0].variants == [])
    #expect(!(try CanonicalJSON.text(verdict)).contains("variants"))
    #expect(verdict.cases[0].sentence.contains("the failure rate is below 5%"))
  }

  @Test func erroredTrialsAreOfTheirVariant() throws {
    let found = try decide(".E" + .clean(67), variants: 1).cases[0]
    #expect(found.variants.map(\.errored) == [0, 1] && found.variants.map(\.trials) == [35, 33])
  }

  @Test func aVariantThatNobodyAnsweredKeepsACaseFromPassing() throws {
    // 25 inputs; the last one always errors: 4 % of the trials, which the policy would bear.
    let strip = String((0..<100).map { $0 % 25 == 24 ? "E" : "." })
    let verdict = try decide(strip, variants: 24)
    #expect(verdict.verdict == .error && verdict.reason == .noTrials)
    #expect(verdict.cases[0].sentence.contains("no valid trial asked the variant `v24`"))
    // Once answered it is enough.
    let other = String((0..<100).map { $0 % 25 == 24 && $0 > 24 ? "E" : "." })
    #expect(try decide(other, variants: 24).verdict == .pass)
    // A failure is shown by what was asked.
    #expect(try decide(String(repeating: "F", count: 25), variants: 24).verdict == .fail)
  }

  /// Failures by index of 150 trials, the number of variants, and the variant that is named.
  static let concentrated: [([Int], Int, String?)] = [
    ([2, 5, 8], 2, "v2"), ([2, 5], 2, nil), ([0, 1, 2], 2, nil), ([0, 3, 7, 8], 2, "base"), ([0, 1, 2, 3], 2, nil),
    ([1, 3, 5], 1, "v1"), ([1, 3, 4], 1, nil), ([1, 3, 5, 4], 1, "v1"), ([0, 1, 3, 4], 1, nil),
    ([0, 10, 20], 9, "base"), ([0, 10, 21, 32], 9, "base"), ([0, 11, 22, 33], 9, nil), ([], 3, nil),
  ]

  @Test(arguments: concentrated.indices) func oneVariantThatHoldsTheFailuresIsNamed(index: Int) throws {
    let (failures, variants, name) = Self.concentrated[index]
    let found = try decide(.failing(at: failures, of: 380), variants: variants, limit: 0.2)
      .warnings.filter { $0.code == "variant-concentrated" }
    // A case may be decided before its last failure; then there are fewer.
    #expect(found.count == (name == nil ? 0 : 1), "\(found)")
    if let name { #expect(found.first?.message.contains("of the variant `\(name)`") == true) }
  }

  @Test func answersAreIdenticalWithinEachVariant() throws {
    // Three questions, three answers, always the same: three observations.
    let cached = try decide(.clean(69), variants: 2) {
      $0.answer = { UInt64($0 % 3 + 1) }
      $0.adapter = .simulated
    }
    let warning = try #require(cached.warnings.first { $0.code == "identical-outputs" })
    #expect(
      warning.message.contains("each of its 3 variants") && warning.message.contains("69 trials are 3 observations"))
    let strict = try decide(.clean(69), variants: 2) {
      $0.answer = { UInt64($0 % 3 + 1) }
      $0.policy.identicalOutputs = .inconclusive
    }
    #expect(strict.verdict == .inconclusive && strict.reason == .identicalOutputs)
    // One variant that differs once ends the suspicion.
    let lively = try decide(.clean(69), variants: 2) { $0.answer = { UInt64($0 == 5 ? 9 : $0 % 3 + 1) } }
    #expect(!lively.warnings.contains { $0.code == "identical-outputs" })
    // As many variants as trials: no question was asked twice.
    let once = try decide(.clean(40), variants: 45) { $0.sameAnswers = true }
    #expect(!once.warnings.contains { $0.code == "identical-outputs" })
  }

  @Test func noVerdictIsGivenInTheMiddleOfARound() throws {
    #expect(try decide(.clean(67), variants: 3).verdict == .inconclusive)
    let open = try decide(.clean(66), variants: 3).cases[0]
    #expect(open.cleanTrialsToPass == 4 && open.sentence.contains("4 more clean trials to pass at 5%"))
    #expect(try decide(.clean(68), variants: 3).verdict == .pass)
    #expect(try decide(String(repeating: "F", count: 3), variants: 3).verdict == .inconclusive)
    #expect(try decide(String(repeating: "F", count: 4), variants: 3).verdict == .fail)
  }

  @Test func theSameRecordGivesTheSameBytes() throws {
    let one = try CanonicalJSON.line(decide(.failing(at: [2, 5, 8, 40], of: 150), variants: 2))
    #expect(try CanonicalJSON.line(decide(.failing(at: [2, 5, 8, 40], of: 150), variants: 2)) == one)
    #expect(try CanonicalJSON.decode(GateVerdict.self, from: one).cases[0].variants.count == 3)
  }
}

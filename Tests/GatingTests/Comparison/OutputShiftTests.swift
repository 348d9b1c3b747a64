import EvalSchema
import Testing

@testable import Gating

@Suite struct OutputShiftTests {
  /// A comparison of 200 clean pairs whose candidate's traits are changed.
  private func metrics(_ change: @escaping (Int, inout TrialTraits) -> Void) throws -> ComparisonVerdict {
    var fixture = ComparisonFixture(["a": (.clean(200), .clean(200))])
    fixture.changeCandidate = { arm in
      for index in 0..<200 {
        if var traits = arm.traits["a"]?[index] {
          change(index, &traits)
          arm.traits["a"]?[index] = traits
        }
      }
    }
    return try fixture.decide()
  }

  @Test func equalOutputsDifferInNothing() throws {
    let verdict = try metrics { _, _ in }
    #expect(
      verdict.metrics.map(\.id) == ["length-shape", "length-shift", "output-tokens", "refusals", "empty", "errors"])
    #expect(verdict.metrics.allSatisfy { !$0.isDifferent && $0.pAdjusted == 1 })
    #expect(verdict.warnings.isEmpty)
  }

  @Test func whatDiffersWarnsAndDoesNotBlock() throws {
    let changes: [(String, (Int, inout TrialTraits) -> Void)] = [
      ("length-shift", { $1.words += 40 }), ("refusals", { $1.isRefusal = $0 % 10 == 0 }),
      ("empty", { $1.isEmpty = $0 % 10 == 0 }), ("output-tokens", { $1.outputTokens *= 2 }),
      ("tool-calls", { $1.tools = $0 % 2 == 0 ? ["refund": 1] : [:] }),
    ]
    for (id, change) in changes {
      let verdict = try metrics(change)
      #expect(verdict.verdict == .pass, "\(id)")
      let found = try #require(verdict.metrics.first { $0.id == id })
      #expect(found.isDifferent && found.pAdjusted <= 0.05 && found.p <= found.pAdjusted, "\(id): \(found.sentence)")
      #expect(verdict.warnings.contains { $0.code == "output-shift" && $0.message == found.sentence })
    }
  }

  @Test func whereThePolicySaysSoAShiftBlocksAPassAndNothingElse() throws {
    var fixture = ComparisonFixture(["a": (.clean(200), .clean(200))])
    fixture.policy.comparison = ComparisonPolicy(outputShifts: .block)
    #expect(try fixture.decide().verdict == .pass)
    fixture.changeCandidate = { arm in
      for index in 0..<200 { arm.traits["a"]?[index]?.isRefusal = index % 10 == 0 }
    }
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .fail && verdict.reason == .outputShift && verdict.sentence.contains("Refusals"))
    #expect(verdict.method.statement.contains("of their own"))
    for id in ["a"] { (fixture.baseline[id], fixture.candidate[id]) = (.clean(30), .clean(30)) }
    #expect(try fixture.decide().verdict == .inconclusive)
  }

  @Test func cutAnswersAreAMetricOnlyWhereTheyCanBeKnown() throws {
    var fixture = ComparisonFixture(["a": (.clean(90), .clean(90))])
    fixture.changeBaseline = { arm in for index in 0..<90 { arm.traits["a"]?[index]?.isTruncated = false } }
    #expect(try !fixture.decide().metrics.contains { $0.id == "truncated" })
    fixture.changeCandidate = { arm in for index in 0..<90 { arm.traits["a"]?[index]?.isTruncated = index % 3 == 0 } }
    #expect(try fixture.decide().metrics.first { $0.id == "truncated" }?.isDifferent == true)
  }

  @Test func latencyStandsOutsideTheVerdict() throws {
    let fixture = ComparisonFixture(["a": (.clean(90), .clean(90))])
    var (first, second) = (
      try fixture.arm(.baseline, fixture.baseline, target: "baseline"),
      try fixture.arm(.candidate, fixture.candidate, target: "candidate")
    )
    for index in 0..<90 {
      first.traits["a"]?[index]?.latency = 1
      second.traits["a"]?[index]?.latency = 2 + Double(index) / 100
    }
    let verdict = ComparisonDecider.decide(baseline: first, candidate: second, tool: ToolVersion(version: "test"))
    #expect(!verdict.metrics.contains { $0.id == "latency" })
    #expect(OutputShift.latency(verdict, baseline: first, candidate: second)?.isDifferent == true)
  }
}

import EvalSchema
import Testing

@testable import Gating

/// Records of an attribution in memory → result, shares, what remains.
@Suite struct AttributionDeciderTests {
  private static let half = String((0..<160).map { $0 % 2 == 0 ? "F" as Character : "." })

  private static let swaps: SurfaceSwaps = {
    var candidate = Target(name: "candidate", adapter: .openAIChat, model: "n", systemText: "two")
    candidate.parameters = ["temperature": 1]
    let baseline = Target(name: "baseline", adapter: .openAIChat, model: "m", systemText: "one")
    return SurfaceSwaps(baseline: baseline, candidate: candidate)
  }()

  /// A comparison in which the case `a` is shown to be worse.
  private static func comparison() throws -> ComparisonVerdict {
    try ComparisonFixture(["a": (.clean(60), String(half.prefix(60)))]).decide()
  }

  private static func decide(
    baseline: String = .clean(160), candidate: String = half, _ tried: [([TargetSurface], String)],
    changing: (inout RunLog) -> Void = { _ in }
  ) throws -> AttributionVerdict {
    let fixture = ComparisonFixture([:])
    func arm(_ strip: String, _ name: String) throws -> ComparisonArm {
      var arm = try fixture.arm(.candidate, ["a": strip], target: name)
      changing(&arm.log)
      return arm
    }
    return AttributionDecider.decide(
      try comparison(), baseline: try arm(baseline, "baseline"), candidate: try arm(candidate, "candidate"),
      swaps: try tried.map { .init(surfaces: $0.0, arm: try arm($0.1, $0.0.map(\.rawValue).joined())) }, of: swaps,
      margin: 0.05, tool: ToolVersion(version: "test"))
  }

  @Test func theCasesAreThoseThatRegressed() throws {
    #expect(try AttributionDecider.regressed(Self.comparison()) == ["a"])
    #expect(try AttributionDecider.regressed(ComparisonFixture(["a": (.clean(90), .clean(90))]).decide()) == [])
  }

  @Test func oneSurfaceCarriesIt() throws {
    let verdict = try Self.decide([([.model], .clean(160)), ([.prompt], Self.half), ([.parameters], .clean(160))])
    #expect(verdict.result == .oneSurface && verdict.exitCode == 1)
    #expect(verdict.swaps.map(\.share) == ["little", "most", "little"])
    #expect(verdict.swaps[1].rounds < 60 && verdict.swaps[1].trials == verdict.swaps[1].rounds)
    #expect(
      verdict.sentence.contains("The prompt carries more than half") && verdict.unexplained.contains("Nothing is shown")
    )
    #expect(verdict.method.contains("6") == false && verdict.method.contains("six one-sided claims"))
  }

  @Test func whatCameAfterTheDecisionIsNotUsed() throws {
    let short = try Self.decide([([.prompt], Self.half), ([.model], .clean(160))])
    let long = try Self.decide([([.prompt], Self.half + String(repeating: "F", count: 40)), ([.model], .clean(160))])
    #expect(short == long)
  }

  @Test func twoSurfacesTogether() throws {
    let clean = String.clean(160)
    let verdict = try Self.decide([([.model], clean), ([.prompt], clean), ([.model, .prompt], Self.half)])
    #expect(verdict.result == .twoSurfaces && verdict.sentence.contains("together, and neither alone"))
  }

  @Test func nothingThatWasTriedOrNothingThatWasShown() throws {
    let clean = String.clean(160)
    let none = try Self.decide([([.model], clean), ([.prompt], clean), ([.model, .prompt], clean)])
    #expect(none.result == .unexplained && none.unexplained.contains("All of the change"))
    let few = try Self.decide([([.model], "..."), ([.prompt], ".F.")])
    #expect(few.result == .undecided && few.swaps.allSatisfy { $0.share == "open" })
  }

  @Test func errorsAreNoEvidence() throws {
    let errored = String(repeating: "E", count: 40) + String.clean(20)
    let verdict = try Self.decide([([.model], errored), ([.prompt], errored)])
    #expect(verdict.result == .error && verdict.exitCode == 4)
  }

  @Test func theErrorIsDividedOverAllClaims() {
    for surfaces in 1...6 {
      let alpha = AttributionDecider.alpha(0.05, surfaces: surfaces)
      let pairs = max(1, surfaces * (surfaces - 1) / 2)
      let sum = 6 * (Double(surfaces) * alpha.single + Double(pairs) * alpha.pair)
      #expect(abs(sum - 0.05) < 1e-12)
    }
  }

  @Test func withoutARegressionNothingIsAttributed() throws {
    let pass = try ComparisonFixture(["a": (.clean(90), .clean(90))]).decide()
    let verdict = AttributionDecider.without(pass, Self.swaps, tool: ToolVersion(version: "test"))
    #expect(verdict.result == .notWorse && verdict.exitCode == 0)
    let void = try ComparisonFixture(["a": (.clean(90), "")]).decide()
    #expect(AttributionDecider.without(void, Self.swaps, tool: ToolVersion(version: "test")).result == .error)
  }

  @Test(arguments: [nil, "strict"])
  func anExchangeThatATargetOrAJudgeBrokeOffIsAnError(_ judge: String?) throws {
    // Both surfaces are shown to carry little, and the pair was not tried.
    let clean = String.clean(160)
    let tried: [([TargetSurface], String)] = [([.prompt], clean), ([.model], clean)]
    #expect(try Self.decide(tried).result == .unexplained)
    let verdict = try Self.decide(tried) { log in
      log.footer = RunFooter(
        endedAt: "2026-05-14T09:00:00Z", seconds: 1, trials: 160, stopped: "…", outage: .network, judge: judge)
    }
    #expect(verdict.result == .error && verdict.exitCode == 4)
    let who = judge.map { "The judge \($0)" } ?? "A target"
    #expect(verdict.sentence.contains("\(who) accepted no request for minutes, so the exchange ended"))
    let found = try Self.decide([([.prompt], Self.half), ([.model], clean)]) { log in
      log.footer?.outage = .network
    }
    #expect(found.result == .oneSurface, "what was shown before stays shown")
  }

  @Test func anExchangeWhoseKeyWasRefusedIsAnError() throws {
    let clean = String.clean(160)
    let verdict = try Self.decide([([.prompt], clean), ([.model], clean)]) { log in
      log.logs["a"]?.errors[9] = AdapterFailure(kind: .auth, message: "401")
    }
    #expect(verdict.result == .error && verdict.exitCode == 4 && verdict.sentence.contains("refused the key"))
  }
}

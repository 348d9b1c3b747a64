import EvalSchema
import Testing

@Suite struct TargetSurfaceTests {
  private static func simulated(_ name: String, _ change: (inout Target) -> Void = { _ in }) -> Target {
    let script = SimulatorScript(
      behaviors: [
        SimulatedBehavior(name: "b", answers: [SimulatedAnswer(name: "a", turns: [AssistantTurn(content: "x")])])
      ])
    var target = Target(
      name: name, adapter: .simulated, model: "m-2026-01-01", system: "prompts/v1.md", systemText: "one",
      parameters: ["temperature": 0.7], surfaces: ["retrieval": "index@1", "tools": "t@1", "app": "git:1"],
      simulated: SimulatedTarget(behaviors: "b.yaml", script: script))
    change(&target)
    return target
  }

  @Test(arguments: TargetSurface.allCases) func oneSurfaceIsExchangedAndNothingElse(_ surface: TargetSurface) throws {
    let candidate = Self.simulated("candidate") {
      ($0.model, $0.system, $0.systemText) = ("n-2026-01-01", "prompts/v2.md", "two")
      $0.parameters = ["temperature": 1.2]
      $0.surfaces = ["retrieval": "index@2", "tools": "t@2", "app": "git:2"]
    }
    let swaps = SurfaceSwaps(baseline: Self.simulated("baseline"), candidate: candidate)
    #expect(swaps.separable == TargetSurface.allCases && swaps.inseparable.isEmpty)
    let hybrid = swaps.hybrid([surface])
    #expect(hybrid.name == "baseline+\(surface.rawValue)")
    // What it has of the candidate is that surface; the way back is the baseline.
    let back = SurfaceSwaps(baseline: swaps.baseline, candidate: hybrid)
    #expect(back.separable == [surface])
    #expect(swaps.words(surface).baseline != swaps.words(surface).candidate)
  }

  @Test func settingsThatDifferBehindTheSameStatementAreTold() {
    let candidate = Self.simulated("candidate") { $0.simulated?.seed = 77 }
    let swaps = SurfaceSwaps(baseline: Self.simulated("baseline"), candidate: candidate)
    #expect(swaps.separable == [.app])
    let words = swaps.words(.app)
    #expect(words.baseline != words.candidate && words.baseline.hasPrefix("app git:1, settings "))
  }

  @Test func allSurfacesTogetherAreTheCandidate() throws {
    let candidate = Self.simulated("candidate") {
      $0.model = "n"
      $0.parameters = [:]
      $0.surfaces["retrieval"] = nil
    }
    let swaps = SurfaceSwaps(baseline: Self.simulated("baseline"), candidate: candidate)
    #expect(swaps.separable == [.model, .retrieval, .parameters])
    #expect(try swaps.hybrid(swaps.separable).fingerprint() == candidate.fingerprint())
    #expect(try swaps.hybrid([]).fingerprint() == swaps.baseline.fingerprint())
  }

  @Test func whatIsOnlyStatedCannotBeExchangedOutsideTheSimulator() {
    func target(_ name: String, _ change: (inout Target) -> Void) -> Target {
      var target = Target(name: name, adapter: .openAIChat, model: "m", surfaces: ["retrieval": "index@1"])
      change(&target)
      return target
    }
    let stated = SurfaceSwaps(
      baseline: target("a") { _ in },
      candidate: target("b") {
        $0.surfaces = ["retrieval": "index@2"]
        $0.model = "n"
      })
    #expect(stated.separable == [.model])
    #expect(stated.inseparable.count == 1 && stated.inseparable[0].contains("cannot be exchanged from here"))
    let carried = SurfaceSwaps(
      baseline: target("a") { $0.extraHeaders = ["x-index": "1"] },
      candidate: target("b") {
        $0.surfaces = ["retrieval": "index@2"]
        $0.extraHeaders = ["x-index": "2"]
      })
    #expect(carried.separable == [.app] && carried.inseparable[0].contains("goes with the settings"))
    #expect(carried.hybrid([.app]).surfaces == ["retrieval": "index@2"])
  }

  @Test func adaptersThatDifferAreExchangedWithTheModel() throws {
    let baseline = Target(
      name: "a", adapter: .openAIChat, model: "m", systemText: "one", parameters: ["temperature": 0])
    let candidate = Target(
      name: "b", adapter: .anthropic, model: "n", systemText: "two", parameters: ["temperature": 1])
    let swaps = SurfaceSwaps(baseline: baseline, candidate: candidate)
    #expect(swaps.separable == [.model, .prompt])
    #expect(swaps.inseparable.contains { $0.contains("The adapters differ") })
    let model = swaps.hybrid([.model])
    #expect(model.adapter == .anthropic && model.parameters == ["temperature": 1] && model.systemText == "one")
  }

  @Test func whatChangesNoBehaviorIsNoSurface() {
    let candidate = Self.simulated("candidate") {
      $0.limits.concurrency = 3
      $0.price = Price(input: 1, output: 1)
      $0.keyEnv = "OTHER"
    }
    #expect(SurfaceSwaps(baseline: Self.simulated("baseline"), candidate: candidate).separable.isEmpty)
  }

  @Test func effectsFollowTheSurfaces() {
    let effects = [
      SimulatedEffect(when: ["prompt": "v2"], shares: ["b/a": 0.1]),
      SimulatedEffect(when: ["parameters.temperature": "1.2", "surfaces.retrieval": "index@2"], shares: ["b/a": 0.4]),
      SimulatedEffect(when: ["model": "n"], shares: ["b/z": 0.2]),
      SimulatedEffect(when: ["nothing": "x"], shares: ["b/a": 1]),
    ]
    func shares(_ change: (inout Target) -> Void) -> [String: Double] {
      Self.simulated("t") {
        $0.simulated?.script?.effects = effects
        $0.simulated?.shares = ["b/a": 0.01]
        change(&$0)
      }.simulatedShares
    }
    #expect(shares { _ in } == ["b/a": 0.01])
    #expect(shares { $0.system = "../prompts/v2.md" } == ["b/a": 0.1])
    #expect(shares { $0.parameters["temperature"] = 1.2 } == ["b/a": 0.01])
    #expect(
      shares {
        $0.parameters["temperature"] = 1.2
        $0.surfaces["retrieval"] = "index@2"
        ($0.model, $0.system) = ("n", "v2.md")
      } == ["b/a": 0.4, "b/z": 0.2])
  }
}

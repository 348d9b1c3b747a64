import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse attribute` end to end: targets that share one behaviors file and differ by their surfaces.
@Suite struct AttributeCommandTests {
  private static let effects = """

    effects:
      - when: {prompt: support-v13}
        shares: {refund-without-approval/refunds-at-once: 60%}
      - when: {parameters.temperature: "1.2", surfaces.retrieval: index@2}
        shares: {return-label-never-sent/claims-sent: 90%}

    """

  private static func world() throws -> TestWorld {
    let world = try TestWorld()
    try world.edit("simulator/support.yaml") { $0 + effects }
    for (name, prompt, temperature, index) in [
      ("before", "v12", "0.7", "index@1"), ("prompt", "v13", "1.0", "index@2"), ("both", "v12", "1.2", "index@2"),
      ("harmless", "v12", "0.9", "index@1"),
    ] {
      let text = """
        name: \(name)
        adapter: simulated
        model: marlow-sim-2026-08-14
        system: ../prompts/support-\(prompt).md
        parameters: {temperature: \(temperature), max_tokens: 800}
        surfaces: {retrieval: \(index), app: "git:4be1c07"}
        price: {input: 0.40, output: 1.60, currency: USD, per: 1000000}
        simulated: {seed: 12, behaviors: ../simulator/support.yaml}

        """
      try text.write(toFile: world.evalset + "/targets/\(name).yaml", atomically: true, encoding: .utf8)
    }
    return world
  }

  private func attribute(
    _ world: TestWorld, _ candidate: String, _ more: String...
  ) async throws -> (status: EvalSchema.ExitStatus, verdict: AttributionVerdict?) {
    let out = world.folder + "/" + candidate
    let words = ["attribute", world.evalset, "--baseline", "before", "--candidate", candidate, "--out", out]
    let status = await world.run(
      words + ["--case", "INC-2041-refund-without-approval,INC-2060-return-label-never-sent"] + more)
    guard FileManager.default.fileExists(atPath: out + "/attribution.json") else { return (status, nil) }
    let bytes = try world.bytes(candidate + "/attribution.json")
    return (status, try CanonicalJSON.decode(AttributionVerdict.self, from: bytes))
  }

  @Test func thePlantedSurfaceIsNamedAndTheOthersCarryLittle() async throws {
    let world = try Self.world()
    let (status, found) = try await attribute(world, "prompt")
    let verdict = try #require(found, "\(world.printed)\(world.reported)")
    #expect(status == .fail && verdict.result == .oneSurface, "\(world.printed)")
    #expect(verdict.swaps.map(\.surfaces) == [[.prompt], [.retrieval], [.parameters]])
    #expect(verdict.swaps.map(\.share) == ["most", "little", "little"])
    #expect(verdict.sentence.contains("The prompt carries more than half"))
    #expect((verdict.total?.lower ?? 0) > 0.2 && (verdict.swaps[0].rest?.upper ?? 1) < 0.6)
    for file in ["attribution.html", "attribution.md", "swap-prompt/run.jsonl", "comparison/comparison.json"] {
      #expect(try world.bytes("prompt/" + file).count > 500, "\(file)")
    }
    #expect(world.printed.contains("ONE-SURFACE"))
    // Again from the comparison that stands there, at another concurrency: the same words and numbers.
    let again = world.folder + "/again"
    let words = ["attribute", world.evalset, "--baseline", "before", "--candidate", "prompt", "--concurrency", "1"]
    let more = ["--case", "INC-2041-refund-without-approval,INC-2060-return-label-never-sent"]
    let status2 = await world.run(words + more + ["--comparison", world.folder + "/prompt/comparison", "--out", again])
    #expect(status2 == .fail, "\(world.reported)")
    let second = try CanonicalJSON.decode(AttributionVerdict.self, from: world.bytes("again/attribution.json"))
    #expect(second.swaps.map(\.effect) == verdict.swaps.map(\.effect) && second.sentence == verdict.sentence)
  }

  @Test func surfacesThatActTogetherAreFoundAsAPair() async throws {
    let world = try Self.world()
    let (status, found) = try await attribute(world, "both")
    let verdict = try #require(found, "\(world.printed)\(world.reported)")
    #expect(status == .fail && verdict.result == .twoSurfaces, "\(world.printed)")
    #expect(verdict.swaps.last?.surfaces == [.retrieval, .parameters] && verdict.swaps.last?.share == "most")
    #expect(verdict.swaps.dropLast().allSatisfy { $0.share == "little" })
  }

  @Test func aHarmlessChangeLeavesNothingToAttribute() async throws {
    let world = try Self.world()
    let (status, found) = try await attribute(world, "harmless")
    #expect(status == .pass && found?.result == .notWorse && found?.swaps.isEmpty == true, "\(world.printed)")
  }

  @Test func theCostIsPrintedBeforeAnythingIsAsked() async throws {
    let world = try Self.world()
    let (status, found) = try await attribute(world, "prompt", "--dry-run")
    #expect(status == .pass && found == nil && !FileManager.default.fileExists(atPath: world.folder + "/prompt"))
    #expect(world.printed.contains("prompt: ../prompts/support-v12.md → ../prompts/support-v13.md"))
    #expect(world.printed.contains(" USD") && world.printed.contains("for pairs of them"))
  }

  @Test func everyResultIsExplained() async throws {
    let world = try TestWorld()
    for result in AttributionResult.allCases {
      #expect(await world.run("explain", result.rawValue) == .pass, "\(result)")
    }
    for code in ["baseline-too-old", "baseline-cases-differ", "baseline-not-retested"] {
      #expect(await world.run("explain", code) == .pass, "\(code)")
    }
  }
}

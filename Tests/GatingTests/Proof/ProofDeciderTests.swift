import EvalSchema
import Testing

@testable import Gating

@Suite struct ProofDeciderTests {
  private static func verdict(_ strip: String) throws -> GateVerdict {
    var fixture = RunLogFixture()
    fixture.cases = ["a": strip]
    fixture.tests = [RunLogFixture.single("a")]
    return GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test"))
  }

  private static let clean = String(repeating: ".", count: 67)

  @Test(arguments: [
    (String(repeating: "F", count: 8), ProofFinding.reproduced, ProofFinding.notFixed),
    (clean, .notReproduced, .fixed), ("..F.", .inconclusive, .inconclusive),
    (String(repeating: "E", count: 30), .error, .error),
  ]) func theGateOfEachTargetIsWhatWasShown(_ strip: String, _ before: ProofFinding, _ after: ProofFinding) throws {
    let verdict = try Self.verdict(strip)
    #expect(ProofDecider.arm(.before, verdict)?.finding == before)
    #expect(ProofDecider.arm(.after, verdict)?.finding == after)
  }

  @Test func theSentencesHaveCountsAndBounds() throws {
    let before = try #require(ProofDecider.arm(.before, try Self.verdict(String(repeating: "F", count: 8))))
    let after = try #require(ProofDecider.arm(.after, try Self.verdict(Self.clean)))
    var proof = CaseProof(limit: 0.05, confidence: 0.95, before: before, after: after, id: "p")
    let sentence = ProofDecider.sentence(proof)
    #expect(sentence.contains("reproduced, 2 failures in 2 trials: the rate is at least "), "\(sentence)")
    #expect(
      sentence.contains("fixed, 0 failures in 67 trials: the rate is below 4.96%, 95% confidence."), "\(sentence)")
    proof.before = try #require(ProofDecider.arm(.before, try Self.verdict(Self.clean)))
    #expect(ProofDecider.sentence(proof).contains("not reproduced in 67 trials, 0 failures in 67 trials"))
    #expect(!ProofDecider.sentence(proof).contains("accepted"))
    proof.acceptsNotReproduced = true
    #expect(ProofDecider.sentence(proof).contains("A person accepted this."))
  }
}

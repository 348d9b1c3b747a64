import EvalSchema
import Testing

@Suite struct CaseProofTests {
  private static func arm(_ finding: ProofFinding) -> ProofArm {
    ProofArm(target: "t", fingerprint: Digest(of: "t"), failures: 1, valid: 9, errored: 0, finding: finding)
  }

  private static func proof(_ before: ProofFinding, _ after: ProofFinding, accepts: Bool = false) -> CaseProof {
    CaseProof(
      limit: 0.01, confidence: 0.95, before: arm(before), after: arm(after), acceptsNotReproduced: accepts, id: "p")
  }

  @Test(arguments: [
    (ProofFinding.reproduced, ProofFinding.fixed, false, Verdict.pass), (.reproduced, .notFixed, false, .fail),
    (.reproduced, .inconclusive, false, .inconclusive), (.reproduced, .error, false, .error),
    (.notReproduced, .fixed, false, .inconclusive), (.notReproduced, .fixed, true, .pass),
    (.notReproduced, .notFixed, true, .fail), (.notReproduced, .inconclusive, true, .inconclusive),
    (.inconclusive, .fixed, true, .inconclusive), (.error, .fixed, true, .error), (.error, .notFixed, false, .fail),
    // What belongs to the other target shows nothing of this one.
    (.fixed, .fixed, true, .inconclusive), (.reproduced, .reproduced, false, .inconclusive),
  ]) func onlyReproducedAndFixedIsAPass(
    _ before: ProofFinding, _ after: ProofFinding, _ accepts: Bool, _ verdict: Verdict
  ) {
    #expect(Self.proof(before, after, accepts: accepts).verdict == verdict)
  }

  @Test func theLineSaysBothRates() {
    #expect(Self.proof(.notReproduced, .fixed).line == "before 1/9 (not reproduced), after 1/9 (fixed)")
  }
}

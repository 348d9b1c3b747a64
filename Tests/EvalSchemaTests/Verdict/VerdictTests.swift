import Testing

@testable import EvalSchema

@Suite struct VerdictTests {
  @Test func theWorstVerdictWins() {
    let order: [Verdict] = [.fail, .error, .inconclusive, .empty, .pass]
    for (index, worse) in order.enumerated() {
      for better in order[index...] {
        #expect(worse.combined(with: better) == worse)
        #expect(better.combined(with: worse) == worse)
      }
    }
  }

  @Test func onlyAPassExitsZero() {
    for verdict in Verdict.allCases { #expect((verdict.exitStatus.rawValue == 0) == (verdict == .pass)) }
  }

  @Test(arguments: [
    (Harm.severe, Reversibility.reversible, Severity.s1 as Severity?), (.material, .irreversible, .s1),
    (.material, .reversible, .s2), (.low, .irreversible, .s2), (.low, .recoverableWithEffort, .s3),
    (.none, .irreversible, nil),
  ])
  func severityTracksConsequence(_ harm: Harm, _ reversibility: Reversibility, _ severity: Severity?) {
    #expect(Consequence(harm: harm, reversibility: reversibility).severity == severity)
  }

  @Test func gravityOrdersSeverities() {
    #expect(Severity.s1 > .s2 && Severity.s2 > .s3)
    #expect([Severity.s3, .s1, .s2].max() == .s1)
  }
}

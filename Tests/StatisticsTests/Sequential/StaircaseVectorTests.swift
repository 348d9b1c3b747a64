import Testing

@testable import Statistics

@Suite struct StaircaseVectorTests {
  @Test func reproducesTheReferenceStaircases() throws {
    let file = try VectorFile("10_staircases")
    for c in try file.cases() {
      let stairs = Staircases(design(c["config"]))
      #expect(stairs.passSteps.map(\.trials) == c["pass_at"].ints, "\(c["config"])")
      #expect(stairs.maximumFailures == c["k_max"].int)
      #expect(stairs.canDecide == (c["k_max"].int >= 0))
      var open = stairs.design
      open.closing = .open
      #expect(Staircases(open).maximumFailures == c["k_max_without_final_look"].int)
      check(stairs.failSteps, c["fail_until"].fields, stairs.design.budget)
      check(stairs.leaningSteps, c["fail_likely_until"].fields, stairs.design.budget)
    }
  }

  /// The file lists failures up to 40, also beyond the step that reaches the budget.
  private func check(_ steps: [(trials: Int, failures: Int)], _ expected: [String: JSON], _ budget: Int) {
    var listed: [Int: Int] = [:]
    for step in steps { listed[step.failures] = step.trials }
    let top = steps.last?.failures ?? 0
    for k in 0...40 {
      let last = expected[String(k)]?.int
      #expect((listed[k] ?? (k > top && k <= budget ? budget : nil)) == last, "\(k) failures")
    }
  }

  @Test func theStaircasesAreTheirStepsReadAtEveryTrial() throws {
    for c in try VectorFile("10_staircases").cases() {
      let stairs = Staircases(design(c["config"]))
      let (threshold, evidence) = (stairs.design.failThreshold, stairs.evidence)
      let open = Staircases.sinces(evidence, stairs.design.budget, threshold: stairs.design.passThreshold)
      for n in stride(from: 1, through: stairs.design.budget, by: 7) {
        // The definition: pointers over the evidence.
        var a = -1
        while evidence.logBelow(trials: n, failures: a + 1) >= stairs.design.passThreshold { a += 1 }
        #expect(open.filter { $0 <= n }.count - 1 == a)
        if n < stairs.design.budget { #expect(stairs.passAt(n) == a) }
        let b = stairs.failAt(n)
        #expect(b >= 2 && (b == 2 || evidence.logAbove(trials: n, failures: b - 1) < threshold))
        #expect(evidence.logAbove(trials: n, failures: b) >= threshold || b > n)
        let lean = stairs.leaningAt(n)
        #expect(lean == 0 || evidence.logAbove(trials: n, failures: lean - 1) < threshold / 2)
        #expect(evidence.logAbove(trials: n, failures: lean) >= threshold / 2 || lean > n)
      }
      #expect(stairs.passAt(stairs.design.budget) == stairs.maximumFailures)
    }
  }
}

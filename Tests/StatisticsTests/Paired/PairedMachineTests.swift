import Testing

@testable import Statistics

@Suite struct PairedMachineTests {
  @Test func theVerdictIsKeptAndTheTestResumesFromItsCounts() {
    let design = PairedDesign(margin: 0.05, budget: 100)
    var test = PairedTest(design, counts: PairCounts(zero: 74))
    #expect(test.verdict == nil)
    test.observe(baselineFailed: true, candidateFailed: true)
    #expect(test.verdict == .pass)
    for _ in 0..<25 { test.observe(baselineFailed: false, candidateFailed: true) }
    #expect(test.verdict == .pass)
    #expect(test.decidedAt == 75)
    #expect(PairedTest(design, counts: PairCounts(plus: 3, zero: 94, minus: 3)).verdict == .budget)
    #expect(PairedTest(design, counts: PairCounts(plus: 40)).verdict == .fail)
  }
}

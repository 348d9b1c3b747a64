import EvalSchema
import Testing

@testable import Gating

@Suite struct WarningCodesTests {
  @Test func everyWarningOfAVerdictHasAnExplanation() throws {
    var fixture = RunLogFixture(
      cases: [
        "a": .clean(67), "b": .failing(at: stride(from: 11, to: 400, by: 12), of: 400),
        "c": .failing(at: [3, 250, 340, 341, 342, 344, 346, 347, 349, 350, 800], of: 1500),
        "d": .failing(at: stride(from: 10, to: 140, by: 16), of: 400), "e": .clean(67), "f": .clean(67),
        "g": .failing(at: [10, 130, 300, 450, 600, 770], of: 2000),
      ],
      tests: [
        RunLogFixture.single("a", m: 7), RunLogFixture.single("b", m: 7),
        RunLogFixture.single("c", limit: 0.01, budget: 2000, m: 7), RunLogFixture.single("d", m: 7),
        RunLogFixture.single("e", m: 7), RunLogFixture.single("f", m: 7),
        RunLogFixture.single("g", limit: 0.01, budget: 2000, m: 7),
      ])
    fixture.policy.allowInconclusive = true
    fixture.maximumTrials = 1500
    fixture.waivers = [Waiver(evalCase: "e", owner: "o", reason: "r", record: "T", expires: "2026-11-19")]
    var log = try fixture.log
    log.logs["a"]?.answers = Array(repeating: 5, count: 67)
    log.logs["f"]?.answers = (0..<67).map { UInt64($0 % 7 + 1) }
    for index in [10, 20, 30, 130, 300, 450, 600, 770] { log.logs["g"]?.retried[index] = 1 }
    // Every twelfth trial of "b" fails.
    let varied = try #require(log.cases.firstIndex { $0.file.evalCase.id == "b" })
    log.cases[varied].file.evalCase.variants = (1...11).map { CaseVariant(name: "v\($0)", set: ["x": .integer($0)]) }
    log.footer = nil
    log.cached = 3
    log.header.target.model = "meant-2026-01-01"
    log.header.target.adapter = .recording
    log.logs["c"]?.fingerprints = ["fp_1": 0...40, "fp_2": 41...90]
    for index in 0..<67 { log.logs["e"]?.stops[index] = index < 30 ? .contentFilter : .length }
    let extended = try #require(log.header.plan.design.tests.firstIndex { $0.id == "case:d" })
    log.header.plan.design.tests[extended].extendedTo = 800
    let found = GatePropertyTests.decide(log).warnings
    #expect(Set(found.map(\.code)) == Set(WarningCodes.all.map(\.code)))
    for warning in found { #expect(WarningCodes.explanation(of: warning.code)?.contains("What to do: ") == true) }
  }
}

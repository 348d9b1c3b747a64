import EvalSchema
import Testing

@testable import Gating

@Suite struct SentencesTests {
  func sentence(_ strip: String, limit: Double, budget: Int, m: Int = 1) throws -> String {
    let fixture = RunLogFixture(
      cases: ["a": strip], tests: [RunLogFixture.single("a", limit: limit, budget: budget, m: m)])
    return GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test")).cases[0].sentence
  }

  @Test func passNamesLimitAndConfidence() throws {
    let text = try sentence(.clean(339), limit: 0.01, budget: 2000)
    #expect(text == "0 failures in 339 trials: the failure rate is below 1% with 95% confidence.")
  }

  @Test func runningSaysHowManyTrialsAreMissing() throws {
    let text = try sentence(.clean(312), limit: 0.01, budget: 2000)
    #expect(
      text == "0 failures in 312 trials: below 1.1% with 95% confidence so far; 27 more clean trials to pass at 1%.")
  }

  @Test func failSaysOverHowManyTests() throws {
    let text = try sentence("FFFF...", limit: 0.01, budget: 2000)
    #expect(text.contains("above 1% with 95% confidence (the only test of this gate)"))
  }

  @Test func aPassAtTheFinalLookNamesThePlan() throws {
    // One failure in every 200 trials: nine at the end, which only the final look passes.
    var strip = ""
    for index in 1...2000 { strip += index % 215 == 0 ? "F" : "." }
    let text = try sentence(strip, limit: 0.01, budget: 2000)
    #expect(
      text == "9 failures in 2000 trials: below 1% with 95% confidence (plan of 2000 trials, at most 10 failures).")
  }

  @Test func outOfReachSaysWhatAPassAllows() throws {
    var strip = ""
    for index in 1...2000 { strip += index % 109 == 0 ? "F" : "." }
    let text = try sentence(strip, limit: 0.01, budget: 2000)
    #expect(text.contains("a PASS at 1% allows 10 in 2000; stopped early. Not shown to be above 1%."))
  }
}

import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

@Suite struct OwnTestsTests {
  private func plan(_ evalset: Evalset) throws -> RunPlan {
    try RunPlanner(evalset: evalset, target: Sample.target(), selection: CaseSelection(), seed: 7).plan().plan
  }

  @Test func eachCaseHasAClosedTestThatBlocks() throws {
    var policy = Policy()
    policy.allowInconclusive = true
    policy.severities.s2.blocks = false
    var evalset = Sample.evalset(
      [Sample.evalCase("a", severity: .s3), Sample.evalCase("b", severity: .s2)], policy: policy)
    evalset.watching = ["a"]
    let own = evalset.testingEachCase
    let tests = try plan(own).design.tests
    #expect(
      tests.map(\.id) == ["case:a", "case:b"] && tests.allSatisfy { $0.isClosed && $0.blocks && $0.limit == 0.05 })
    #expect(!own.manifest.policy.allowInconclusive && own.waivers.isEmpty)
  }

  @Test func whatIsWatchingIsPlannedAndDecidesNothing() throws {
    var evalset = Sample.evalset([
      Sample.evalCase("a", severity: .s3), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s1),
      Sample.evalCase("d", severity: .s1),
    ])
    let before = try plan(evalset)
    evalset.watching = ["a", "c"]
    let planned = try plan(evalset)
    #expect(planned.cases.count == 4 && planned.watching == ["a", "c"])
    let blocking = planned.design.tests.filter(\.blocks)
    // No pool holds both: a pattern is decided by the cases that decide.
    #expect(blocking.map(\.id) == ["cap:b", "case:d", "pattern:sample-pattern"])
    #expect(blocking.allSatisfy { !$0.members.contains("a") && !$0.members.contains("c") })
    #expect(blocking.allSatisfy { $0.failAlpha == (1 - 0.95) / 3 })
    #expect(planned.design.tests.contains { $0.id == "pattern:sample-pattern/S3/watching" && $0.members == ["a"] })
    // A plan without such cases has the bytes that it always had.
    #expect(!(try CanonicalJSON.text(before)).contains("watching"))
    #expect(try CanonicalJSON.decode(RunPlan.self, from: try CanonicalJSON.line(planned)) == planned)
  }
}

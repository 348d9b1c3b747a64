import EvalSchema
import Foundation
import Testing

@testable import Gating

/// A gate that has shown nothing is never green, whatever stands in the record.
@Suite struct NeverGreenTests {
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: Verdict
    var reason: ReasonCode
    var change: @Sendable (inout RunLog) -> Void

    init(
      _ name: String, _ verdict: Verdict, _ reason: ReasonCode, _ change: @escaping @Sendable (inout RunLog) -> Void
    ) {
      (testDescription, self.verdict, self.reason, self.change) = (name, verdict, reason, change)
    }

    /// Damage to the plan, with a digest that fits it.
    static func plan(
      _ name: String, _ verdict: Verdict, _ reason: ReasonCode, _ change: @escaping @Sendable (inout RunPlan) -> Void
    ) -> Damage {
      Damage(name, verdict, reason) { log in
        change(&log.header.plan)
        // A plan with NaN in it has no digest; that is found as a plan that is not the record's.
        if let digest = try? log.header.plan.digest() { log.header.planDigest = digest }
      }
    }
  }

  /// Two cases that pass.
  static func green() throws -> RunLog {
    var fixture = RunLogFixture(
      cases: ["a": .clean(67), "b": .clean(67)], tests: [RunLogFixture.single("a"), RunLogFixture.single("b")])
    fixture.policy.allowInconclusive = true
    return try fixture.log
  }

  static let damages: [Damage] = [
    .plan("zero cases", .empty, .nothingSelected) {
      $0.cases = []
      $0.design.tests = []
    },
    Damage("zero trials", .inconclusive, .interrupted) { $0.logs = [:] },
    Damage("all errored", .error, .tooManyErrors) {
      for id in ["a", "b"] { $0.logs[id]?.outcomes = Array(repeating: .errored, count: 67) }
    },
    Damage("the first trial is missing", .inconclusive, .interrupted) { $0.logs["a"]?.outcomes[0] = nil },
    Damage("one case's trials are missing", .inconclusive, .interrupted) { $0.logs["b"] = nil },
    Damage("waivers only", .inconclusive, .waived) { log in
      log.header.waivers = ["a", "b"].map {
        Waiver(evalCase: $0, owner: "o", reason: "r", record: "T", expires: "2026-12-01")
      }
      for id in ["a", "b"] { log.logs[id]?.outcomes = Array(repeating: .failed, count: 6) }
    },
    Damage("an expired waiver", .fail, .limitExceeded) { log in
      log.header.waivers = [Waiver(evalCase: "a", owner: "o", reason: "r", record: "T", expires: "2026-11-19")]
      log.logs["a"]?.outcomes = Array(repeating: .failed, count: 6)
    },
    Damage("a waiver for ever", .fail, .limitExceeded) { log in
      log.header.waivers = [Waiver(evalCase: "a", owner: "o", reason: "r", record: "T", expires: "never")]
      log.logs["a"]?.outcomes = Array(repeating: .failed, count: 6)
    },
    Damage("a run without a day", .fail, .limitExceeded) { log in
      log.header.startedAt = ""
      log.header.waivers = [Waiver(evalCase: "a", owner: "o", reason: "r", record: "T", expires: "2026-12-01")]
      log.logs["a"]?.outcomes = Array(repeating: .failed, count: 6)
    },
    .plan("allowed to be inconclusive, and nothing passed", .inconclusive, .budgetExhausted) {
      $0.design.maximumTrials = 10
    },
    .plan("no trial allowed", .error, .noTrials) { $0.design.maximumTrials = 0 },
    .plan("a negative cut", .error, .noTrials) { $0.design.maximumTrials = -1 },
    Damage("a minimum that was not reached", .error, .noTrials) { $0.header.policy.minimumValid = 68 },
    .plan("tests that only show", .empty, .nothingSelected) { plan in
      for index in plan.design.tests.indices { plan.design.tests[index].blocks = false }
    },
    .plan("a case without a test", .error, .uncoveredCase) { $0.design.tests.removeLast() },
    .plan("no test at all", .error, .uncoveredCase) { $0.design.tests = [] },
    .plan("a test of a stranger", .error, .uncoveredCase) { $0.design.tests[1].members = ["z"] },
    .plan("a test of a stranger beside the case", .error, .invalidDesign) {
      $0.design.tests[1] = RunLogFixture.pattern("p", ["b", "z"])
    },
    .plan("a test of nothing", .error, .invalidDesign) { plan in
      var test = plan.design.tests[1]
      test.id = "case:none"
      test.members = []
      plan.design.tests.append(test)
    },
    .plan("a case that counts twice", .error, .invalidDesign) {
      $0.design.tests[1] = RunLogFixture.pattern("p", ["b", "b"])
    },
    .plan("a pool that calls itself a case", .error, .invalidDesign) { $0.design.tests[1].members = ["a", "b"] },
    .plan("a pool with a final look", .error, .invalidDesign) {
      $0.design.tests[1] = RunLogFixture.pattern("p", ["a", "b"])
      $0.design.tests[1].isClosed = true
    },
    .plan("two tests of one id", .error, .invalidDesign) { $0.design.tests[1].id = $0.design.tests[0].id },
    .plan("a case that stands twice", .error, .invalidDesign) { $0.cases.append($0.cases[0]) },
    .plan("a limit that is no number", .error, .recordAltered) { $0.design.tests[0].limit = .nan },
    .plan("a limit of 100%", .error, .invalidDesign) { $0.design.tests[0].limit = 1 },
    .plan("a limit of 500%", .error, .invalidDesign) { $0.design.tests[0].limit = 5 },
    .plan("a limit of 0%", .error, .invalidDesign) { $0.design.tests[0].limit = 0 },
    .plan("a negative limit", .error, .invalidDesign) { $0.design.tests[0].limit = -0.5 },
    .plan("an infinite limit", .error, .recordAltered) { $0.design.tests[0].limit = .infinity },
    .plan("a chance of a false pass of a half", .error, .invalidDesign) { $0.design.tests[0].passAlpha = 0.5 },
    .plan("a chance of a false pass of 1", .error, .invalidDesign) { $0.design.tests[0].passAlpha = 1 },
    .plan("a chance of a false fail of 0", .error, .invalidDesign) { $0.design.tests[0].failAlpha = 0 },
    .plan("a budget of 0", .error, .invalidDesign) { $0.design.tests[0].budget = 0 },
    .plan("a budget without end", .error, .invalidDesign) { $0.design.tests[0].budget = .max },
    .plan("a confidence that is no number", .error, .recordAltered) { $0.design.confidence = .nan },
    .plan("a confidence of 0", .error, .invalidDesign) { $0.design.confidence = 0 },
    .plan("a confidence of 1", .error, .invalidDesign) { $0.design.confidence = 1 },
    .plan("any share of errors", .error, .invalidDesign) { $0.design.errorShare = 5 },
    .plan("a share of errors that is no number", .error, .recordAltered) { $0.design.errorShare = .nan },
    .plan("a stopping rule of the future", .error, .invalidDesign) { $0.design.version = "grid-2" },
    Damage("another plan than its digest", .error, .recordAltered) { $0.header.plan.design.tests[0].limit = 0.5 },
    Damage("a case that is missing in the record", .error, .recordAltered) { $0.cases.removeLast() },
    Damage("a case that is not as planned", .error, .recordAltered) { $0.cases[0].digest = Digest(of: "other") },
    Damage("another model in the middle", .inconclusive, .modelChanged) { $0.logs["a"]?.models["m-2"] = 60 },
  ]

  @Test func theRunThatIsDamagedIsGreen() throws {
    #expect(GatePropertyTests.decide(try Self.green()).verdict == .pass)
  }

  @Test(arguments: damages)
  func isNeverGreen(_ damage: Damage) throws {
    var log = try Self.green()
    damage.change(&log)
    let found = GatePropertyTests.decide(log)
    #expect(found.verdict == damage.verdict, "\(found.sentence)")
    #expect(found.reason == damage.reason, "\(found.sentence)")
    #expect(found.exitCode != 0)
    #expect(found.sentence.hasSuffix(".") && !found.sentence.contains("nan") && !found.sentence.contains("inf%"))
    // Whatever stood in the record, the verdict can be written and read back.
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(GateVerdict.self, from: data) == found)
    let json = try JSONDecoder().decode(JSONValue.self, from: data)
    #expect(VerdictFormat.format.check(Self.node(json)).diagnostics.isEmpty)
  }

  /// The tree of a JSON value, as the published format reads it.
  private static func node(_ value: JSONValue) -> Node {
    let place = Place(file: "verdict.json")
    switch value {
    case .null: return Node(.scalar("null", quoted: false), at: place)
    case .boolean(let flag): return Node(.scalar(flag ? "true" : "false", quoted: false), at: place)
    case .integer(let number): return Node(.scalar(String(number), quoted: false), at: place)
    case .number(let number): return Node(.scalar("\(number)", quoted: false), at: place)
    case .string(let text): return Node(.scalar(text, quoted: true), at: place)
    case .array(let values): return Node(.sequence(values.map(node)), at: place)
    case .object(let fields):
      let entries = fields.sorted { $0.key < $1.key }.map { Node.Entry(key: $0, keyPlace: place, value: node($1)) }
      return Node(.mapping(entries), at: place)
    }
  }

  @Test func anUncoveredCaseIsNamedAsARuleAndInItsOwnRow() throws {
    var log = try Self.green()
    log.header.plan.design.tests.removeLast()
    log.header.planDigest = try log.header.plan.digest()
    let found = GatePropertyTests.decide(log)
    let rule = try #require(found.rules.first { $0.kind == "coverage" })
    #expect(rule.members == ["b"] && rule.failures == 1 && rule.valid == 2 && rule.blocks)
    #expect(found.sentence == "1 of 2 planned cases is covered by no test, first b: nothing was judged there.")
    #expect(found.cases[1].verdict == .error && found.cases[1].reason == .uncoveredCase)
    #expect(found.summary.error == 1 && found.summary.pass == 1)
  }

  @Test func aFailThatWasShownStandsBesideABrokenPlan() throws {
    var log = try Self.green()
    log.logs["a"]?.outcomes = Array(repeating: .failed, count: 6)
    log.header.plan.design.tests.removeLast()
    log.header.planDigest = try log.header.plan.digest()
    #expect(GatePropertyTests.decide(log).verdict == .fail)
  }
}

import EvalSchema

@testable import Gating

/// Two runs in memory: each case with the strips of its arms (`.` passed, `F` failed, `E` errored, `-` no trial).
struct ComparisonFixture {
  var baseline: [String: String]
  var candidate: [String: String]
  /// Whether the arms were run together, pair by pair.
  var isPairedRun = true
  var request = ComparisonRequest(margin: 0.05)
  var history: [String: String]?
  var policy = Policy()
  /// Changes to the arms after they are made.
  var changeBaseline: (inout ComparisonArm) -> Void = { _ in }
  var changeCandidate: (inout ComparisonArm) -> Void = { _ in }
  var changeHistory: (inout ComparisonArm) -> Void = { _ in }

  init(_ cases: [String: (String, String)], isPairedRun: Bool = true) {
    baseline = cases.mapValues(\.0)
    candidate = cases.mapValues(\.1)
    self.isPairedRun = isPairedRun
  }

  /// One arm.
  func arm(_ role: ArmRole, _ strips: [String: String], target: String) throws -> ComparisonArm {
    let fixture = RunLogFixture(policy: policy, cases: strips, tests: strips.keys.map { RunLogFixture.single($0) })
    var log = try fixture.log
    for (id, strip) in strips {
      for (index, sign) in strip.unicodeScalars.enumerated() where sign == "-" {
        log.logs[id]?.outcomes[index] = nil
        log.logs[id]?.answers[index] = 0
      }
    }
    log.header.runID = isPairedRun ? RunHeader.runID("c", role: role) : "\(target)-run"
    log.header.target.name = target
    log.header.plan.target = target
    log.header.plan.targetFingerprint = Digest(of: target)
    log.header.planDigest = try log.header.plan.digest()
    var traits: [String: [Int: TrialTraits]] = [:]
    for (id, log) in log.logs {
      for (index, outcome) in log.outcomes.enumerated() where outcome != nil {
        traits[id, default: [:]][index] = TrialTraits(words: 100 + index % 7, outputTokens: 30)
      }
    }
    return ComparisonArm(log: log, traits: traits)
  }

  /// The verdict.
  func decide() throws -> ComparisonVerdict {
    var first = try arm(.baseline, baseline, target: "baseline")
    var second = try arm(.candidate, candidate, target: "candidate")
    var earlier = try history.map { try arm(.baseline, $0, target: "baseline") }
    earlier?.log.header.runID = "earlier"
    changeBaseline(&first)
    changeCandidate(&second)
    if var found = earlier {
      changeHistory(&found)
      earlier = found
    }
    return ComparisonDecider.decide(
      baseline: first, candidate: second, history: earlier, request: request, tool: ToolVersion(version: "test"))
  }
}

extension ComparisonArm {
  /// Changes the plan, with a digest that fits it.
  mutating func changePlan(_ change: (inout RunPlan) -> Void) {
    change(&log.header.plan)
    if let digest = try? log.header.plan.digest() { log.header.planDigest = digest }
  }
}

import EvalSchema
import Statistics

/// The tests of a run's design, replayed over the outcomes of its record in trial-index order.
///
/// The same machine stops a run while it goes on; so the verdict from the record is the verdict of the run, at any concurrency.
struct GateBattery {
  /// What was found of the plan before the first outcome.
  let audit: DesignAudit
  /// The cases of the record by id.
  let records: [String: CaseRecord]
  /// The ids of the cases that decide nothing yet.
  let watching: Set<String>
  /// The ids of the cases, which are the streams.
  let streams: [String: Int]
  /// The tests of the design, in its order, as far as their numbers can be printed.
  let tests: [PlannedTest]
  /// The machine after all outcomes.
  private(set) var battery: Battery

  /// Replays the record.
  ///
  /// Outcomes count up to the first index that is missing in the record: what came later must not be used before it. A test
  /// that is not sound is given nothing to look at.
  init(_ log: RunLog) {
    let design = log.header.plan.design
    let audit = DesignAudit(log)
    let streams = Dictionary(uniqueKeysWithValues: audit.cases.enumerated().map { ($1, $0) })
    let empty = audit.cases.count
    let nothing = Battery.Test(Staircases(SequentialDesign(limit: 0.5, budget: 1, closing: .open)), streams: [empty])
    var built: [StaircaseKey: Staircases] = [:]
    battery = Battery(
      tests: zip(design.tests, audit.problems).map { test, problem in
        guard problem == nil else { return nothing }
        let key = StaircaseKey(rule: SequentialDesign(test), extendedTo: test.extendedTo)
        let staircases = built[key] ?? key.staircases
        built[key] = staircases
        return Battery.Test(staircases, streams: test.members.compactMap { streams[$0] }, turns: test.turns ?? 1)
      },
      streams: empty + 1, missing: MissingRule(share: audit.errorShare), maximumOutcomes: design.maximumTrials)
    self.audit = audit
    self.streams = streams
    watching = log.header.plan.watching
    records = Dictionary(log.cases.map { ($0.file.evalCase.id, $0) }, uniquingKeysWith: { first, _ in first })
    tests = design.tests.map(\.presentable)
    for (stream, id) in audit.cases.enumerated() {
      for case let outcome? in (log.logs[id]?.outcomes ?? []).prefix(while: { $0 != nil }) {
        battery.observe(Battery.Outcome(outcome), stream: stream)
      }
    }
  }

  /// How many outcomes of a case its tests have used.
  func used(_ id: String) -> Int { streams[id].map { battery.used($0) } ?? 0 }

  /// How many of those have an outcome.
  func valid(_ id: String) -> Int {
    guard let counts = streams[id].map({ battery.counts($0) }) else { return 0 }
    return counts.successes + counts.failures
  }
}

/// What staircases are made from: a design, and the budget to which an undecided test was extended.
private struct StaircaseKey: Hashable {
  var rule: SequentialDesign
  var extendedTo: Int?

  var staircases: Staircases {
    let planned = Staircases(rule)
    return extendedTo.map { planned.extended(to: $0) } ?? planned
  }
}

extension SequentialDesign {
  /// The statistical content of a planned test.
  init(_ test: PlannedTest) {
    self.init(
      limit: test.testedLimit, passAlpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget,
      closing: test.isClosed ? .exact : .open, failLimit: test.testedFailLimit)
  }
}

extension Battery.Outcome {
  /// An errored trial is a missing observation.
  init(_ outcome: Outcome) {
    switch outcome {
    case .passed: self = .success
    case .failed: self = .failure
    case .errored: self = .missing
    }
  }
}

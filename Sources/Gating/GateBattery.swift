import EvalSchema
import Statistics

/// The tests of a run's design, replayed over the outcomes of its record in trial-index order.
///
/// The same machine stops a run while it goes on; so the verdict from the record is the verdict of the run, at any concurrency.
struct GateBattery {
  /// The ids of the cases, which are the streams.
  let streams: [String: Int]
  /// The tests of the design, in its order.
  let tests: [PlannedTest]
  /// The machine after all outcomes.
  private(set) var battery: Battery

  /// Replays the record.
  ///
  /// Outcomes count up to the first index that is missing in the record: what came later must not be used before it.
  init(_ log: RunLog) {
    let design = log.header.plan.design
    let ids = log.header.plan.cases.map(\.id)
    let streams = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var built: [SequentialDesign: Staircases] = [:]
    battery = Battery(
      tests: design.tests.map { test in
        let rule = SequentialDesign(test)
        let staircases = built[rule] ?? Staircases(rule)
        built[rule] = staircases
        return Battery.Test(staircases, streams: test.members.compactMap { streams[$0] })
      },
      streams: ids.count, missing: MissingRule(share: design.errorShare), maximumOutcomes: design.maximumTrials)
    self.streams = streams
    tests = design.tests
    for (stream, id) in ids.enumerated() {
      for case let outcome? in (log.logs[id]?.outcomes ?? []).prefix(while: { $0 != nil }) {
        battery.observe(Battery.Outcome(outcome), stream: stream)
      }
    }
  }

  /// How many outcomes of a case its tests have used.
  func used(_ id: String) -> Int { streams[id].map { battery.used($0) } ?? 0 }
}

extension SequentialDesign {
  /// The statistical content of a planned test.
  init(_ test: PlannedTest) {
    self.init(
      limit: test.limit, passAlpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget,
      closing: test.isClosed ? .exact : .open)
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

import Adapters
package import EvalSchema
package import Graders
import Statistics
import FoundationEssentials

/// Runs the targets between a baseline and a candidate beside both, round by round, until it is known how much each brings.
///
/// A round is one trial of every case with each target that is still open, all with one seed. Single surfaces run together, one
/// after the other inside a round; pairs of surfaces one at a time, those whose parts bring most first, until one brings more than
/// half. Rounds are looked at in order, so the outcome does not depend on concurrency.
package struct SwapRunner: Sendable {
  /// One target.
  package struct Arm: Sendable {
    /// The surfaces that it has of the candidate; nil for the baseline and the candidate themselves.
    package var surfaces: [TargetSurface]?
    /// What runs.
    package var plan: RunPlan
    /// The target.
    package var target: Target
    /// How it is reached; closed by the caller.
    package var adapter: any Adapter
    /// Where its record is made.
    package var directory: RunDirectory

    /// Makes the value from its parts.
    package init(
      surfaces: [TargetSurface]?, plan: RunPlan, target: Target, adapter: any Adapter, directory: RunDirectory
    ) {
      self.surfaces = surfaces
      self.plan = plan
      self.target = target
      self.adapter = adapter
      self.directory = directory
    }
  }

  /// The baseline.
  package var baseline: Arm
  /// The candidate.
  package var candidate: Arm
  /// The evalset of all plans.
  package var evalset: Evalset
  /// The compiled graders of each case, by id.
  package var graders: [String: CaseGrader]
  /// The self-test of each case's exhibits, by id.
  package var proofs: [String: [ExhibitProof]]
  /// What writes the records.
  package var tool: ToolVersion
  /// The command line, for the records.
  package var command: [String]
  /// The most rounds of a target.
  package var rounds: Int
  /// Most trials in flight over all targets.
  package var concurrency: Int
  /// The difference below which a swap counts as without effect.
  package var margin: Double
  /// The time.
  package var clock: RunClock

  /// Makes the runner from its parts.
  package init(
    baseline: Arm, candidate: Arm, evalset: Evalset, graders: [String: CaseGrader],
    proofs: [String: [ExhibitProof]] = [:], tool: ToolVersion, command: [String] = [], rounds: Int, concurrency: Int,
    margin: Double, clock: RunClock = .system()
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.evalset = evalset
    self.graders = graders
    self.proofs = proofs
    self.tool = tool
    self.command = command
    self.rounds = rounds
    self.concurrency = concurrency
    self.margin = margin
    self.clock = clock
  }

  /// Runs the singles, then pairs that `pair` makes, until one target brings most of the change or nothing is left.
  ///
  /// - Parameters:
  ///   - singles: the targets with one surface of the candidate.
  ///   - alpha: the chance of each one-sided claim of a swap of one, and of two surfaces.
  ///   - pair: makes the target of two surfaces; asked only when no single one brings most.
  /// - Returns: the arms whose records were made, the baseline and the candidate first.
  /// - Throws: `RunFailure` when a record cannot be written, and what `pair` throws.
  package func run(
    singles: [Arm], alpha: (single: Double, pair: Double), stop: RunStop = RunStop(),
    events: @escaping @Sendable (String) -> Void = { _ in },
    pair: @Sendable ([TargetSurface]) async throws -> Arm
  ) async throws -> [Arm] {
    var stage = SwapStage(self, stop: stop)
    try stage.open([baseline, candidate] + singles)
    do {
      events("\(singles.count.counted("surface")), one at a time")
      let tests = try await stage.run(singles.indices.map { $0 + 2 }, alpha: alpha.single)
      if !tests.contains(where: { $0.share == .most }), singles.count > 1 {
        for surfaces in Self.pairs(of: singles.compactMap { $0.surfaces?.first }, tests) where !stop.wasRaised {
          events(surfaces.map(\.rawValue).joined(separator: " and "))
          let index = try stage.open([try await pair(surfaces)])
          let found = try await stage.run([index], alpha: alpha.pair)
          if found.first?.share == .most { break }
        }
      }
    } catch {
      await stage.close()
      throw error
    }
    try await stage.finish()
    return stage.arms
  }

  /// The pairs of surfaces, those whose single effects add up to most first.
  static func pairs(of surfaces: [TargetSurface], _ tests: [SwapTest]) -> [[TargetSurface]] {
    var found: [(sum: Double, surfaces: [TargetSurface])] = []
    for first in surfaces.indices {
      for second in surfaces.indices where second > first {
        let sum = tests[first].effect.mean + tests[second].effect.mean
        found.append((sum, [surfaces[first], surfaces[second]]))
      }
    }
    return found.enumerated().sorted { ($1.element.sum, $0.offset) < ($0.element.sum, $1.offset) }.map(
      \.element.surfaces)
  }
}

/// The trials of an attribution so far: what was asked of which target, and the records that it stands in.
private struct SwapStage {
  private(set) var arms: [SwapRunner.Arm] = []
  private let runner: SwapRunner
  private let stop: RunStop
  private let origin: Double
  private let ids: [String]
  private var writers: [RecordWriter] = []
  private var lines: [Int] = []
  /// For each arm, the outcomes of each round by case; nil where a case errored too.
  private var outcomes: [[[Outcome]]] = []

  init(_ runner: SwapRunner, stop: RunStop) {
    self.runner = runner
    self.stop = stop
    origin = runner.clock.now()
    ids = runner.candidate.plan.cases.map(\.id)
  }

  /// Begins the records of further arms; gives the index of the first.
  @discardableResult
  mutating func open(_ more: [SwapRunner.Arm]) throws -> Int {
    let first = arms.count
    do {
      for arm in more {
        var writer = try RecordWriter(creating: arm.directory.record)
        let header = try runner.evalset.header(
          tool: runner.tool, runID: arm.directory.runID, startedAt: runner.clock.date().ISO8601Format(), plan: arm.plan,
          target: arm.target, concurrency: runner.concurrency, command: runner.command)
        try writer.append(.header(header))
        for record in runner.evalset.caseRecords(of: arm.plan, proofs: runner.proofs) {
          try writer.append(.evalCase(record))
        }
        arms.append(arm)
        writers.append(writer)
        lines.append(0)
        outcomes.append([])
      }
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: 0)
    }
    return first
  }

  /// Runs the arms at `indices` beside the baseline and the candidate, until each is decided or its rounds are used.
  mutating func run(_ indices: [Int], alpha: Double) async throws -> [SwapTest] {
    var tests = indices.map { _ in SwapTest(alpha: alpha, margin: runner.margin) }
    var round = 0
    while round < runner.rounds, tests.contains(where: { !$0.isDecided }), !stop.wasRaised, !Task.isCancelled {
      let open = zip(indices, tests).filter { !$0.1.isDecided }.map(\.0)
      // A few rounds at once keep the targets busy; they are looked at one by one.
      let width = max(1, runner.concurrency / max(1, ids.count * (open.count + 2)))
      let last = min(runner.rounds, round + width)
      try await ask([0, 1] + open, through: last)
      for next in round..<last {
        for (position, index) in indices.enumerated() {
          if let triples = triples(index, round: next) { tests[position].observe(round: triples) }
        }
      }
      round = last
    }
    return tests
  }

  /// A round of an arm; nil where a trial errored or was not made.
  private func triples(_ index: Int, round: Int) -> [SwapTest.Triple]? {
    let rows = [0, index, 1].map { round < outcomes[$0].count ? outcomes[$0][round] : [] }
    guard rows.allSatisfy({ $0.count == ids.count && !$0.contains(.errored) }) else { return nil }
    return ids.indices.map {
      SwapTest.Triple(
        baselineFailed: rows[0][$0] == .failed, swapFailed: rows[1][$0] == .failed,
        candidateFailed: rows[2][$0] == .failed)
    }
  }

  /// Makes the trials that are missing in the rounds below `last`, and writes them in order.
  private mutating func ask(_ indices: [Int], through last: Int) async throws {
    var wanted: [(arm: Int, round: Int, position: Int)] = []
    for round in (indices.map { outcomes[$0].count }.min() ?? last)..<max(last, 0) {
      for position in ids.indices {
        for arm in indices where outcomes[arm].count <= round { wanted.append((arm, round, position)) }
      }
    }
    guard !wanted.isEmpty else { return }
    let runners = arms.map { arm in
      TrialRunner(
        target: arm.target, adapter: arm.adapter, retry: .init(limits: arm.target.limits), clock: runner.clock,
        ending: stop)
    }
    let (graders, ids, seed, origin) = (runner.graders, ids, runner.candidate.plan.seed, origin)
    let most = max(1, runner.concurrency)
    let found = await withTaskGroup(of: (Int, TrialRecord?).self) { group in
      var found: [Int: TrialRecord] = [:]
      for (number, trial) in wanted.enumerated() {
        if number >= most, let (index, record) = await group.next() { found[index] = record }
        group.addTask {
          guard let grader = graders[ids[trial.position]] else { return (number, nil) }
          let assignment = TrialRunner.Assignment(
            grader, VariantRotation(grader.evalCase), index: trial.round, run: seed, origin: origin)
          return (number, await runners[trial.arm].run(assignment))
        }
      }
      for await (index, record) in group { found[index] = record }
      return found
    }
    do {
      for (number, trial) in wanted.enumerated() {
        if trial.position == 0 { outcomes[trial.arm].append([]) }
        // A trial that was called off is no evidence, not even of an error.
        guard let record = found[number], record.error?.kind != .cancelled || !stop.wasRaised else { continue }
        try writers[trial.arm].append(.trial(record))
        lines[trial.arm] += 1
        outcomes[trial.arm][trial.round].append(record.outcome)
      }
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: lines.reduce(0, +))
    }
  }

  /// Writes the footers and closes the records.
  mutating func finish() async throws {
    let isStopped = stop.wasRaised || Task.isCancelled
    do {
      for index in writers.indices {
        try writers[index].append(
          .footer(
            RunFooter(
              endedAt: runner.clock.date().ISO8601Format(), seconds: runner.clock.now() - origin, trials: lines[index],
              interrupted: isStopped, stopped: isStopped ? "interrupted" : nil)))
        try await writers[index].finish()
      }
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: lines.reduce(0, +))
    }
  }

  /// Closes the records as they are.
  mutating func close() async {
    for writer in writers { writer.close() }
  }
}

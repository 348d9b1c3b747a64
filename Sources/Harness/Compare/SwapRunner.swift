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
  /// The requests to its judges, which end with it; nil where no model judges.
  package var judging: JudgeRequests?
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
  /// - Returns: the arms whose records were made, the baseline and the candidate first, and why it ended before it was done, when
  ///   it did: it was stopped, or a target or a judge accepted nothing any more, or refused the key.
  /// - Throws: `RunFailure` when a record cannot be written, and what `pair` throws.
  package func run(
    singles: [Arm], alpha: (single: Double, pair: Double), stop: RunStop = RunStop(),
    events: @escaping @Sendable (String) -> Void = { _ in },
    pair: @Sendable ([TargetSurface]) async throws -> Arm
  ) async throws -> (arms: [Arm], stopped: String?) {
    var stage = SwapStage(self, stop: stop)
    try stage.open([baseline, candidate] + singles)
    var isDone = false
    do {
      events("\(singles.count.counted("surface")), one at a time")
      let tests = try await stage.run(singles.indices.map { $0 + 2 }, alpha: alpha.single)
      isDone = tests.allSatisfy(\.isDecided)
      if !tests.contains(where: { $0.share == .most }), singles.count > 1 {
        for surfaces in Self.pairs(of: singles.compactMap { $0.surfaces?.first }, tests) {
          guard !stage.isEnded else {
            isDone = false
            break
          }
          events(surfaces.map(\.rawValue).joined(separator: " and "))
          let index = try stage.open([try await pair(surfaces)])
          let found = try await stage.run([index], alpha: alpha.pair)
          isDone = isDone && found.allSatisfy(\.isDecided)
          if found.first?.share == .most { break }
        }
      }
    } catch {
      await stage.close()
      throw error
    }
    return (stage.arms, try await stage.finish(isDone: isDone))
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

/// Why an attribution ended before it was done.
private struct SwapEnd: Sendable {
  var reason: String
  var interrupted = false
  var outage: FailureKind?
  var judge: String?
}

/// The trials of an attribution so far: what was asked of which target, and the records that it stands in.
private struct SwapStage {
  /// What can happen.
  private enum Happening: Sendable {
    case trial(Int, TrialRecord?)
    case second
  }

  /// A trial that is to be made.
  private struct Wanted: Sendable {
    var arm: Int
    var round: Int
    var position: Int
  }

  private(set) var arms: [SwapRunner.Arm] = []
  private let runner: SwapRunner
  private let stop: RunStop
  private let ending = RunStop()
  private let origin: Double
  private let ids: [String]
  private var writers: [RecordWriter] = []
  private var lines: [Int] = []
  /// For each arm, the outcomes of each round by case; nil where a case errored too.
  private var outcomes: [[[Outcome]]] = []
  /// For each arm, what keeps the pace of its target: one for all that are one account at one provider.
  private var pacers: [RequestPacer] = []
  private var end: SwapEnd?

  init(_ runner: SwapRunner, stop: RunStop) {
    self.runner = runner
    self.stop = stop
    origin = runner.clock.now()
    ids = runner.candidate.plan.cases.map(\.id)
  }

  /// Whether nothing more is to be asked.
  var isEnded: Bool { end != nil || stop.wasRaised || Task.isCancelled }

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
        let shared = arms.firstIndex { arm.target.sharesAccount(with: $0.target) }
        pacers.append(
          shared.map { pacers[$0] }
            ?? RequestPacer(limit: max(1, runner.concurrency), target: arm.target, clock: runner.clock))
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
    while round < runner.rounds, tests.contains(where: { !$0.isDecided }), !isEnded {
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
    var wanted: [Wanted] = []
    for round in (indices.map { outcomes[$0].count }.min() ?? last)..<max(last, 0) {
      for position in ids.indices {
        for arm in indices where outcomes[arm].count <= round {
          wanted.append(Wanted(arm: arm, round: round, position: position))
        }
      }
    }
    guard !wanted.isEmpty else { return }
    let stage = self
    let (found, end) = await withTaskGroup(of: Happening.self) { await stage.drive(&$0, wanted, of: indices) }
    self.end = end
    do {
      for (number, trial) in wanted.enumerated() {
        if trial.position == 0 { outcomes[trial.arm].append([]) }
        // A trial that was called off is no evidence, not even of an error.
        guard let record = found[number], record.error?.kind != .cancelled || end == nil else { continue }
        try writers[trial.arm].append(.trial(record))
        lines[trial.arm] += 1
        outcomes[trial.arm][trial.round].append(record.outcome)
      }
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: lines.reduce(0, +))
    }
  }

  /// Makes trials until all are made, or until it must end; then what only waits is called off.
  private func drive(
    _ group: inout TaskGroup<Happening>, _ wanted: [Wanted], of indices: [Int]
  ) async -> (found: [Int: TrialRecord], end: SwapEnd?) {
    let runners = zip(arms, pacers).map { arm, pacer in
      TrialRunner(
        target: arm.target, adapter: arm.adapter, retry: .init(limits: arm.target.limits), clock: runner.clock,
        ending: ending, pacer: pacer)
    }
    let (seed, origin) = (runner.candidate.plan.seed, origin)
    let most = max(1, runner.concurrency)
    var (found, end): ([Int: TrialRecord], SwapEnd?) = ([:], nil)
    var (next, flying) = (0, 0)
    addSecond(to: &group)
    while true {
      if end == nil {
        end = reason(for: indices)
        if end != nil { endWaits() }
      }
      while end == nil, flying < most, next < wanted.count {
        let (number, trial) = (next, wanted[next])
        next += 1
        guard let grader = runner.graders[ids[trial.position]] else { continue }
        let assignment = TrialRunner.Assignment(
          grader, VariantRotation(grader.evalCase), index: trial.round, run: seed, origin: origin)
        let trials = runners[trial.arm]
        flying += 1
        group.addTask { .trial(number, await trials.run(assignment)) }
      }
      guard flying > 0, let happening = await group.next() else { break }
      switch happening {
      case .second: addSecond(to: &group)
      case .trial(let number, let record):
        flying -= 1
        found[number] = record
        if end == nil, let error = record?.error, error.kind.isFatal {
          let name = arms[wanted[number].arm].target.name
          end = SwapEnd(reason: "\(name): \(error.kind.rawValue): \(error.message)")
          endWaits()
        }
      }
    }
    group.cancelAll()
    return (found, end)
  }

  private func addSecond(to group: inout TaskGroup<Happening>) {
    let clock = runner.clock
    group.addTask {
      await clock.deadline(1)
      return .second
    }
  }

  /// Why nothing more is to be asked: the user, a judge, or a target that has accepted nothing for as long as one request may be
  /// tried. Targets that are not asked now are not looked at.
  private func reason(for indices: [Int]) -> SwapEnd? {
    if stop.wasRaised || Task.isCancelled { return SwapEnd(reason: "interrupted", interrupted: true) }
    if let found = runner.judging?.outage {
      return SwapEnd(reason: found.sentence, outage: found.kind, judge: found.judge)
    }
    for index in indices {
      guard let found = pacers[index].outage else { continue }
      return SwapEnd(reason: "\(arms[index].target.name): \(found.sentence)", outage: found.kind)
    }
    return nil
  }

  /// What waits to try again, or for its turn, is called off; what the targets work on may be answered.
  private func endWaits() {
    ending.raise()
    for pacer in pacers { pacer.close() }
    runner.judging?.end()
  }

  /// Writes the footers and closes the records; gives why it ended before it was done.
  ///
  /// - Parameter isDone: Whether everything was decided all the same.
  mutating func finish(isDone: Bool) async throws -> String? {
    let end = isDone ? nil : end ?? (isEnded ? SwapEnd(reason: "interrupted", interrupted: true) : nil)
    do {
      for index in writers.indices {
        try writers[index].append(
          .footer(
            RunFooter(
              endedAt: runner.clock.date().ISO8601Format(), seconds: runner.clock.now() - origin, trials: lines[index],
              interrupted: end?.interrupted ?? false, stopped: end?.reason, outage: end?.outage, judge: end?.judge)))
        try await writers[index].finish()
      }
    } catch {
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: lines.reduce(0, +))
    }
    return end?.reason
  }

  /// Closes the records as they are.
  mutating func close() async {
    for writer in writers { writer.close() }
  }
}

package import EvalSchema
import FoundationEssentials
package import Graders

/// Grades the stored transcripts of a record again and writes them to a new record; no target is called.
///
/// Judges are asked again, when the graders have a way to them.
package struct Regrader: Sendable {
  /// What came of it.
  package struct Summary: Sendable {
    /// Trials written.
    package var trials = 0
    /// For each outcome before and after that differ, how many trials changed so.
    package var changes: [Change: Int] = [:]
    /// Tests that want more trials than were recorded.
    package var undecidedTests = 0
  }

  /// An outcome that became another.
  package struct Change: Sendable, Hashable {
    /// The outcome in the old record.
    package var before: Outcome
    /// The outcome in the new one.
    package var after: Outcome
  }

  /// The record that is read.
  package var source: RunDirectory
  /// The evalset whose graders judge.
  package var evalset: Evalset
  /// The compiled graders of each case, by id.
  package var graders: [String: CaseGrader]
  /// The self-test of each case's exhibits, by id.
  package var proofs: [String: [ExhibitProof]]
  /// What writes the record.
  package var tool: ToolVersion
  /// The command line, for the record.
  package var command: [String]
  /// The time.
  package var clock: RunClock
  private let log: RunLog

  /// Reads and checks the record.
  ///
  /// Throws what `RecordReader` throws, `case-gone` when a case of the record is not in the evalset, and `input-changed` when
  /// the input of one is another: its transcripts answer another question.
  package init(
    source: RunDirectory, evalset: Evalset, graders: [String: CaseGrader], proofs: [String: [ExhibitProof]],
    tool: ToolVersion, command: [String] = [], clock: RunClock = .system()
  ) throws(DiagnosticError) {
    self.source = source
    self.evalset = evalset
    self.graders = graders
    self.proofs = proofs
    self.tool = tool
    self.command = command
    self.clock = clock
    log = try RecordReader.read(source.record).log
    let findings = Self.findings(log.cases, evalset)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
  }

  /// The plan of the new record: the cases, seed, target and cut of the old one, the limits of the evalset as it is now.
  package func plan() throws(DiagnosticError) -> RunPlanner.Planned {
    try RunPlanner(
      evalset: evalset, target: log.header.target, selection: CaseSelection(cases: log.cases.map(\.file.evalCase.id)),
      seed: log.header.plan.seed, maximumTrials: log.header.plan.design.maximumTrials
    ).plan()
  }

  /// Writes the new record into a folder that exists and holds none.
  ///
  /// - Throws: `DiagnosticError` when the old record cannot be read, `RunFailure` when the new one cannot be written or a judge
  ///   does not answer any more, `CancellationError` when the task is cancelled. What stands in the new one is then a part of it.
  package func run(_ plan: RunPlan, into directory: RunDirectory) async throws -> Summary {
    let origin = RunOrigin(
      runID: log.header.runID, planDigest: log.header.planDigest, sha256: try digest(of: source.record))
    var summary = Summary()
    var writer: RecordWriter
    do { writer = try RecordWriter(creating: directory.record) } catch {
      throw RunFailure(diagnostic: error.diagnostic, trials: 0)
    }
    do {
      let header = try evalset.header(
        tool: tool, runID: directory.runID, startedAt: clock.date().ISO8601Format(), plan: plan,
        target: log.header.target, concurrency: log.header.concurrency, command: command, origin: origin)
      try writer.append(.header(header))
      for record in evalset.caseRecords(of: plan, proofs: proofs) { try writer.append(.evalCase(record)) }
      try await writeTrials(plan, to: &writer, &summary)
    } catch let error where error is DiagnosticError || error is RunFailure || error is CancellationError {
      writer.close()
      throw error
    } catch {
      writer.close()
      throw RunFailure(diagnostic: Runner.diagnostic(error), trials: summary.trials)
    }
    do throws(RecordWriter.Failure) { try await writer.finish() } catch {
      throw RunFailure(diagnostic: error.diagnostic, trials: summary.trials)
    }
    return summary
  }

  private func writeTrials(_ plan: RunPlan, to writer: inout RecordWriter, _ summary: inout Summary) async throws {
    var scheduler = Scheduler(plan: plan)
    let indices = Dictionary(uniqueKeysWithValues: plan.cases.enumerated().map { ($1.id, $0) })
    var errored: Set<Scheduler.Launch> = []
    let rotations = graders.mapValues { VariantRotation($0.evalCase) }
    var batch = TrialBatch(path: source.record)
    while let trials = try batch.next() {
      for var trial in trials {
        guard let caseIndex = indices[trial.evalCase], let grader = graders[trial.evalCase] else { continue }
        try Task.checkCancellation()
        let launch = Scheduler.Launch(caseIndex: caseIndex, trial: trial.index)
        // One that was asked again stands in the record once more.
        guard !log.hasLater(trial), trial.error == nil || errored.insert(launch).inserted else { continue }
        let before = trial.outcome
        if trial.error == nil || !trial.grades.isEmpty {
          let earlier = trial.judgingCostMicros
          await trial.grade(with: grader, asked: rotations[trial.evalCase]?.input(ofTrial: trial.index))
          trial.costMicros += trial.judgingCostMicros - earlier
          // A judge that was called off said nothing of any trial that follows, either.
          if trial.error?.kind == .cancelled {
            try Task.checkCancellation()
            throw RunFailure(
              diagnostic: .error("judge-unanswered", trial.error?.message ?? "a judge was called off"),
              trials: summary.trials)
          }
        }
        let effect = scheduler.recall(launch, trial.outcome)
        trial.afterStop = effect.isAfterStop
        try writer.append(.trial(trial))
        for decision in effect.decisions { try writer.append(.decision(decision)) }
        summary.trials += 1
        if trial.outcome != before { summary.changes[Change(before: before, after: trial.outcome), default: 0] += 1 }
      }
    }
    summary.undecidedTests = scheduler.undecidedTests
    let isOpen = scheduler.undecidedTests > 0
    try writer.append(
      .footer(
        RunFooter(
          endedAt: clock.date().ISO8601Format(), seconds: log.footer?.seconds ?? 0, trials: summary.trials,
          interrupted: isOpen && log.footer?.interrupted ?? true,
          stopped: isOpen ? "the record that was graded again holds no more trials" : nil)))
  }

  private func digest(of path: String) throws(DiagnosticError) -> Digest {
    do {
      return Digest(of: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    } catch {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(error)"))
    }
  }

  private static func findings(_ cases: [CaseRecord], _ evalset: Evalset) -> [Diagnostic] {
    let now = Dictionary(evalset.cases.map { ($0.evalCase.id, $0) }) { first, _ in first }
    return cases.compactMap { record in
      let evalCase = record.file.evalCase
      guard let file = now[evalCase.id] else {
        return .error(
          "case-gone", "the record holds trials of \"\(evalCase.id)\", which is not in the evalset any more",
          hint: "grade with the evalset as it was, or run again")
      }
      let (now, then) = (VariantRotation(file.evalCase), VariantRotation(evalCase))
      guard now.names != then.names || now.inputs != then.inputs else { return nil }
      return .error(
        "input-changed", "the input of \"\(evalCase.id)\" is not the one that was answered in the record",
        at: Place(file: evalset.shown(file.file)), hint: "new inputs need new answers: run again")
    }
  }
}

/// Reads the trials of a record a few at a time, so that work between them may wait.
struct TrialBatch {
  private struct Full: Error {}

  private let path: String
  private let size: Int
  private var offset: Int? = 0
  private let decoder = JSONDecoder()

  init(path: String, size: Int = 256) {
    self.path = path
    self.size = size
  }

  /// The next trials; nil after the last.
  mutating func next() throws(DiagnosticError) -> [TrialRecord]? {
    guard let from = offset else { return nil }
    var trials: [TrialRecord] = []
    offset = nil
    do {
      var blocks = LineBlocks(path: path)
      blocks.offset = from
      try blocks.forEach { line in
        do {
          if case .trial(let trial) = try decoder.decode(RecordLine.self, from: Data(line.bytes)) {
            trials.append(trial)
          }
        } catch {
          if line.isTerminated { throw error }
        }
        guard trials.count >= size else { return }
        offset = line.end
        throw Full()
      }
    } catch is Full {
    } catch {
      throw DiagnosticError(.error("record-damaged", "the record \"\(path)\" cannot be read: \(error)"))
    }
    return trials
  }
}

import EvalSchema
import FoundationEssentials

extension PairRunner {
  /// Goes on with the records of a comparison: asks what is missing in them, and appends.
  ///
  /// No recorded trial is asked again, but for those whose requests were lost (`LostTrials`). The plans are those of the records.
  /// - Throws: `DiagnosticError` when a record is not one of this comparison, is damaged or is being written by another run:
  ///   nothing was changed then. `RunFailure` when one cannot be written.
  package func resume(
    stop: RunStop = RunStop(), events: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Summary {
    var writers = ArmWriters()
    do {
      var points: [ArmRole: ResumePoint] = [:]
      for (role, arm) in arms {
        do {
          let isThere = FileManager.default.fileExists(atPath: arm.directory.record)
          writers[role] =
            isThere
            ? try RecordWriter(continuing: arm.directory.record) : try RecordWriter(creating: arm.directory.record)
        } catch {
          throw DiagnosticError(Runner.diagnostic(error))
        }
        let point = try RecordReader.point(arm.directory.record)
        if let mismatch = try mismatch(point, role, arm) { throw DiagnosticError(mismatch) }
        points[role] = point
      }
      let start = start(points)
      if start.scheduler.isEnded, arms.allSatisfy({ points[$0.0]?.footer != nil }) {
        writers.close()
        return Summary(progress: start.progress, interrupted: false, wasComplete: true)
      }
      try beforeChange()
      do {
        for (role, arm) in arms { try goOn(&writers, role, arm, points[role]) }
      } catch {
        throw RunFailure(diagnostic: Runner.diagnostic(error), trials: start.progress.trials)
      }
      return try await PairLoop(self, start, writers: writers, stop: stop, events: events).run()
    } catch let error as DiagnosticError {
      writers.close()
      throw error
    }
  }

  /// What the records hold, as a beginning.
  private func start(_ points: [ArmRole: ResumePoint]) -> PairStart {
    var start = PairStart(scheduler: scheduler())
    for (role, point) in points {
      for (caseIndex, planned) in candidate.plan.cases.enumerated() {
        for (trial, outcome) in (point.outcomes[planned.id] ?? []).enumerated() {
          guard let outcome else { continue }
          start.scheduler.recall(.init(caseIndex: caseIndex, trial: trial, role: role), outcome)
        }
      }
      start.progress.trials += point.progress.trials
      start.progress.errored += point.progress.errored
      start.progress.costMicros += point.progress.costMicros
      start.lines[role] = point.progress.trials
      start.elapsed = max(start.elapsed, point.elapsed)
    }
    start.scheduler.settle()
    start.progress.rounds = start.scheduler.rounds
    return start
  }

  private func mismatch(_ point: ResumePoint, _ role: ArmRole, _ arm: Arm) throws -> Diagnostic? {
    guard let header = point.header else { return nil }
    let hint = "go on with what it was begun with, or begin a new comparison in another folder"
    if let found = ResumeCheck.mismatch(recorded: header.plan, now: arm.plan) { return found }
    guard let recordedArm = header.arm, recordedArm.role == role else {
      return .error("resume-mismatch", "the record of the \(role.rawValue) is not one of a comparison", hint: hint)
    }
    if recordedArm.margin != margin {
      return .error(
        "resume-mismatch",
        "the margin is \(Quantity.pointsText(margin)), in the record \(Quantity.pointsText(recordedArm.margin))",
        hint: hint)
    }
    let (before, now) = (recordedArm.recorded, recorded?.baseline)
    guard before?.runID == now?.runID, before?.planDigest == now?.planDigest, before?.trials == now?.trials else {
      return .error("resume-mismatch", "the comparison was begun with another baseline", hint: hint)
    }
    return nil
  }

  private func goOn(_ writers: inout ArmWriters, _ role: ArmRole, _ arm: Arm, _ point: ResumePoint?) throws {
    guard let point, point.header != nil else {
      try writers[role]?.cut(to: 0, isBroken: true)
      return try begin(&writers, role, arm)
    }
    try writers[role]?.cut(to: point.length, isBroken: point.isBroken)
    for record in evalset.caseRecords(of: arm.plan, proofs: proofs)
    where !point.cases.contains(record.file.evalCase.id) {
      try writers[role]?.append(.evalCase(record))
    }
    try writers[role]?.append(
      .resume(
        ResumeRecord(
          tool: tool, resumedAt: clock.date().ISO8601Format(), trials: point.progress.trials,
          droppedBytes: point.droppedBytes, concurrency: limit(arm), command: command)))
  }
}

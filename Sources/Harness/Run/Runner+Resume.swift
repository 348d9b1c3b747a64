import EvalSchema
import FoundationEssentials

extension Runner {
  /// Goes on with the record in a folder: asks what is missing in it, and appends.
  ///
  /// No recorded trial is asked again, but for those whose requests were lost (`LostTrials`). A torn last line is taken away;
  /// nothing else that was written is touched. With `budget` the tests that ended undecided get so many trials.
  /// A record that is complete needs no target: `unreachable` is thrown only where something is to be asked, and only then is
  /// `beforeChange` called.
  /// - Throws: `DiagnosticError` when the record is not one of this plan, is damaged, is being written by another run, or has
  ///   nothing to extend: nothing was changed then. `RunFailure` when it cannot be written.
  package func resume(
    _ directory: RunDirectory, extendingTo budget: Int? = nil, stop: RunStop = RunStop(),
    events: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> RunSummary {
    var writer: RecordWriter
    do { writer = try RecordWriter(continuing: directory.record) } catch { throw DiagnosticError(error.diagnostic) }
    do {
      let point = try RecordReader.point(directory.record)
      guard let header = point.header else {
        // Nothing was asked yet: the run begins.
        if let unreachable { throw unreachable }
        try beforeChange()
        try writer.cut(to: 0, isBroken: true)
        return try await run(directory, writer: writer, stop: stop, events: events)
      }
      var runner = self
      runner.plan = header.plan
      guard header.planDigest == (try plan.digest()) else {
        throw DiagnosticError(
          ResumeCheck.mismatch(recorded: header.plan, now: plan)
            ?? .error("resume-mismatch", "the record was begun with another plan"))
      }
      return try await runner.resume(
        directory, point, extendingTo: budget, writer: &writer, stop: stop, events: events)
    } catch let error as RunFailure {
      throw error
    } catch {
      writer.close()
      if let failure = error as? RecordWriter.Failure { throw RunFailure(diagnostic: failure.diagnostic, trials: 0) }
      throw error
    }
  }

  private func resume(
    _ directory: RunDirectory, _ point: ResumePoint, extendingTo budget: Int?, writer: inout RecordWriter,
    stop: RunStop, events: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> RunSummary {
    var runner = self
    let time = clock.date().ISO8601Format()
    var scheduler = Scheduler(plan: plan, costs: costs())
    var decisions = point.recall(into: &scheduler, plan: plan)
    var extended: ExtensionRecord?
    if let budget {
      let record = try BudgetExtension(plan: plan, scheduler: scheduler).record(to: budget, at: time)
      guard runner.plan.design.extend(record) else { throw DiagnosticError(Self.unfit) }
      extended = record
      scheduler = Scheduler(plan: runner.plan, costs: costs())
      decisions = point.recall(into: &scheduler, plan: runner.plan)
    }
    if point.footer != nil, scheduler.isEnded, extended == nil {
      writer.close()
      return RunSummary(
        runID: directory.runID, record: directory.record, progress: point.progress, decisions: decisions,
        interrupted: false, wasComplete: true)
    }
    if let unreachable { throw unreachable }
    try beforeChange()
    let resumed = ResumeRecord(
      tool: tool, resumedAt: time, trials: point.progress.trials, droppedBytes: point.droppedBytes,
      concurrency: trialsInFlight, command: command)
    do {
      try writer.cut(to: point.length, isBroken: point.isBroken)
      for record in evalset.caseRecords(of: plan, proofs: proofs) where !point.cases.contains(record.file.evalCase.id) {
        try writer.append(.evalCase(record))
      }
      try writer.append(.resume(resumed))
      if let extended { try writer.append(.extension(extended)) }
      for decision in decisions where point.decisions[decision.test] != decision {
        try writer.append(.decision(decision))
      }
    } catch {
      writer.close()
      throw RunFailure(diagnostic: Self.diagnostic(error), trials: point.progress.trials)
    }
    events(
      .resumed(
        resumed, progress: point.progress, counts: point.outcomes.mapValues(CaseCounts.init), decisions: decisions))
    if let extended { events(.extended(extended)) }
    let start = RunStart(
      scheduler: scheduler, decisions: decisions, progress: point.progress, elapsed: point.elapsed,
      answers: point.answers)
    let loop = RunLoop(runner, start, writer: writer, stop: stop, events: events)
    var summary = try Self.summary(await loop.run(), directory)
    summary.extension = extended
    return summary
  }

  private static let unfit = Diagnostic.error("nothing-to-extend", "the extension does not fit the tests of the plan")
}

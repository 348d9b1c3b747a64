import Adapters
import EvalSchema
import FoundationEssentials
import Gating
import Harness

/// Runs the arms of a comparison pair by pair into their records, and ends in order when the user asks.
struct ComparisonExecution {
  /// Where the records are.
  struct Result {
    var baseline: RunDirectory
    var candidate: RunDirectory
    var folder: String
  }

  private let invocation: Invocation
  private let world: World
  private let arms: ComparisonArms
  private let resumption: ComparisonArms.Resumption?
  private let margin: Double
  private let rounds: Int
  private let budget: RunBudget

  /// Loads, checks and plans the arms; nothing is asked of a target.
  init(_ invocation: Invocation, _ request: ComparisonRequest, _ world: World) async throws {
    resumption = try Self.resumption(invocation, world)
    let arms = try await ComparisonArms(invocation, world, resumption)
    try ReplayGuard.checkRelease(of: arms.candidate.target, world)
    let plan = arms.candidate.plan
    let uncalibrated = JudgeFindings.uncalibrated(in: plan.design, of: arms.candidate.evalset, deciding: true)
    guard !uncalibrated.hasErrors else { throw DiagnosticError(uncalibrated) }
    let earlier = arms.recorded?.value.arm.log.header.target ?? arms.baseline?.target
    if let earlier, !request.allowsUnrecorded {
      let refusals = ComparisonAudit.refusals(of: earlier, arms.candidate.target)
      guard refusals.isEmpty else { throw DiagnosticError(refusals) }
    }
    let rules = arms.candidate.evalset.manifest.policy.comparisonRules
    let before = resumption?.headers[.candidate]?.arm
    let margin = request.margin ?? before?.margin ?? ComparisonRequest.margin(for: plan.cases, rules)
    let standard = rules.maximumPairs ?? max(40 * plan.cases.count, Int((50 / margin).rounded(.up)))
    let asked = try invocation.integer("max-pairs", in: 1...10_000_000)
    let pairs = asked ?? before.map { $0.maximumRounds * plan.cases.count } ?? standard
    guard pairs >= plan.cases.count else {
      throw UsageError(
        "--max-pairs \(pairs) is less than one pair of each of the \(plan.cases.count) cases",
        hint: "write at least --max-pairs \(plan.cases.count)")
    }
    let fingerprint =
      arms.recorded?.value.arm.log.header.plan.targetFingerprint ?? arms.baseline?.plan.targetFingerprint
    if fingerprint == plan.targetFingerprint, !invocation.has("allow-same-target") {
      throw UsageError(
        "both arms are the same target, surface by surface", hint: "to check the comparison itself: --allow-same-target"
      )
    }
    budget = try Self.budget(invocation, [arms.baseline, arms.candidate].compactMap { $0?.target })
    self.invocation = invocation
    self.world = world
    self.arms = arms
    self.margin = margin
    rounds = pairs / max(1, plan.cases.count)
  }

  /// Runs until the comparison is decided; gives the records and which signal stopped it.
  func run() async throws -> (result: Result, signal: Int32?) {
    let rendering = Rendering(world)
    let isQuiet = invocation.has("quiet")
    if !isQuiet { announce(rendering) }
    let directories = try directories()
    let candidate = try AdapterFactory.adapter(for: arms.candidate.target, environment: world.environment)
    let baseline = try arms.baseline.map {
      try AdapterFactory.adapter(for: $0.target, environment: world.environment)
    }
    let stop = RunStop()
    let panel = try JudgePanel(
      arms.candidate.evalset, cases: arms.candidate.evalset.cases.map(\.evalCase), world, stop: stop)
    var runner = PairRunner(
      baseline: arms.baseline.flatMap { session in
        baseline.map { .init(plan: session.plan, target: session.target, adapter: $0, directory: directories.live) }
      },
      candidate: .init(
        plan: arms.candidate.plan, target: arms.candidate.target, adapter: candidate,
        directory: directories.result.candidate),
      recorded: arms.recorded?.value, evalset: arms.candidate.evalset,
      graders: panel.graders(of: arms.candidate.evalset, instead: arms.candidate.graders),
      proofs: arms.candidate.proofs, tool: World.tool, command: ["relapse"] + world.arguments, margin: margin,
      maximumRounds: rounds, concurrency: try invocation.integer("concurrency", in: 1...10_000), budget: budget)
    runner.judging = panel.requests
    let (changing, kept) = ([directories.result.candidate.path], directories.result.folder)
    let again = arms.baseline == nil ? nil : directories.live.path
    runner.beforeChange = { () throws(DiagnosticError) in
      try DerivedFiles.remove(DerivedFiles.ofComparison, from: kept)
      for path in changing + (again.map { [$0] } ?? []) { try DerivedFiles.remove(DerivedFiles.ofRun, from: path) }
    }
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    let printer = RoundPrinter(world, isQuiet: isQuiet)
    let ended: Swift.Result<PairRunner.Summary, any Error>
    do {
      let summary =
        resumption == nil
        ? try await runner.run(stop: stop) { printer.show($0) }
        : try await runner.resume(stop: stop) { printer.show($0) }
      ended = .success(summary)
    } catch {
      ended = .failure(error)
    }
    await baseline?.close()
    await candidate.close()
    await panel.close()
    do {
      let summary = try ended.get()
      if summary.wasComplete { world.report("the comparison is complete; nothing is asked\n") }
      if let stopped = summary.stopped {
        world.report("stopped: \(rendering.safe(stopped))\n")
        if summary.interrupted {
          world.report("go on: relapse compare --out \(rendering.safe(directories.result.folder)) --resume\n")
        }
      }
      return (directories.result, signals.received)
    } catch let failure as RunFailure {
      throw CommandFailure(failure)
    }
  }

  private func announce(_ rendering: Rendering) {
    world.report(rendering.diagnostics(arms.candidate.diagnostics))
    let cases = arms.candidate.plan.cases.count
    let size = "\(cases.counted("case")), at most \(rounds.counted("round")) of pairs"
    guard let recorded = arms.recorded?.value.baseline else {
      world.report("compare: \(size) (\(2 * rounds * cases) trials)\n")
      return
    }
    let again =
      recorded.fresh > 0
      ? "\(recorded.fresh.counted("new trial")) of each case test\(recorded.fresh == 1 ? "s" : "") the baseline"
      : "the baseline is not tested again: \(rendering.safe(recorded.notTested ?? ""))"
    world.report(
      "compare: \(size) (\((rounds * cases).counted("trial"))) against the record \(rendering.safe(recorded.runID)); \(again)\n"
    )
  }

  // MARK: Records

  private static func resumption(_ invocation: Invocation, _ world: World) throws -> ComparisonArms.Resumption? {
    guard invocation.has("resume") else { return nil }
    guard var folder = invocation.value("out") else {
      throw UsageError("--resume goes on with the comparison in a folder: --out DIR --resume")
    }
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    var headers: [ArmRole: RunHeader] = [:]
    for role in ArmRole.allCases {
      let record = RunDirectory.record(in: folder + "/" + role.rawValue)
      guard FileManager.default.fileExists(atPath: record) else { continue }
      headers[role] = try RecordReader.header(record)
    }
    guard FileManager.default.fileExists(atPath: RunDirectory.record(in: folder + "/" + ArmRole.candidate.rawValue))
    else {
      throw DiagnosticError(
        .error(
          "no-such-run", "there is no comparison in \"\(folder)\"",
          hint: "the folder of a comparison holds candidate/\(RunDirectory.recordName)"))
    }
    return ComparisonArms.Resumption(folder: folder, headers: headers)
  }

  /// A comparison that stands in a folder is never overwritten; what there is to do with it is another than with a run.
  private static func refuseComparison(in folder: String) throws {
    let held = ArmRole.allCases.contains {
      FileManager.default.fileExists(atPath: RunDirectory.record(in: folder + "/" + $0.rawValue))
    }
    guard held else { return }
    throw DiagnosticError(
      .error(
        "record-exists", "\"\(folder)\" holds a comparison already, and a record is never overwritten",
        hint: "name another folder, or go on with that comparison: relapse compare --out \(folder) --resume"))
  }

  /// The folders of the records, below the one given or below a new one by time; `live` is where trials of the baseline go.
  private func directories() throws -> (result: Result, live: RunDirectory) {
    let plan = arms.candidate.plan
    let id = RunDirectory.runID(startedAt: world.now(), planDigest: try plan.digest())
    let folder =
      try resumption?.folder ?? invocation.value("out")
      ?? RunDirectory.create(in: RunFinder.reports, startedAt: world.now(), planDigest: try plan.digest()).path
    if resumption == nil {
      try Self.refuseComparison(in: folder)
      try DerivedFiles.remove(DerivedFiles.ofComparison, from: folder)
    }
    func directory(_ role: ArmRole) throws -> RunDirectory {
      let path = folder + "/" + role.rawValue
      if resumption != nil {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let known = resumption?.headers[role]?.runID
        let other = resumption?.headers.values.compactMap(\.comparison).first?.id
        return RunDirectory(runID: known ?? RunHeader.runID(other ?? id, role: role), path: path)
      }
      var made = try RunFinder(world).create(path, plan: plan)
      made.runID = RunHeader.runID(id, role: role)
      return made
    }
    let candidate = try directory(.candidate)
    guard let recorded = arms.recorded else {
      let baseline = try directory(.baseline)
      return (Result(baseline: baseline, candidate: candidate, folder: folder), baseline)
    }
    let live = try arms.baseline == nil ? recorded.directory : directory(.baseline)
    return (Result(baseline: recorded.directory, candidate: candidate, folder: folder), live)
  }

  // MARK: Budget

  /// What both arms together may use at most.
  private static func budget(_ invocation: Invocation, _ targets: [Target]) throws -> RunBudget {
    var budget = RunBudget()
    if let text = invocation.value("max-time") {
      switch Quantity.duration(text) {
      case .success(let seconds): budget.time = RunBudget.Bound(seconds, text: "--max-time \(text)")
      case .failure(let problem): throw UsageError("--max-time \(problem.message)", hint: problem.hint)
      }
    }
    if let text = invocation.value("max-cost") {
      switch Quantity.money(text) {
      case .success(let (micros, currency)):
        // A cost can only be held where it is known, in both arms.
        for target in targets where target.price?.currency.uppercased() != currency {
          throw UsageError(
            "--max-cost \(text) cannot be held: the target \"\(target.name)\" states no price in \(currency)",
            hint: "add `price` to targets/\(target.name).yaml")
        }
        budget.cost = RunBudget.Bound(micros, text: "--max-cost \(text)")
      case .failure(let problem): throw UsageError("--max-cost \(problem.message)", hint: problem.hint)
      }
    }
    return budget
  }
}

/// A line on standard error every few seconds while a comparison runs.
final class RoundPrinter: Sendable {
  private let world: World
  private let isQuiet: Bool
  private let last = Locked(ContinuousClock.now)

  init(_ world: World, isQuiet: Bool) {
    self.world = world
    self.isQuiet = isQuiet
  }

  /// Shows where a comparison stands, when a line is due.
  func show(_ progress: PairRunner.Progress) {
    let isDue = last.withLock { last in
      guard ContinuousClock.now - last >= .seconds(5) else { return false }
      last = .now
      return true
    }
    guard isDue, !isQuiet else { return }
    world.report(
      "round \(progress.rounds): only candidate failed \(progress.onlyCandidateFailed), only baseline failed "
        + "\(progress.onlyBaselineFailed); \(progress.trials.counted("trial")), \(progress.errored) errored, "
        + "\(progress.inFlight) in flight\n")
  }
}

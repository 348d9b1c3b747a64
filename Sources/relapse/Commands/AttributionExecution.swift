import Adapters
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// Runs an attribution: the comparison, the exchanged targets on the cases that regressed, the decision, the reports.
struct AttributionExecution {
  private let invocation: Invocation
  private let world: World
  private let baseline: Session
  private let candidate: Session
  private let swaps: SurfaceSwaps
  private let plan: AttributionPlan

  init(
    _ invocation: Invocation, _ world: World, baseline: Session, candidate: Session, swaps: SurfaceSwaps,
    plan: AttributionPlan
  ) {
    self.invocation = invocation
    self.world = world
    self.baseline = baseline
    self.candidate = candidate
    self.swaps = swaps
    self.plan = plan
  }

  /// Runs everything; gives the exit status.
  func run(_ format: OutputFormat) async throws -> ExitStatus {
    let digest = try candidate.plan.digest()
    let folder =
      try invocation.value("out")
      ?? RunDirectory.create(in: RunFinder.reports, startedAt: world.now(), planDigest: digest).path
    // A folder that holds an attribution is refused further down; its reports stay with it.
    let held = ["comparison/candidate", "swap-none"].contains {
      FileManager.default.fileExists(atPath: RunDirectory.record(in: folder + "/" + $0))
    }
    if !held { try DerivedFiles.remove(DerivedFiles.ofAttribution, from: folder) }
    let (comparison, signal) = try await comparison(folder + "/comparison")
    if let signal { return ExitStatus(rawValue: 128 + signal) ?? .interrupted }
    let cases = AttributionDecider.regressed(comparison)
    guard !cases.isEmpty, !swaps.separable.isEmpty else {
      let verdict = AttributionDecider.without(comparison, swaps, tool: World.tool)
      return try finish(verdict, [], folder, format)
    }
    if !invocation.has("quiet") {
      world.report("exchange: \(cases.count.counted("case")) regressed\n")
    }
    let (arms, stopped) = try await exchange(cases, folder)
    var read: [ComparisonArm] = []
    for arm in arms { read.append(try await ArmReader.read(arm.directory.record).arm) }
    let tried = zip(arms, read).compactMap { arm, record in
      arm.surfaces.map { AttributionDecider.Swap(surfaces: $0, arm: record) }
    }
    let verdict = AttributionDecider.decide(
      comparison, baseline: read[0], candidate: read[1], swaps: tried, of: swaps, margin: plan.margin, tool: World.tool)
    let records = arms.map { (name: $0.target.name, path: $0.directory.path) }
    let status = try finish(verdict, records, folder, format)
    return stopped.flatMap { ExitStatus(rawValue: 128 + $0) } ?? status
  }

  /// The verdict of the comparison that is given, or made now.
  private func comparison(_ folder: String) async throws -> (ComparisonVerdict, signal: Int32?) {
    var request = ComparisonRequest(
      margin: try CompareCommand.margin(invocation), allowsUnrecorded: invocation.has("allow-unrecorded"))
    if let given = invocation.value("comparison") {
      let decision = ComparisonDecision(
        baseline: try RunFinder(world).find(given + "/baseline"),
        candidate: try RunFinder(world).find(given + "/candidate"), history: nil, folder: given)
      let report = try await decision.report(&request, invocation)
      let (first, second) = (report.verdict.baseline.target.fingerprint, report.verdict.candidate.target.fingerprint)
      guard first == baseline.plan.targetFingerprint, second == candidate.plan.targetFingerprint else {
        throw DiagnosticError(
          .error(
            "resume-mismatch", "the comparison in \"\(given)\" is of other targets",
            hint: "name the targets that it compared, as they were"))
      }
      return (report.verdict, nil)
    }
    var inner = invocation
    inner.options["out"] = [folder]
    let (result, signal) = try await ComparisonExecution(inner, request, world).run()
    let decision = ComparisonDecision(
      baseline: result.baseline, candidate: result.candidate, history: nil, folder: result.folder)
    let report = try await decision.report(&request, invocation)
    world.report(Rendering(world).diagnostics(decision.write(report)))
    return (report.verdict, signal)
  }

  /// Runs the targets between both.
  private func exchange(_ cases: [String], _ folder: String) async throws -> ([SwapRunner.Arm], signal: Int32?) {
    let adapters = Locked<[any Adapter]>([])
    let (evalset, seed) = (candidate.evalset, candidate.plan.seed &+ 1)
    let (world, swaps) = (world, swaps)
    let arm: @Sendable (_ target: Target, _ surfaces: [TargetSurface]?, _ name: String) throws -> SwapRunner.Arm = {
      target, surfaces, name in
      let planned = try RunPlanner(
        evalset: evalset, target: target, selection: CaseSelection(cases: cases), seed: seed
      ).plan().plan
      let adapter = try AdapterFactory.adapter(for: target, environment: world.environment)
      adapters.withLock { $0.append(adapter) }
      var directory = try RunFinder(world).create(folder + "/" + name, plan: planned)
      directory.runID += "-" + name
      return SwapRunner.Arm(
        surfaces: surfaces, plan: planned, target: target, adapter: adapter, directory: directory)
    }
    let stop = RunStop()
    let panel = try JudgePanel(evalset, cases: evalset.cases.map(\.evalCase), world, stop: stop)
    let most = min(baseline.target.limits.concurrency, candidate.target.limits.concurrency)
    var runner = SwapRunner(
      baseline: try arm(swaps.baseline, nil, "swap-none"), candidate: try arm(swaps.candidate, nil, "swap-all"),
      evalset: evalset, graders: panel.graders(of: evalset, instead: candidate.graders), proofs: candidate.proofs,
      tool: World.tool,
      command: ["relapse"] + world.arguments, rounds: plan.rounds(cases.count),
      concurrency: try invocation.integer("concurrency", in: 1...10_000) ?? max(1, most), margin: plan.margin)
    runner.judging = panel.requests
    let singles = try swaps.separable.map { try arm(swaps.hybrid([$0]), [$0], "swap-\($0.rawValue)") }
    let alpha = AttributionDecider.alpha(
      1 - evalset.manifest.policy.confidence, surfaces: swaps.separable.count)
    let signals = SignalWatch(stop: stop, world: world)
    defer { signals.end() }
    let isQuiet = invocation.has("quiet")
    let ended: Swift.Result<(arms: [SwapRunner.Arm], stopped: String?), any Error>
    do {
      ended = .success(
        try await runner.run(
          singles: singles, alpha: alpha, stop: stop,
          events: { if !isQuiet { world.report("exchange: \($0)\n") } },
          pair: { surfaces in
            try arm(swaps.hybrid(surfaces), surfaces, "swap-" + surfaces.map(\.rawValue).joined(separator: "+"))
          }))
    } catch {
      ended = .failure(error)
    }
    for adapter in adapters.withLock({ $0 }) { await adapter.close() }
    await panel.close()
    do {
      let (arms, stopped) = try ended.get()
      if let stopped {
        let rendering = Rendering(world)
        world.report("stopped: \(rendering.safe(stopped))\n")
        let comparison = invocation.value("comparison") ?? folder + "/comparison"
        world.report("the comparison stands: --comparison \(rendering.safe(comparison)) takes it\n")
      }
      return (arms, signals.received)
    } catch let failure as RunFailure {
      throw CommandFailure(failure)
    }
  }

  private func finish(
    _ verdict: AttributionVerdict, _ records: [(name: String, path: String)], _ folder: String, _ format: OutputFormat
  ) throws -> ExitStatus {
    let report = AttributionReport(verdict, records: records)
    var findings: [Diagnostic] = []
    let files: [(String, (String) throws -> Void)] = [
      ("attribution.json", { try report.writeJSON(toFile: $0) }),
      ("attribution.html", { try report.writeHTML(toFile: $0) }),
      ("attribution.md", { try report.writeMarkdown(toFile: $0) }),
    ]
    for (name, write) in files {
      do { try write(folder + "/" + name) } catch  where name == files.first?.0 {
        findings.append(DerivedFiles.unwritten(name, in: folder, error, hint: "the records are whole"))
      } catch {
        findings.append(.error("report-unwritable", "\(error)", at: Place(file: folder + "/" + name)))
      }
    }
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(findings))
    switch format {
    case .text: world.print(rendering.attribution(report, html: folder + "/attribution.html"))
    case .json: world.print(String(decoding: try report.json(), as: UTF8.self))
    }
    return DerivedFiles.status(ExitStatus(rawValue: Int32(verdict.exitCode)) ?? .fault, findings)
  }
}

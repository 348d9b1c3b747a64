import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// `relapse compare --from …`: two logs of production traffic, judged by the graders that hold for any answer; no model call.
enum TrafficComparison {
  /// The options of this form.
  static let options: [CommandSpec.Option] = [
    .init(
      name: "from", value: "FORMAT",
      help: "compare logs of observed traffic, baseline first: otel, jsonl or langfuse; calls no model"),
    .init(
      name: "evalset", value: "DIR", help: "with --from: the evalset whose graders judge (default: the nearest one)"),
    .init(name: "since", value: "TIME", help: "with --from: leave out what was before, a day or 2026-11-20T10:00:00Z"),
    .init(name: "until", value: "TIME", help: "with --from: leave out what was from then on"),
  ]

  /// Options that belong to trials.
  private static let ofTrials = [
    "baseline", "candidate", "max-pairs", "seed", "concurrency", "baseline-history", "allow-mutable-alias",
    "allow-unrecorded", "allow-same-target",
  ]

  static func run(_ invocation: Invocation, margin: Double?, _ format: OutputFormat, _ world: World) async throws
    -> ExitStatus
  {
    let source = try invocation.choice("from", default: TrafficReader.Source.otel)
    guard invocation.arguments.count == 2 else {
      throw UsageError(
        "`relapse compare --from` takes two logs, that of the baseline first",
        hint: "relapse compare --from \(source.rawValue) BASELINE-LOG CANDIDATE-LOG --evalset DIR")
    }
    if let option = ofTrials.first(where: { invocation.has($0) && !invocation.fromEnvironment.contains($0) }) {
      throw UsageError("--\(option) belongs to trials; logs are compared as they are")
    }
    let folder = try EvalsetFinder(world).path(invocation.value("evalset"))
    let (loaded, diagnostics) = try await PermanenceCheck.load(folder, world)
    guard !diagnostics.hasErrors else { throw DiagnosticError(diagnostics.filter { $0.severity == .error }) }
    let cases = try chosen(loaded.evalset, invocation)
    let checks = TrafficChecks(cases)
    guard !checks.isEmpty else {
      throw CommandFailure(
        .empty,
        [
          .error(
            "no-applicable-grader", "none of the graders of \(cases.count.counted("case")) holds for any traffic",
            hint: checks.leftOut.first.map { "\($0.evalCase) \($0.path): \($0.reason)" })
        ])
    }
    let range = try range(invocation)
    var findings: [Diagnostic] = []
    let files = invocation.arguments
    let baseline = try await read(files[0], source, checks, range, &findings)
    let candidate = try await read(files[1], source, checks, range, &findings)
    if let shared = baseline.seen.intersection(candidate.seen).isEmpty
      ? nil : baseline.seen.intersection(candidate.seen)
    {
      throw DiagnosticError(
        .error(
          "trace-in-both-arms",
          "\(shared.count) trace\(shared.count == 1 ? " stands" : "s stand") in both logs", at: Place(file: files[1]),
          hint: "one answer is no evidence for both arms: split the logs by what answered"))
    }
    let policy = loaded.evalset.manifest.policy
    let standard = cases.allSatisfy { $0.effectiveSeverity == .s1 } ? 0.02 : 0.05
    let verdict = TrafficDecider(
      baseline: baseline.arm, candidate: candidate.arm, checks: checks.plans, leftOut: checks.leftOut,
      evalset: loaded.evalset.manifest.name, policy: policy, margin: margin ?? standard, findings: findings,
      date: { Date(timeIntervalSince1970: $0.rounded(.down)).ISO8601Format() }
    ).decide(tool: World.tool)
    return try report(verdict, invocation, format, world)
  }

  private static func chosen(_ evalset: Evalset, _ invocation: Invocation) throws -> [EvalCase] {
    let selection = try Selection(invocation).value
    let findings = selection.findings(in: evalset.cases)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    let cases = evalset.cases.map(\.evalCase).filter { selection.includes($0) }
    guard !cases.isEmpty else {
      throw CommandFailure(
        .empty, [.error("nothing-selected", "the selection fits none of \(evalset.cases.count.counted("case"))")])
    }
    return cases
  }

  private static func range(_ invocation: Invocation) throws -> Range<Double>? {
    let since = try Moment.date("since", invocation)?.timeIntervalSince1970
    let until = try Moment.date("until", invocation)?.timeIntervalSince1970
    guard since != nil || until != nil else { return nil }
    let (first, last) = (since ?? -.infinity, until ?? .infinity)
    guard first < last else { throw UsageError("--since is not before --until") }
    return first..<last
  }

  /// Reads and judges one log, part by part.
  private static func read(
    _ path: String, _ source: TrafficReader.Source, _ checks: TrafficChecks, _ range: Range<Double>?,
    _ findings: inout [Diagnostic]
  ) async throws -> TrafficGauge {
    var reader = TrafficReader(source, file: path)
    var gauge = TrafficGauge(file: path, checks, range: range)
    var file = TrafficFile(path)
    var isFirst = true
    while true {
      let part = try file.next()
      guard let first = part.first else { break }
      if isFirst, TrafficReader.isDocument(firstLine: first.bytes), let whole = document(path),
        let ended = reader.take(document: whole)
      {
        for output in ended { await gauge.take(output) }
        break
      }
      isFirst = false
      for line in part {
        for output in reader.take(line.bytes, line: line.number, isWhole: line.isWhole) { await gauge.take(output) }
      }
    }
    for output in reader.finish() { await gauge.take(output) }
    gauge.take(reader.reading)
    findings += reader.findings
    return gauge
  }

  /// The bytes of a file that may be one document; nil when it is too large for one.
  private static func document(_ path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path), data.count <= TrafficReader.mostLineBytes else {
      return nil
    }
    return Array(data)
  }

  private static func report(
    _ verdict: TrafficVerdict, _ invocation: Invocation, _ format: OutputFormat, _ world: World
  ) throws -> ExitStatus {
    let document = String(decoding: try CanonicalJSON.document(verdict), as: UTF8.self)
    let folder =
      try invocation.value("out")
      ?? RunDirectory.create(
        in: RunFinder.reports, startedAt: world.now(), planDigest: try Digest(ofJSON: verdict)
      ).path
    let files: [(String, (String) throws -> Void)] = [
      ("comparison.json", { try ReportFile.write($0, text: document) }),
      ("comparison.html", { try TrafficHTML(verdict).write(toFile: $0) }),
      ("comparison.md", { try ReportFile.write($0, text: TrafficMarkdown(verdict).text()) }),
    ]
    var findings: [Diagnostic] = []
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, write) in files { try write(folder + "/" + name) }
    } catch {
      findings = [
        DerivedFiles.unwritten(files[0].0, in: folder, error, hint: "compare again, into another folder: --out DIR")
      ]
      world.report(Rendering(world).diagnostics(findings))
    }
    switch format {
    case .text: world.print(Rendering(world).traffic(verdict, report: folder + "/comparison.html"))
    case .json: world.print(document)
    }
    return DerivedFiles.status(verdict.verdict.exitStatus, findings)
  }
}

import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// Two records on disk → verdict, reports beside them, and the words on the terminal.
struct ComparisonDecision {
  /// The most discordant pairs of a case whose transcripts are shown.
  private static let shownPairs = 5

  let baseline: RunDirectory
  let candidate: RunDirectory
  let history: RunDirectory?
  let folder: String

  /// Decides from the records and writes `comparison.json`, `comparison.html` and `comparison.md`.
  ///
  /// Throws `DiagnosticError` when the records are refused: nothing is judged then.
  func decide(
    _ request: inout ComparisonRequest, _ invocation: Invocation, _ format: OutputFormat, _ world: World
  ) async throws -> ExitStatus {
    if let header = try RecordReader.header(candidate.record) {
      try ReplayGuard.checkRelease(of: header.target, world)
    }
    let report = try await report(&request, invocation)
    let rendering = Rendering(world)
    let unwritten = write(report)
    world.report(rendering.diagnostics(unwritten))
    switch format {
    case .text: world.print(rendering.comparison(report, html: folder + "/comparison.html"))
    case .json: world.print(String(decoding: try ComparisonJSON.bytes(report.verdict), as: UTF8.self))
    }
    return DerivedFiles.status(report.verdict.verdict.exitStatus, unwritten)
  }

  /// Decides from the records; nothing is written.
  func report(_ request: inout ComparisonRequest, _ invocation: Invocation) async throws -> ComparisonReport {
    let first = try await ArmReader.read(baseline.record)
    let second = try await ArmReader.read(candidate.record)
    let earlier = try await readHistory()
    let fresh = try await readFresh(beside: second.arm)
    request.findings += try aliases([first.arm, second.arm], allowed: invocation.has("allow-mutable-alias"))
    let audit = ComparisonAudit(
      baseline: first.arm, candidate: second.arm, history: earlier, fresh: fresh, request: request)
    let refusals = audit.refusals()
    guard refusals.isEmpty else { throw DiagnosticError(refusals) }
    let verdict = ComparisonDecider.decide(
      baseline: first.arm, candidate: second.arm, history: earlier, fresh: fresh, request: request, tool: World.tool)
    var wanted: [String: [Int]] = [:]
    for found in verdict.cases where !found.discordant.isEmpty {
      wanted[found.id] = found.discordant.prefix(Self.shownPairs).map(\.index)
    }
    return ComparisonReport(
      verdict: verdict, baseline: first.facts, candidate: second.facts,
      pairs: try ArmReader.pairs(wanted, baseline: baseline.record, candidate: candidate.record),
      latency: OutputShift.latency(verdict, baseline: first.arm, candidate: second.arm),
      baselineDirectory: baseline.path, candidateDirectory: candidate.path, redecide: redecide(invocation))
  }

  private func readHistory() async throws -> ComparisonArm? {
    guard let history else { return nil }
    return try await ArmReader.read(history.record).arm
  }

  /// The new trials of a recorded baseline, which stand beside the candidate's record.
  private func readFresh(beside candidate: ComparisonArm) async throws -> ComparisonArm? {
    guard let recorded = candidate.log.header.arm?.recorded, recorded.fresh > 0 else { return nil }
    let parent = self.candidate.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parent.isEmpty ? "." : parent.joined(separator: "/")
    let record = RunDirectory.record(in: (folder.isEmpty ? "" : folder) + "/" + ArmRole.baseline.rawValue)
    guard FileManager.default.fileExists(atPath: record) else { return nil }
    let found = try await ArmReader.read(record).arm
    return found.log.header.comparison?.id == candidate.log.header.comparison?.id ? found : nil
  }

  /// Models whose name the provider may move: refused, or let through and said.
  private func aliases(_ arms: [ComparisonArm], allowed: Bool) throws -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for arm in arms {
      let header = arm.log.header
      guard let model = header.target.model, !ModelPin.isPinned(model), !header.policy.allowMutableAlias else {
        continue
      }
      let message = "the model \"\(model)\" of target \"\(header.target.name)\" is an alias that the provider may move"
      guard allowed else {
        throw DiagnosticError(
          .error(
            "mutable-model", message,
            hint: "name a dated version, or compare all the same with --allow-mutable-alias"))
      }
      findings.append(.warning("mutable-model", message))
    }
    return findings
  }

  /// The command that gives the same bytes again.
  private func redecide(_ invocation: Invocation) -> [String] {
    var words = ["relapse", "compare", baseline.path, candidate.path]
    if let margin = invocation.value("margin") { words += ["--margin", margin] }
    if let history { words += ["--baseline-history", history.path] }
    for name in ["allow-mutable-alias", "allow-unrecorded", "allow-same-target"] where invocation.has(name) {
      words.append("--" + name)
    }
    return words + ["--out", folder]
  }

  /// Writes the reports; what could not be written is said.
  func write(_ report: ComparisonReport) -> [Diagnostic] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      return [.error("verdict-unwritable", "cannot make the folder \"\(folder)\"", hint: "\(error)")]
    }
    let files: [(String, (String) throws -> Void)] = [
      ("comparison.json", { try ComparisonJSON.write(report.verdict, toFile: $0) }),
      ("comparison.html", { try ComparisonHTML(report).write(toFile: $0) }),
      ("comparison.md", { try ReportFile.write($0, text: ComparisonMarkdown(report).text()) }),
    ]
    return files.compactMap { name, body in
      do {
        try body(folder + "/" + name)
        return nil
      } catch  where name == files.first?.0 {
        return DerivedFiles.unwritten(name, in: folder, error, hint: "decide again, into another folder: --out DIR")
      } catch {
        return .error("report-unwritable", "\(error)", at: Place(file: folder + "/" + name), hint: "the verdict stands")
      }
    }
  }
}

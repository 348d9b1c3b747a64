import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// The two runs of a proof, each with its record and reports in a folder of its own, and what is said of them.
struct ProofExecution {
  /// What one target gave.
  struct Outcome {
    var arm: ProofArm
    var verdict: GateVerdict
    var signal: Int32?
  }

  /// The folder of the proof.
  let folder: String
  /// Its name.
  let name: String
  private let invocation: Invocation
  private let world: World
  private let rendering: Rendering

  /// Makes the folder.
  init(_ invocation: Invocation, _ plan: RunPlan, _ world: World) throws {
    var path: String
    if let given = invocation.value("out") {
      path = given
      while path.count > 1, path.hasSuffix("/") { path.removeLast() }
      // A proof whose records are still there stays: the runs are refused then.
      if !FileManager.default.fileExists(
        atPath: RunDirectory.record(in: "\(path)/\(ProofDecider.Role.before.rawValue)"))
      {
        try DerivedFiles.remove(DerivedFiles.ofProof, from: path)
      }
    } else {
      path = try RunDirectory.create(in: RunFinder.reports, startedAt: world.now(), planDigest: try plan.digest()).path
    }
    folder = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.invocation = invocation
    self.world = world
    rendering = Rendering(world)
  }

  /// Runs one target and decides from its record.
  func run(_ role: ProofDecider.Role, _ session: inout Session) async throws -> Outcome {
    var inner = invocation
    inner.options["out"] = ["\(folder)/\(role.rawValue)"]
    if !invocation.has("quiet") {
      world.report(rendering.diagnostics(session.diagnostics))
      world.report(rendering.planSummary(session.plan, session.forecast()))
    }
    let result = try await RunExecution(session: session, invocation: inner, world: world).run()
    let (log, facts) = try RecordReader.read(result.directory.record)
    let verdict = GateDecider.decide(log, tool: World.tool)
    let report = GateReport(verdict: verdict, facts: facts, runDirectory: result.directory.path)
    world.report(rendering.diagnostics(ReportWriter(report: report).writeAll(into: result.directory.path)))
    guard let arm = ProofDecider.arm(role, verdict) else {
      throw CommandFailure(
        .error, [.error("record-damaged", "the record of \(result.directory.path) is not of one case")])
    }
    return Outcome(arm: arm, verdict: verdict, signal: result.signal)
  }

  /// Says that a target could not be judged; nothing is recorded of it.
  func cannotJudge(_ role: ProofDecider.Role, _ verdict: GateVerdict) -> ExitStatus {
    rendering.line("\(role.rawValue): \(verdict.sentence)")
    let status = Verdict.error.exitStatus
    rendering.line(
      "ERROR  nothing was proven and nothing recorded · exit code \(status.rawValue) · report: \(folder)/\(role.rawValue)/report.html"
    )
    return status
  }

  /// Writes the reports of the proof, and prints it.
  func report(_ id: String, _ proof: CaseProof, _ format: OutputFormat) throws {
    let sentences = [
      ProofDecider.sentence(of: proof.before, .before, proof), ProofDecider.sentence(of: proof.after, .after, proof),
    ]
    let document = try CanonicalJSON.document(proof)
    let markdown = ProofMarkdown(of: id, proof, sentences: sentences, folder: folder).text()
    let files = [("proof.json", String(decoding: document, as: UTF8.self)), ("proof.md", markdown)]
    for (file, text) in files {
      do {
        try ReportFile.write("\(folder)/\(file)", text: text)
      } catch {
        world.report(
          rendering.diagnostics([
            .error("report-unwritable", "\(error)", at: Place(file: "\(folder)/\(file)"), hint: "the proof stands")
          ]))
      }
    }
    switch format {
    case .json: world.print(String(decoding: document, as: UTF8.self))
    case .text: for sentence in sentences { rendering.line(sentence) }
    }
  }

  /// The last line: the verdict and the exit code.
  func last(_ proof: CaseProof) {
    let verdict = proof.verdict
    rendering.line(
      "\(verdict.rawValue.uppercased())  \(proof.line) · exit code \(verdict.exitStatus.rawValue) · report: \(folder)/proof.md"
    )
  }
}

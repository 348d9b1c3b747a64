import Authoring
import EvalSchema
import FoundationEssentials
import Graders
import Harness

/// `relapse check`: are the cases sound, and would each have caught its incident?
enum CheckCommand {
  static let spec = CommandSpec(
    name: "check",
    summary: "Check evalsets: form, lint rules, the graders against every exhibit, and the ledger; calls no model.",
    arguments: [.init(name: "EVALSET", isOptional: true, repeats: true)],
    options: [
      .init(
        name: "base", value: "REF",
        help: "the git revision whose ledger this one must continue, such as origin/main"),
      JudgePanel.option,
      .init(name: "ci", help: "a change without an entry in the ledger is an error (default when CI=true)"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
      .init(name: "notes", help: "show notes too: what could be better and is no fault"),
    ],
    examples: [
      ("relapse check evalsets/*", "every evalset, every finding at once"),
      ("relapse check evalsets/* --ci --base origin/main", "in the pull request: nothing vanished, nothing went soft"),
    ],
    run: { try await run($0, $1) })

  private struct Report: Encodable {
    struct Checked: Encodable {
      var evalset: String
      var cases: Int
      var exhibits: Int
      var caught: Int
      var errors: Int
      var warnings: Int
      var ledger: LedgerFacts?
      var proofs: [String: [ExhibitProof]]
      var diagnostics: [Diagnostic]
    }
    struct LedgerFacts: Encodable {
      var entries: Int
      var admitted: Int
      var retired: Int
      var watching: Int
      /// Cases with a proof on targets that found them reproduced and fixed, stale ones too.
      var proven: Int
      /// The seal of the last line: two ledgers with the same head are the same.
      var head: Digest

      init(_ ledger: Ledger) {
        entries = ledger.entries.count
        retired = ledger.retired.count
        admitted = ledger.cases.count - retired
        watching = ledger.watching.count
        proven = ledger.proofs.count { id, found in
          found.proof.verdict == .pass && ledger.cases[id]?.isRetired != true
        }
        head = ledger.head
      }
    }
    var evalsets: [Checked]
  }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let given = invocation.arguments.isEmpty ? [try EvalsetFinder(world).path(nil)] : invocation.arguments
    let permanence = PermanenceCheck(world, base: invocation.value("base"), isCI: invocation.has("ci"))
    var report = Report(evalsets: [])
    for path in given {
      report.evalsets.append(
        try await check(try EvalsetFinder(world).path(path), permanence, asksJudges: invocation.has("judges"), world))
    }
    let rendering = Rendering(world)
    switch format {
    case .json: world.print(String(decoding: try CanonicalJSON.document(report), as: UTF8.self))
    case .text:
      for checked in report.evalsets {
        let shown = checked.diagnostics.filter { $0.severity != .note || invocation.has("notes") }
        world.report(rendering.diagnostics(shown))
        rendering.line(summary(checked))
      }
    }
    return report.evalsets.contains { $0.errors > 0 } ? .usage : .pass
  }

  private static func check(
    _ path: String, _ permanence: PermanenceCheck, asksJudges: Bool, _ world: World
  ) async throws -> Report.Checked {
    var ledger: Ledger?
    var (loaded, diagnostics) = EvalsetLoader.load(path)
    var proofs: [String: [ExhibitProof]] = [:]
    if var loaded {
      loaded.readUncoveredPostmortems()
      diagnostics += Linter.lint(loaded, today: String(world.now().ISO8601Format().prefix(10)))
      let outcome = try await permanence.run(loaded)
      ledger = outcome.ledger
      // What is retired decides nothing any more and need not be proven.
      var proven = loaded.evalset
      proven.cases.removeAll { ledger?.retired.contains($0.evalCase.id) == true }
      let panel = asksJudges ? try JudgePanel(proven, cases: proven.cases.map(\.evalCase), world) : nil
      let unasked: Diagnostic.Severity = permanence.isCI ? .error : .warning
      let proof: SelfTest.Findings
      if let panel {
        proof = try await Interruptible.run(world, kept: "answers that came are kept") { [proven] in
          let proof = await SelfTest.run(proven, judges: panel.bench, unasked: unasked)
          await panel.close()
          _ = try await JudgeFiles(evalset: path).keepAnswers(of: panel.bench)
          return proof
        }
      } else {
        proof = await SelfTest.run(proven, unasked: unasked)
      }
      diagnostics += judgeFindings(proven)
      diagnostics += try await CalibrationCheck.findings(loaded.evalset)
      diagnostics += loaded.annotate(proof.diagnostics) + outcome.diagnostics
      proofs = proof.proofs
      do {
        let (targets, findings) = TargetLoader.loadAll(in: try EvalsetFolder(path))
        diagnostics += findings + targets.compactMap { Session.mutableModel(of: $0, in: loaded.evalset, as: .warning) }
      } catch {
        diagnostics += error.diagnostics
      }
    }
    let bad = proofs.values.joined().filter { $0.exhibit.hasPrefix("known_bad") }
    return Report.Checked(
      evalset: path, cases: loaded?.evalset.cases.count ?? 0, exhibits: proofs.values.reduce(0) { $0 + $1.count },
      caught: bad.count { $0.holds }, errors: diagnostics.count { $0.severity == .error },
      warnings: diagnostics.count { $0.severity == .warning }, ledger: ledger.map(Report.LedgerFacts.init),
      proofs: proofs, diagnostics: diagnostics)
  }

  /// Cases whose judges may not decide: told here, long before a gate refuses them.
  private static func judgeFindings(_ evalset: Evalset) -> [Diagnostic] {
    let judged = evalset.cases.map(\.evalCase).filter { !$0.judgeSpecs.isEmpty }
    let floor = evalset.manifest.policy.judgeFloor
    let short = judged.filter { evalCase in
      evalCase.judgeSpecs.contains { spec in
        guard let judge = evalset.judge(spec.by) else { return false }  // Told by the graders themselves.
        let measured = judge.measurement(pattern: evalCase.pattern, rubric: spec.rubricDigest)
        return measured.map { CalibrationSummary($0, policy: evalset.manifest.policy).shortfall != nil } ?? true
      }
    }
    guard let first = short.first else { return [] }
    let others = short.count > 1 ? " (and \(short.count - 1) more)" : ""
    return [
      .warning(
        "judge-uncalibrated",
        "\(first.id)\(others) \(floor.acceptUncalibrated ? "is decided" : "cannot pass a gate"): its judge has no calibration that "
          + "meets the policy's floor",
        at: Place(file: evalset.path + "/" + (evalset.cases.first { $0.evalCase.id == first.id }?.file ?? "")),
        hint: "relapse calibrate \(first.judgeSpecs[0].by) --evalset \(evalset.path)")
    ]
  }

  private static func summary(_ checked: Report.Checked) -> String {
    let bad = checked.proofs.values.joined().count { $0.exhibit.hasPrefix("known_bad") }
    let caught = "\(checked.caught) of \(bad) recorded bad outputs are caught"
    let notes = checked.diagnostics.count { $0.severity == .note }
    let counts = [(checked.errors, "error"), (checked.warnings, "warning"), (notes, "note")]
      .map { $0.counted($1) }.joined(separator: ", ")
    let word = checked.errors > 0 ? "not fit to be judged" : "sound"
    let recorded = checked.ledger.map { facts in
      let parts = [(facts.retired, "retired"), (facts.watching, "watching"), (facts.proven, "proven")]
        .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      return ", \(facts.admitted) in the ledger" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    }
    return
      "\(checked.evalset): \(word); \(checked.cases.counted("case"))\(recorded ?? ""), \(checked.exhibits.counted("exhibit")), \(caught); "
      + counts
  }
}

import Authoring
import EvalSchema
import Graders

/// Asks whether an evalset is as permanent as its ledger says: for `check`, and for every command that goes on to judge.
struct PermanenceCheck {
  /// What was found.
  struct Outcome {
    /// The ledger; nil when there is none or it cannot be read.
    var ledger: Ledger?
    /// The findings.
    var diagnostics: [Diagnostic]
  }

  let world: World
  /// The revision whose ledger this one must continue.
  var base: String?
  /// Whether a change without an entry is an error.
  var isCI: Bool

  /// Prepares the check.
  init(_ world: World, base: String? = nil, isCI: Bool = false) {
    self.world = world
    self.base = base
    self.isCI = isCI || ContinuousIntegration.isDetected(in: world.environment)
  }

  /// The graders' judgement of a transcript; judges say what they said before.
  static func oracle(_ judges: [Judge]) -> ExhibitOracle {
    let bench = JudgeBench(judges)
    return { evalCase, transcript in
      CaseGrader.result(of: await CaseGrader(evalCase, judges: bench).grade(transcript))
    }
  }

  /// Loads an evalset that is going to be judged, without its retired cases.
  ///
  /// - Returns: The evalset, and its findings: those of permanence may be errors, which must keep it from being judged.
  /// - Throws: `DiagnosticError` when a file has errors of form.
  static func load(_ path: String, _ world: World) async throws -> (loaded: LoadedEvalset, diagnostics: [Diagnostic]) {
    var (loaded, diagnostics) = try EvalsetLoader.judgeable(path)
    let outcome = try await PermanenceCheck(world).run(loaded)
    diagnostics += outcome.diagnostics
    diagnostics += try await CalibrationCheck.findings(loaded.evalset)
    let retired = outcome.ledger?.retired ?? []
    loaded.evalset.watching = outcome.ledger?.watching ?? []
    for file in loaded.evalset.cases {
      guard let ledger = outcome.ledger, let found = ledger.proofs[file.evalCase.id] else { continue }
      let isStale = ledger.isStale(
        found, now: try CaseStrictness(of: file.evalCase, judges: loaded.evalset.judgeDigests).digest())
      loaded.evalset.proven[file.evalCase.id] =
        found.proof.line + (isStale ? ", of an earlier form of the case: stale" : "")
    }
    loaded.evalset.cases.removeAll { retired.contains($0.evalCase.id) }
    loaded.cases.removeAll { retired.contains($0.caseFile.evalCase.id) }
    return (loaded, diagnostics)
  }

  /// Checks an evalset as loaded.
  func run(_ loaded: LoadedEvalset) async throws -> Outcome {
    do {
      let permanence = try await permanence(of: loaded)
      return Outcome(ledger: permanence.ledger, diagnostics: try await permanence.findings())
    } catch let error as DiagnosticError {
      // Until the ledger is whole, nothing can be said of what it records.
      return Outcome(ledger: nil, diagnostics: error.diagnostics)
    }
  }

  /// What the check is made from.
  ///
  /// - Throws: `DiagnosticError` when the ledger, or that of the base, is not whole.
  func permanence(of loaded: LoadedEvalset) async throws -> Permanence {
    let folder = try EvalsetFolder(loaded.evalset.path)
    let (ledger, findings) = LedgerReader.read(in: folder)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    return Permanence(
      loaded: loaded, ledger: ledger, base: try await baseLedger(in: folder), files: Set(try folder.names(in: "cases")),
      unrecorded: isCI ? .error : .warning, oracle: Self.oracle(loaded.evalset.judges))
  }

  private func baseLedger(in folder: EvalsetFolder) async throws -> (ledger: Ledger, name: String)? {
    guard let base else { return nil }
    let git = GitRepository(folder: folder.realPath, environment: world.environment)
    guard let bytes = try await git.bytes(of: Ledger.file, at: base) else { return nil }
    let (ledger, findings) = LedgerReader.read(bytes, file: "\(base):\(folder.shown(Ledger.file))")
    guard let ledger else { throw DiagnosticError(findings) }
    return (ledger, base)
  }
}

import Authoring
import EvalSchema
import Harness
import Reporting

/// `relapse list`: what an evalset holds.
enum ListCommand {
  static let spec = CommandSpec(
    name: "list", summary: "List the cases and targets of an evalset, and the runs that were made.",
    arguments: [.init(name: "EVALSET|patterns", isOptional: true)],
    options: [.init(name: "format", value: "FORMAT", help: "text or json")] + Selection.options,
    examples: [
      ("relapse list", "everything"), ("relapse list patterns", "the failure patterns"),
      ("relapse list evalsets/support-agent --severity S1", "the gravest cases"),
    ],
    run: { try run($0, $1) })

  private struct Listing: Encodable {
    struct Entry: Encodable {
      var id: String
      var severity: Severity
      var pattern: String
      var suite: Suite
      var incident: String
      var title: String
      var file: String
      /// Where it stands in its life; nil when no ledger holds it.
      var stage: CaseStage?
      /// The last proof on targets, in one line.
      var proof: String?
      var isProofStale: Bool?
    }
    var evalset: String
    var cases: [Entry]
    var targets: [String]
    var runs: [String]
  }

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    if invocation.arguments.first == "patterns" {
      let lines = ListText(style: Rendering(world).style(.output)).patterns(Taxonomy.patterns)
      world.print(lines.map { $0 + "\n" }.joined())
      return .pass
    }
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    let (loaded, diagnostics) = EvalsetLoader.load(folder)
    guard let loaded else { throw DiagnosticError(diagnostics) }
    let selection = try Selection(invocation)
    let cases = loaded.evalset.cases.filter { selection.value.includes($0.evalCase) }
    let targets = TargetLoader.loadAll(in: try EvalsetFolder(folder)).targets.map(\.name)
    // A ledger that is not whole is for `check` to tell.
    let ledger = LedgerReader.read(in: try EvalsetFolder(folder)).ledger
    let listing = try Listing(
      evalset: loaded.evalset.manifest.name,
      cases: cases.map { file in
        let evalCase = file.evalCase
        let proof = ledger?.proofs[evalCase.id]
        let strictness = try CaseStrictness(of: evalCase, judges: loaded.evalset.judgeDigests)
        let isStale = try proof.map { try ledger?.isStale($0, now: strictness.digest()) ?? false }
        return Listing.Entry(
          id: evalCase.id, severity: evalCase.effectiveSeverity, pattern: evalCase.pattern, suite: evalCase.suite,
          incident: evalCase.incident.id, title: evalCase.title, file: file.file,
          stage: ledger?.cases[evalCase.id]?.stage, proof: proof?.proof.line, isProofStale: isStale)
      }, targets: targets, runs: RunFinder(world).all())
    switch format {
    case .json: world.print(String(decoding: try CanonicalJSON.document(listing), as: UTF8.self))
    case .text: print(listing, world)
    }
    world.report(Rendering(world).diagnostics(diagnostics.filter { $0.severity == .error }))
    return diagnostics.hasErrors ? .usage : cases.isEmpty ? .empty : .pass
  }

  private static func print(_ listing: Listing, _ world: World) {
    let rendering = Rendering(world)
    rendering.line("\(listing.evalset): \(listing.cases.count.counted("case"))")
    let width = listing.cases.map(\.id.count).max() ?? 0
    let pattern = listing.cases.map(\.pattern.count).max() ?? 0
    for entry in listing.cases {
      let columns = [entry.severity.rawValue, pad(entry.id, width), pad(entry.pattern, pattern), entry.title]
      var line = "  " + columns.joined(separator: "  ")
      if let stage = entry.stage, stage != .active { line += "  \(stage.rawValue)" }
      if let proof = entry.proof {
        line += "  proof: \(proof)\(entry.isProofStale == true ? ", of an earlier form: stale" : "")"
      }
      rendering.line(line)
    }
    rendering.line("targets: " + (listing.targets.isEmpty ? "none" : listing.targets.joined(separator: ", ")))
    if !listing.runs.isEmpty { rendering.line("runs: " + listing.runs.joined(separator: ", ")) }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

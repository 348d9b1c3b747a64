import Authoring
import EvalSchema
import FoundationEssentials
import Harness

/// What `admit`, `amend`, `retire` and `waive` share: who says so, the proof of the cases, the writing, the words.
struct LedgerDesk {
  /// The options of the commands.
  static let options: [CommandSpec.Option] = [
    .init(name: "evalset", value: "DIR", help: "the evalset (default: the nearest one)"),
    .init(name: "reason", value: "TEXT", help: "why; required"),
    .init(name: "record", value: "REF", help: "the ticket or document that holds the decision; required"),
    person,
  ]
  /// The option that names a person.
  static let person = CommandSpec.Option(
    name: "by", value: "NAME", help: "who says so (default: git config user.name, then $USER)")

  /// Makes the entries.
  let clerk: LedgerClerk
  private let path: String
  private let world: World

  /// Reads the evalset and its ledger, and finds out who records.
  ///
  /// - Parameter hasReason: Whether reason and record come from the command line.
  init(_ invocation: Invocation, _ world: World, hasReason: Bool = true) async throws {
    let reason = hasReason ? try Self.text("reason", .filled, invocation) : ""
    let record = hasReason ? try Self.text("record", .line, invocation) : ""
    path = try EvalsetFinder(world).path(invocation.value("evalset"))
    let loaded = try EvalsetLoader.judgeable(path).loaded
    let by = try await Self.person(invocation, world, in: path)
    let stamp = LedgerClerk.Stamp(reason: reason, record: record, by: by, at: world.now().ISO8601Format())
    clerk = LedgerClerk(try await PermanenceCheck(world).permanence(of: loaded), stamp: stamp)
    self.world = world
  }

  /// Reads the evalset and its ledger anew for an entry that a command makes of what it found itself.
  init(evalset path: String, reason: String, record: String, by: String, _ world: World) async throws {
    self.path = path
    let loaded = try EvalsetLoader.judgeable(path).loaded
    let stamp = LedgerClerk.Stamp(reason: reason, record: record, by: by, at: world.now().ISO8601Format())
    clerk = LedgerClerk(try await PermanenceCheck(world).permanence(of: loaded), stamp: stamp)
    self.world = world
  }

  /// The ids that the arguments name: an id, or the path of a case file.
  static func ids(_ invocation: Invocation) -> [String] {
    invocation.arguments.map { argument in
      let name = argument.split(separator: "/").last.map(String.init) ?? argument
      return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    }
  }

  /// Makes sure that the graders of cases fail each known-bad and pass each known-good.
  func prove(_ ids: [String]) async throws {
    var evalset = clerk.permanence.loaded.evalset
    evalset.cases.removeAll { !ids.contains($0.evalCase.id) }
    let findings = await SelfTest.run(evalset, unasked: .error).diagnostics
    guard !findings.hasErrors else {
      throw DiagnosticError(clerk.permanence.loaded.annotate(findings.filter { $0.severity == .error }))
    }
  }

  /// Writes entries, and says what they record.
  func write(_ drafts: [LedgerClerk.Draft]) throws -> ExitStatus {
    guard !drafts.isEmpty else {
      throw DiagnosticError(
        .error(
          "nothing-to-record", "everything is in the ledger already",
          hint: "the ledger holds decisions only: there is none to record"))
    }
    let said = try record(drafts)
    let rendering = Rendering(world)
    for draft in drafts {
      rendering.line(draft.headline)
      for change in draft.changes { rendering.line("  " + change.words) }
    }
    rendering.line(said)
    return .pass
  }

  /// Writes entries; gives the line that says so.
  func record(_ drafts: [LedgerClerk.Draft]) throws -> String {
    let ledger = clerk.permanence.ledger ?? Ledger()
    let writer = LedgerWriter(path: try EvalsetFolder(path).shown(Ledger.file))
    let written = try writer.append(drafts.map(\.entry), after: ledger.head)
    let total = ledger.entries.count + written.count
    return
      "\(writer.path): \(written.count.counted("entry", "entries")) by \(clerk.stamp.by), \(total) in all; commit it"
  }

  private static func text(_ name: String, _ form: TextForm, _ invocation: Invocation) throws -> String {
    guard let text = invocation.value(name) else {
      throw UsageError(
        "`relapse \(invocation.command)` needs --\(name)", hint: "the ledger says who changed what is judged, and why")
    }
    if let problem = form.problem(of: text) { throw UsageError("--\(name) \(problem)") }
    return text
  }

  /// Who records: `--by`, or the name that git has, or the user.
  static func person(_ invocation: Invocation, _ world: World, in folder: String) async throws -> String {
    if invocation.value("by") != nil { return try text("by", .line, invocation) }
    if let name = await GitRepository(folder: folder, environment: world.environment).userName() { return name }
    if let user = world.environment["USER"], TextForm.line.problem(of: user) == nil { return user }
    throw UsageError("who says so? Neither git nor USER names a person", hint: "--by NAME")
  }
}

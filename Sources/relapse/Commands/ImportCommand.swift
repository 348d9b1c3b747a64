import Authoring
import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `relapse import`: closed postmortem → case files.
enum ImportCommand {
  static let spec = CommandSpec(
    name: "import", summary: "Turn closed postmortems into cases; what is missing is listed, never invented.",
    arguments: [.init(name: "FILE", repeats: true)],
    options: [
      .init(name: "into", value: "EVALSET", help: "the evalset that gets the cases (default: the nearest one)"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
      .init(
        name: "attest", value: "\"closed: WHO, WHY\"", help: "attest that the incident is closed; recorded in the case"),
      .init(
        name: "closed-on", value: "DATE",
        help: "attest the day on which the incident was closed, with --closed-by or --attest"),
      .init(name: "closed-by", value: "NAME", help: "attest who closed it; recorded in the case"),
      .init(name: "provisional", help: "make drafts of an incident that is not closed; a draft never gates"),
      .init(
        name: "trace", value: "FILE",
        help:
          "fill input, documents, tools, output and evidence from OpenTelemetry, Langfuse, LangSmith or request logs"),
      .init(name: "run-id", value: "ID", help: "the run of the trace; by default the one that the postmortem names"),
      .init(
        name: "redact-name", value: "NAME", repeats: true,
        help: "take this name out, too; e-mail, phone, bank, card, host and credentials always are"),
      .init(
        name: "redact-keep", value: "TEXT", repeats: true, help: "leave this text although it looks like one of these"),
      .init(
        name: "redaction-map", value: "FILE",
        help: "keep who the pseudonyms are, outside of the repository, and go on with them"),
      ImportAssist.option,
      .init(name: "no-input", help: "ask nothing on a terminal; what is missing becomes a draft"),
      .init(name: "dry-run", help: "say what would be written and write nothing"),
    ],
    examples: [
      ("relapse import INC-2041.md --into evalsets/support-agent", "one postmortem"),
      (
        "relapse import evalsets/support-agent/drafts/INC-2041.yaml",
        "a draft that was filled in: it becomes a case when nothing is missing"
      ),
      ("relapse import incoming/ --format json", "all documents below a folder, for a machine"),
      ("relapse import INC-2041.md --redact-name \"Jo Roe\" --redaction-map ~/relapse-names.json", "names, too"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let folder = try EvalsetFinder(world).path(invocation.value("into") ?? evalset(ofDrafts: invocation.arguments))
    let writer = ImportWriter(evalset: folder)
    var policy = try policy(invocation, folder: folder, writer: writer)
    let finder = SensitiveFinder(
      names: invocation.options["redact-name"] ?? [], keeps: Set(invocation.options["redact-keep"] ?? []))
    policy.finder = finder
    let map = invocation.value("redaction-map")
    var redactor = Redactor(
      finder: finder, map: try map.map { try RedactionMap.read($0, evalset: folder) } ?? RedactionMap())
    policy.trace = try trace(invocation, &redactor)
    let assist = try ImportAssist(invocation, evalset: folder, finder: finder, world)
    let importer = PostmortemImporter(policy: policy)
    let given = try sources(invocation.arguments, for: writer, importer)
    let drafts = given.filter { FinishedDraft.isOne($0.bytes, file: $0.file) }
    let returned = Set(drafts.map(\.file))
    var sources = given.filter { !returned.contains($0.file) }
    for index in sources.indices {
      let isInEvalset = writer.holds(sources[index].file)
      sources[index].redact(with: &redactor, isInEvalset: isInEvalset, mostBytes: policy.mostBytes)
    }
    if let map, !invocation.has("dry-run") { try redactor.map.write(map, evalset: folder) }
    let session = ImportSession(
      importer: importer, writer: writer, sources: sources, assist: assist,
      asks: ImportConversation.isPossible(invocation, world, format), world: world)
    let (read, left, ended) = try await session.documents()
    var report = ImportReport(documents: read)
    var finished = drafts.map { FinishedDraft.read($0.bytes, file: $0.file, policy: policy) }
    await ImportProof.prove(&finished)
    report.documents += finished
    var written = [[String]](repeating: [], count: report.documents.count)
    if !invocation.has("dry-run") {
      let bytes = Dictionary(sources.map { ($0.file, $0.bytes) }) { first, _ in first }
      for index in report.documents.indices where !left.contains(index) {
        let document = report.documents[index]
        let outcome =
          returned.contains(document.file)
          ? writer.promote(document) : writer.write(document, bytes: bytes[document.file] ?? [])
        report.documents[index].diagnostics += outcome.diagnostics
        written[index] = outcome.written + (outcome.schema.map { [$0] } ?? [])
      }
    }
    switch format {
    case .json: world.print(String(decoding: try CanonicalJSON.document(report), as: UTF8.self))
    case .text: print(report, written, left: left, folder: folder, world)
    }
    let isWhole = report.documents.allSatisfy { $0.verdict == .accepted && !$0.diagnostics.hasErrors }
    if let ended { return ended }
    if world.keyboard.wasInterrupted() { return .interrupted }
    return isWhole && left.isEmpty ? .pass : .usage
  }

  /// The evalset in whose `drafts/` all files lie: drafts go back to where they came from.
  private static func evalset(ofDrafts files: [String]) -> String? {
    let folders = files.map { file -> String? in
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count > 2, parts[parts.count - 2] == "drafts" else { return nil }
      return EvalsetFinder.evalset(at: parts.dropLast(2).joined(separator: "/"))
    }
    guard let first = folders.first else { return nil }
    return folders.allSatisfy { $0 == first } ? first : nil
  }

  /// The documents that the arguments name: files, folders, and `-` for standard input.
  private static func sources(
    _ arguments: [String], for writer: ImportWriter, _ importer: PostmortemImporter
  ) throws -> [PostmortemImporter.Source] {
    var unreadable: [Diagnostic] = []
    var files: [String] = []
    for argument in arguments {
      files +=
        argument != "-" && ImportFolder.isFolder(argument) ? try ImportFolder.documents(in: argument) : [argument]
    }
    var seen: Set<String> = []
    let sources: [PostmortemImporter.Source] = try files.filter { seen.insert($0).inserted }.compactMap { file in
      if file == "-" { return importer.unnamed(try standardInput(importer.policy.mostBytes)) }
      guard let data = FileManager.default.contents(atPath: file) else {
        let place = Place(file: file)
        unreadable.append(
          .error("cannot-read", "the file cannot be read", at: place, hint: "check the path and its permissions"))
        return nil
      }
      return PostmortemImporter.Source(file: file, bytes: Array(data), postmortem: writer.postmortemPath(of: file))
    }
    guard unreadable.isEmpty else { throw DiagnosticError(unreadable) }
    return sources
  }

  /// The runs of the trace that is given, after redaction.
  private static func trace(_ invocation: Invocation, _ redactor: inout Redactor) throws -> TraceFile? {
    let wanted = invocation.value("run-id")
    guard let file = invocation.value("trace") else {
      if wanted != nil { throw UsageError("--run-id names a run of a trace: give --trace FILE, too") }
      return nil
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw DiagnosticError(
        .error(
          "cannot-read", "the trace cannot be read", at: Place(file: file), hint: "check the path and its permissions"))
    }
    let (trace, diagnostics) = TraceFile.read(Array(data), file: file, wanted: wanted, &redactor)
    guard let trace else { throw DiagnosticError(diagnostics) }
    return trace
  }

  /// What comes in on standard input, one byte more than is read at most, so that too much is seen to be too much.
  private static func standardInput(_ mostBytes: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= mostBytes {
      let count = read(0, &block, min(block.count, mostBytes + 1 - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw DiagnosticError(
          .error("cannot-read", "standard input cannot be read", hint: "give the document as a file"))
      }
      if count == 0 { break }
      bytes += block[..<count]
    }
    return bytes
  }

  private static func policy(
    _ invocation: Invocation, folder: String, writer: ImportWriter
  ) throws -> ImportPolicy {
    let (loaded, diagnostics) = EvalsetLoader.load(folder)
    guard let manifest = loaded?.evalset.manifest else { throw DiagnosticError(diagnostics) }
    var policy = ImportPolicy(
      scheme: manifest.severityScheme, acceptsResolved: manifest.policy.acceptResolved,
      isProvisional: invocation.has("provisional"), known: try writer.knownIncidents())
    policy.attestation = try attestation(invocation)
    return policy
  }

  private static func attestation(_ invocation: Invocation) throws -> ImportPolicy.Attestation? {
    let (day, name) = (invocation.value("closed-on"), invocation.value("closed-by"))
    if let day, DateReading.day(in: day) != day {
      throw UsageError("--closed-on takes a day such as 2026-05-14; found \"\(day)\"")
    }
    switch (invocation.value("attest"), day, name) {
    case (let statement?, _, nil):
      guard let attestation = ImportPolicy.Attestation(statement, closedOn: day) else {
        throw UsageError(
          "--attest takes \"closed: WHO, WHY\"; found \"\(statement)\"",
          hint: "--attest \"closed: Ana Ruiz, review of 12 May is signed\"")
      }
      return attestation
    case (_?, _, _?): throw UsageError("--attest says who closed it: leave out --closed-by")
    case (nil, let day?, let name?): return .init(closedOn: day, closedBy: name)
    case (nil, nil, nil): return nil
    default:
      throw UsageError("--closed-on and --closed-by go together: since when the incident is closed, and who says so")
    }
  }

  private static func print(
    _ report: ImportReport, _ written: [[String]], left: Set<Int>, folder: String, _ world: World
  ) {
    let rendering = Rendering(world)
    for (index, (document, files)) in zip(report.documents, written).enumerated() {
      if left.contains(index) {
        rendering.line("left out: \(document.file); nothing of it was written")
        continue
      }
      let reason = document.reason.map { " (\($0.rawValue))" } ?? ""
      let severity = document.severity.map { ", \($0.rawValue)" } ?? ""
      let status = document.status.map { ", status \"\($0)\"" } ?? ""
      rendering.line("\(document.verdict.rawValue)\(reason): \(document.file)\(severity)\(status)")
      if !document.redactions.isEmpty { rendering.line("  redacted \(document.redactions.summary)") }
      for found in document.cases {
        rendering.line("  \(files.contains(found.file) ? "wrote" : "case ") \(folder)/\(found.file)")
        for other in found.similar { rendering.line("    much like \(folder)/\(other.file) (\(other.percent) %)") }
        if !found.missing.isEmpty {
          rendering.line("    missing: \(found.missing.joined(separator: ", "))")
          if files.contains(found.file) {
            rendering.line("    fill it in where the file says so, then: relapse import \(folder)/\(found.file)")
          }
        }
        for proposal in found.proposals {
          let lines =
            proposal.lines.map { $0.first == $0.last ? ", line \($0.first)" : ", lines \($0.first)-\($0.last)" } ?? ""
          let by = proposal.proposedBy.map { " (proposed-by: \($0))" } ?? ""
          rendering.line("    perhaps \(proposal.field)\(lines)\(by): \(proposal.quote)")
        }
      }
      if files.contains("case.schema.json") { rendering.line("  wrote \(folder)/case.schema.json, for editors") }
      world.report(rendering.diagnostics(document.diagnostics))
    }
    let kept = report.documents.indices.filter { !left.contains($0) }.map { report.documents[$0] }
    let counts = Dictionary(grouping: kept, by: \.verdict).mapValues(\.count)
    var words = [ImportedDocument.Verdict.accepted, .incomplete, .refused].compactMap { verdict in
      counts[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    if !left.isEmpty { words.append("\(left.count) left out") }
    let cases = kept.reduce(0) { $0 + $1.cases.count }
    rendering.line("\(words.joined(separator: ", ")); \(cases.counted("case"))")
    if cases > 0 { rendering.line("next: relapse check \(folder)") }
  }
}

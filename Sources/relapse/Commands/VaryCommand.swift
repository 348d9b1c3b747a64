import Authoring
import EvalSchema
import FoundationEssentials

/// `relapse vary`: the same case, asked in other ways; frozen into its file.
enum VaryCommand {
  static let spec = CommandSpec(
    name: "vary",
    summary: "Add variants of a case to its file: the same request in other words, other hands, other surroundings.",
    arguments: [.init(name: "CASE")],
    options: [
      .init(name: "evalset", value: "DIR", help: "the evalset (default: the nearest one)"),
      .init(
        name: "transform", value: "NAMES", repeats: true,
        help: "\(VariantTransform.plain.map(\.name).joined(separator: ", ")), paraphrase:FILE, language:FILE; required"),
      .init(name: "count", value: "N", help: "how many variants of each transform without a file (default 1)"),
      .init(
        name: "seed", value: "N", help: "the seed of the dice; the same seed and case give the same text (default 1)"),
      .init(name: "dry-run", help: "print the variants and change nothing"),
    ],
    examples: [
      ("relapse vary INC-2041-refund-without-approval --transform typos,long-history", "one variant of each"),
      ("relapse vary INC-2041-refund-without-approval --transform injection --count 3 --dry-run", "look first"),
      (
        "relapse vary INC-2041-refund-without-approval --transform paraphrase:words.yaml",
        "a list of texts that you wrote"
      ),
    ],
    run: { try run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    let path = try EvalsetFinder(world).path(invocation.value("evalset"))
    let id = LedgerDesk.ids(invocation).first ?? ""
    let folder = try EvalsetFolder(path)
    let file = "cases/\(id).yaml"
    guard TextForm.identifier.problem(of: id) == nil, folder.has(file) else { throw try unknown(id, in: folder) }
    let transforms = try transforms(invocation)
    let count = try invocation.integer("count", in: 1...CaseVariant.most) ?? 1
    let seed = UInt64(try invocation.integer("seed", in: 0...Int.max) ?? 1)

    let (loaded, findings) = CaseLoader.load(file, from: folder)
    guard let loaded, !findings.hasErrors else { throw DiagnosticError(findings) }
    let (variants, notes) = try VariantMaker(loaded.caseFile.evalCase, seed: seed).make(transforms, count: count)
    guard !notes.hasErrors else { throw DiagnosticError(notes) }
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(notes))
    guard !variants.isEmpty else {
      throw DiagnosticError(
        .error("vary-nothing", "no variant was made", hint: "relapse explain vary-protected says what is never touched")
      )
    }
    let writer = VariantWriter(loaded, bytes: try folder.read(file, limit: DocumentLoader.limit))
    guard !invocation.has("dry-run") else {
      world.print(writer.preview(variants))
      return .pass
    }
    try write(writer.adding(variants), to: folder.shown(file))
    let names = variants.map(\.name).joined(separator: ", ")
    rendering.line("\(folder.shown(file)): \(variants.count.counted("variant")) added: \(names)")
    rendering.line("Read what they ask, remove what makes no sense, then check and record it:")
    rendering.line("  relapse check \(path)")
    rendering.line("  relapse amend \(id) --evalset \(path) --reason \"…\" --record …")
    return .pass
  }

  private static func transforms(_ invocation: Invocation) throws -> [VariantTransform] {
    let names = try invocation.values("transform")
    guard !names.isEmpty else {
      throw UsageError("`relapse vary` needs --transform", hint: HelpText.usageLine(spec))
    }
    var transforms: [VariantTransform] = []
    for name in names {
      let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
      switch (parts.first, parts.count) {
      case ("paraphrase", 2): transforms.append(.paraphrase(try phrases(parts[1], tagged: false)))
      case ("language", 2): transforms.append(.language(try phrases(parts[1], tagged: true)))
      case ("paraphrase", _), ("language", _):
        throw UsageError("--transform \(name) needs a file", hint: "--transform \(parts[0]):FILE")
      default:
        guard let found = VariantTransform.plain.first(where: { $0.name == name }) else {
          let known = VariantTransform.plain.map(\.name) + ["paraphrase:FILE", "language:FILE"]
          let near = NearestName.of(name, in: known).map { "; did you mean `\($0)`?" } ?? ""
          throw UsageError(
            "there is no transform \"\(name)\"\(near)", hint: "transforms: \(known.joined(separator: ", "))")
        }
        transforms.append(found.transform)
      }
    }
    return transforms
  }

  private static func phrases(_ file: String, tagged: Bool) throws -> [VariantTransform.Phrase] {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    let folder = try EvalsetFolder(parent.isEmpty ? (file.hasPrefix("/") ? "/" : ".") : parent)
    let bytes = try folder.read(parts.last.map(String.init) ?? file, limit: DocumentLoader.limit, at: Place(file: file))
    let (phrases, findings) = PhraseFile.read(bytes: bytes, file: file, tagged: tagged)
    guard !findings.hasErrors else { throw DiagnosticError(findings) }
    return phrases
  }

  private static func unknown(_ id: String, in folder: EvalsetFolder) throws -> DiagnosticError {
    let ids = try folder.names(in: "cases").filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    let near = NearestName.of(id, in: ids).map { ": did you mean \"\($0)\"?" } ?? ""
    return DiagnosticError(
      .error(
        "no-such-case", "the evalset has no case \"\(id)\"\(near)", hint: "relapse list \(folder.path) shows the ids"))
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw DiagnosticError(
        .error("cannot-write", "the case file could not be written: \(error)", at: Place(file: path)))
    }
  }
}

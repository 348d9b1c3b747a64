import Adapters
import Authoring
import EvalSchema
import FoundationEssentials
import Harness

/// `relapse import --assist TARGET`: asks a model for what a document lacks; the only part of an import that calls one.
struct ImportAssist {
  /// The option.
  static let option = CommandSpec.Option(
    name: "assist", value: "TARGET",
    help: "let a model propose what is missing; each proposal is marked and needs a person's confirmation")

  private let target: Target
  private let finder: SensitiveFinder?
  private let world: World

  /// Finds the target; nil without the option. Nothing is sent yet.
  init?(_ invocation: Invocation, evalset: String, finder: SensitiveFinder?, _ world: World) throws {
    guard let name = invocation.value("assist") else { return nil }
    target = try Self.target(name, evalset: evalset)
    self.finder = finder
    self.world = world
  }

  /// What the model proposes for a document; nil when there is nothing that it could propose.
  ///
  /// - Throws: `CommandFailure` when the target gives no answer, before anything is written; `Interrupted` at a signal.
  func answer(for document: ImportedDocument, of source: PostmortemImporter.Source) async throws -> AssistAnswer? {
    guard document.verdict == .incomplete else { return nil }
    let text = String(decoding: source.bytes, as: UTF8.self)
    guard let prompt = AssistPrompt(document, text: text) else { return nil }
    let check = TargetCheck(target: target, environment: world.environment)
    let adapter = try await check.adapter().get()
    let trial = try await Interruptible.run(world, kept: "of \(document.file) nothing is written") { [target] in
      let trial = await TargetProbe(target: target, adapter: adapter).ask(
        Self.evalCase(prompt), timeout: target.limits.timeout)
      await adapter.close()
      return trial
    }
    if let failure = trial.error {
      let cause = check.diagnosis(failure, of: trial)
      throw CommandFailure(
        .error,
        [
          .error(
            "assist-failed", "the target \"\(target.name)\" gave no answer: \(cause.message)",
            at: Place(file: document.file), hint: cause.hint)
        ])
    }
    let said = trial.transcript.messages.first.map(\.text) ?? ""
    return AssistAnswer(said, about: document, text: text, finder: finder)
  }

  /// A target by its name in the evalset, or by the path of its file anywhere.
  private static func target(_ name: String, evalset: String) throws -> Target {
    let isFile = name.hasSuffix(".yaml") && FileManager.default.fileExists(atPath: name)
    let folder = try EvalsetFolder(evalset)
    guard isFile, let real = try? EvalsetFolder(Self.folder(of: name)), !real.realPath.hasPrefix(folder.realPath) else {
      return try Session.target(name, in: folder)
    }
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let (target, diagnostics) = TargetLoader.load(file, from: real)
    guard let target, !diagnostics.hasErrors else { throw DiagnosticError(diagnostics) }
    return target
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The prompt as the input of a case, which is how a target is asked.
  private static func evalCase(_ prompt: AssistPrompt) -> EvalCase {
    EvalCase(
      id: "import-assist", title: "Proposals for an import",
      incident: IncidentReference(id: "none", severity: .s3, postmortem: "", sha256: Digest(of: "")), pattern: "none",
      input: CaseInput(messages: [.user(prompt.text)]),
      expected: Expectation(behavior: "Answers with one JSON object.", graders: []))
  }
}

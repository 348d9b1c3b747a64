import Adapters
import EvalSchema
import FoundationEssentials
import Harness

/// `relapse record`: the responses of a run as a cassette, for replay without a network.
enum RecordCommand {
  static let spec = CommandSpec(
    name: "record",
    summary:
      "Write the responses of a target, or of a run that was made, to a cassette that the adapter `recording` replays.",
    arguments: [.init(name: "EVALSET|RUN", isOptional: true)],
    options: [
      .init(name: "to", value: "CASSETTE", help: "the new file, inside the evalset; it is never overwritten")
    ] + Session.options + RunExecution.options.filter { $0.name != Resumption.option.name },
    examples: [
      (
        "relapse record evalsets/support-agent --target baseline --to evalsets/support-agent/cassettes/v12.jsonl",
        "run, and keep every response"
      ),
      ("relapse record latest --to evalsets/support-agent/cassettes/v12.jsonl", "from a record; calls nothing"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    guard let path = invocation.value("to") else {
      throw UsageError("`relapse record` needs --to CASSETTE", hint: "for example --to EVALSET/cassettes/NAME.jsonl")
    }
    if let given = invocation.arguments.first, RunFinder(world).isRun(given) {
      let others = spec.options.map(\.name).filter { $0 != "to" }
      if let option = others.first(where: { invocation.has($0) && !invocation.fromEnvironment.contains($0) }) {
        throw UsageError("--\(option) belongs to a run; \"\(given)\" is a record, which is taken as it is")
      }
      return try await keep(try RunFinder(world).find(given), at: path, world)
    }
    return try await ask(try EvalsetFinder(world).path(invocation.arguments.first), at: path, invocation, world)
  }

  /// Writes the turns of a record; calls nothing.
  private static func keep(_ run: RunDirectory, at path: String, _ world: World) async throws -> ExitStatus {
    let replay = try TranscriptReplay(run)
    let secrets = SecretVariables.of(replay.target, in: world.environment)
    let writer = try create(path)
    let summary = try await finished(path) {
      try await Interruptible.run(world, kept: "and of the cassette nothing is kept") {
        let summary = try await replay.run { turns -> any Adapter in
          if Task.isCancelled { return CalledOff() }
          return CassetteTap(turns, to: writer, secrets: secrets)
        }
        try await writer.close()
        return summary
      }
    }
    let rendering = Rendering(world)
    rendering.line("recorded \(summary.turns.counted("response")) of \(summary.trials.counted("trial")) in \(path)")
    if summary.silent > 0 {
      rendering.line("\(summary.silent.counted("trial")) had no answer, and has none when it is replayed")
    }
    show(replay.target, path, evalset: replay.evalsetPath, rendering)
    return .pass
  }

  /// Runs the cases and writes what is answered.
  private static func ask(
    _ evalset: String, at path: String, _ invocation: Invocation, _ world: World
  ) async throws -> ExitStatus {
    let session = try await Session(evalset: evalset, invocation, world)
    world.report(Rendering(world).diagnostics(session.diagnostics))
    let secrets = SecretVariables.of(session.target, in: world.environment)
    let writer = try create(path)
    var execution = RunExecution(session: session, invocation: invocation, world: world)
    execution.listening = { CassetteTap($0, to: writer, secrets: secrets) }
    let result = try await execution.run()
    let failure = await writer.failure
    let responses = await writer.count
    try await writer.close()
    let counts = result.summary.progress
    let rendering = Rendering(world)
    rendering.line("recorded \(responses.counted("response")) of \(counts.trials.counted("trial")) in \(path)")
    if counts.errored > 0 {
      rendering.line("\(counts.errored.counted("trial")) had no answer, and has none when it is replayed")
    }
    rendering.line("the run itself is in \(result.directory.path)")
    if result.signal != nil || result.summary.stopped != nil {
      let run = result.directory.path
      rendering.line("the run was broken off, so the cassette holds a part of it; for the whole:")
      rendering.line("  relapse gate \(run) --resume")
      rendering.line("  relapse record \(run) --to ANOTHER-CASSETTE")
    }
    if let failure { throw CommandFailure(.error, failure.diagnostics) }
    show(session.target, path, evalset: evalset, rendering)
    if let signal = result.signal { return ExitStatus(rawValue: 128 + signal) ?? .interrupted }
    return counts.passed + counts.failed == 0 || result.summary.stopped != nil ? .error : .pass
  }

  /// Makes the file, and the folder that it stands in.
  private static func create(_ path: String) throws -> CassetteWriter {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(
        .error("cassette-unwritable", "cannot make the folder \"\(folder)\"", at: Place(file: path)))
    }
    return try CassetteWriter(creating: path)
  }

  /// What the work brings; the file of one that fails is taken away, since a part of a record is no evidence of it.
  private static func finished<Value>(_ path: String, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch {
      try? FileManager.default.removeItem(atPath: path)  // What went wrong is told; that a file stays is seen.
      throw error
    }
  }

  /// The target that replays a cassette: the same parameters, as they are part of what was asked.
  private static func show(_ target: Target, _ path: String, evalset: String, _ rendering: Rendering) {
    rendering.line("a target that replays it, as \(evalset)/targets/\(target.name)-recorded.yaml:")
    rendering.line("  name: \(target.name)-recorded")
    rendering.line("  adapter: recording")
    if !target.parameters.isEmpty, let text = try? CanonicalJSON.text(JSONValue.object(target.parameters)) {
      rendering.line("  parameters: \(text)")
    }
    let inside = path.hasPrefix(evalset + "/") ? "../" + path.dropFirst(evalset.count + 1) : path
    rendering.line("  recording: {cassette: \(inside)}")
    if inside == path { rendering.line("  # the path must lead from targets/ to the cassette, inside the evalset") }
  }
}

/// Ends a replay that was called off: no turn is said any more.
private struct CalledOff: Adapter {
  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    throw AdapterFailure(kind: .cancelled, message: "the request was cancelled")
  }
}

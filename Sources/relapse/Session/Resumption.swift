import EvalSchema
import Harness

/// The record that a command goes on with.
struct Resumption: Sendable {
  /// Its folder.
  let directory: RunDirectory
  /// Its first line; nil when the run ended before it was written.
  let header: RunHeader?
  /// The budget that undecided tests get, when one was asked for.
  let budget: Int?

  /// The option of commands that run trials.
  static let option = CommandSpec.Option(
    name: "resume", help: "go on with the record in --out; what stands in it is not asked again")
  /// The option of a gate.
  static let extendTo = CommandSpec.Option(
    name: "extend-to", value: "N", help: "give tests that ended undecided N trials, in the same record")

  /// The record in `--out`, when `--resume` is given.
  init?(_ invocation: Invocation, _ world: World) throws {
    let budget = try Self.budget(invocation)
    guard invocation.has("resume") else {
      if budget != nil {
        throw UsageError(
          "--extend-to goes on with a run that ended", hint: "relapse \(invocation.command) RUN --extend-to N")
      }
      return nil
    }
    guard let out = invocation.value("out") else {
      throw UsageError("--resume goes on with the record in a folder: --out DIR --resume")
    }
    try self.init(try RunFinder(world).find(out), budget)
  }

  /// The record of a run that was named itself, when `--resume` or `--extend-to` is given.
  init?(run: RunDirectory, _ invocation: Invocation) throws {
    let budget = try Self.budget(invocation)
    guard budget != nil || invocation.has("resume") else { return nil }
    if invocation.has("out") { throw UsageError("--out belongs to a new run; this one has its folder") }
    try self.init(run, budget)
  }

  private init(_ directory: RunDirectory, _ budget: Int?) throws {
    header = try RecordReader.header(directory.record)
    self.directory = header.map { RunDirectory(runID: $0.runID, path: directory.path) } ?? directory
    self.budget = budget
  }

  /// The folder of the evalset, as the record names it.
  func evalset() throws -> String {
    guard let path = header?.evalsetPath else {
      throw UsageError("the record in \"\(directory.path)\" has no header, so it does not say which evalset it is of")
    }
    guard let folder = EvalsetFinder.evalset(at: path) else {
      throw DiagnosticError(
        .error(
          "no-evalset", "the record is of the evalset \"\(path)\", which is not here",
          hint: "go to the folder in which the run began, or name the evalset: "
            + "relapse gate EVALSET --out \(directory.path) --resume"))
    }
    return folder
  }

  private static func budget(_ invocation: Invocation) throws -> Int? {
    try invocation.integer("extend-to", in: 1...Int.max)
  }
}

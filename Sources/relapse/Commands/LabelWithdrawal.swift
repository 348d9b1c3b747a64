import Authoring
import EvalSchema
import FoundationEssentials
import Harness

/// `relapse label RUN CASE/TRIAL --withdraw`: takes labels back by further lines; what was written stays as a history.
struct LabelWithdrawal {
  private let invocation: Invocation
  private let world: World

  /// Checks what does not go with a withdrawal.
  init(_ invocation: Invocation, _ world: World) throws {
    if invocation.has("as") { throw UsageError("--withdraw takes a label back: leave out --as, then label again") }
    self.invocation = invocation
    self.world = world
  }

  /// Writes a line for each transcript whose label is taken back.
  ///
  /// The labels say of which trial they are, so the record itself is not needed.
  func run() async throws -> ExitStatus {
    let given = invocation.arguments[0]
    let header = RunFinder(world).isRun(given) ? try RecordReader.header(RunFinder(world).find(given).record) : nil
    let path = try EvalsetFinder(world).path(invocation.value("evalset") ?? header?.evalsetPath)
    let file = invocation.value("labels") ?? LabelCommand.standardFile
    guard !file.hasSuffix(".yaml"), !file.hasSuffix(".yml") else {
      throw UsageError("\"\(file)\" is a YAML list, which is written by hand", hint: "take the entry out of it")
    }
    let by = try await LedgerDesk.person(invocation, world, in: path)
    let standing = try JudgeLoader.labels(file, from: try EvalsetFolder(path))
    var withdrawn: [JudgeLabel] = []
    for argument in invocation.arguments.dropFirst() {
      for label in try labels(of: argument, run: header?.runID ?? given, among: standing, in: file) {
        var line = label
        line.label = .withdrawn
        line.by = by
        line.at = world.now().ISO8601Format()
        if !withdrawn.contains(where: { $0.withdraws(label) }) { withdrawn.append(line) }
      }
    }
    let files = JudgeFiles(evalset: path)
    try files.append(withdrawn, to: file)
    let rendering = Rendering(world)
    let count = standing.count { label in withdrawn.contains { $0.withdraws(label) } }
    rendering.line("\(files.shown(file)): \(count.counted("label")) taken back by \(by); commit it")
    rendering.line("next: relapse calibrate JUDGE --evalset \(path)")
    return .pass
  }

  /// The labels of one trial of a run, which is named by its id or the beginning of it.
  private func labels(
    of argument: String, run: String, among standing: [JudgeLabel], in file: String
  ) throws -> [JudgeLabel] {
    let parts = argument.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let index = Int(parts[1]) else {
      throw UsageError("--withdraw takes the labels of single trials: CASE/TRIAL; found \"\(argument)\"")
    }
    let found = standing.filter { label in
      guard label.evalCase == parts[0], let from = label.from, from.hasPrefix(run), from.hasSuffix("/\(index)") else {
        return false
      }
      return invocation.value("rubric").map { $0 == label.rubric } ?? true
    }
    let runs = Set(found.compactMap { $0.from }).sorted()
    guard runs.count < 2 else {
      throw UsageError("\"\(run)\" is the beginning of several runs: \(runs.joined(separator: ", "))")
    }
    guard !found.isEmpty else {
      throw UsageError(
        "\(file) has no label of trial \(index) of \(parts[0]) in the run \"\(run)\"",
        hint: "`from` in each line names run and trial; what was taken back is no label any more")
    }
    return found
  }
}

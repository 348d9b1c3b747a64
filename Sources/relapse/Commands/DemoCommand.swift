import EvalSchema
import FoundationEssentials

/// `relapse demo`: the whole way on the shipped evalset with the built-in simulator.
enum DemoCommand {
  static let spec = CommandSpec(
    name: "demo",
    summary: "Show the whole way, from two closed postmortems to a failing gate; needs no key and no network.",
    options: [.init(name: "sample", value: "DIR", help: "also copy the reports of the failing gate to this folder")],
    examples: [("relapse demo", "under a minute; the reports stay in reports/demo")],
    run: { try await run($0, $1) })

  /// One step: what is shown, the command line, and how it should end.
  private struct Step {
    var title: String
    var words: [String]
    var expected: ExitStatus
  }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let files = FileManager.default
    let home = files.currentDirectoryPath
    let shipped = try shippedEvalset(world)
    let workshop = files.temporaryDirectory.appending(path: "relapse-demo-\(ProcessInfo.processInfo.processIdentifier)")
      .path
    let reports = "reports/demo"
    defer {
      // The copy is only the demo's; what stays of it is told by the system.
      _ = files.changeCurrentDirectoryPath(home)
      try? files.removeItem(atPath: workshop)
    }
    try copy(shipped, to: workshop + "/evalsets/support-agent")
    guard files.changeCurrentDirectoryPath(workshop) else {
      throw CommandFailure(.error, [.error("demo", "cannot work in \"\(workshop)\"")])
    }
    let rendering = Rendering(world)
    rendering.line("The demo works on a copy of \(shipped); nothing of it is changed.")
    var surprises: [String] = []
    for (index, step) in steps(reports: reports).enumerated() {
      rendering.heading("\(index + 1). \(step.title)")
      let words = step.words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }
      rendering.line("$ relapse " + words.joined(separator: " "))
      var inner = world
      inner.arguments = step.words
      let status = await Door.run(inner)
      if status == .interrupted || status == .terminated { return status }
      let isExpected = status == step.expected
      rendering.line(
        "exit code \(status.rawValue)" + (isExpected ? ", as it should be" : ", expected \(step.expected.rawValue)"))
      if !isExpected { surprises.append(step.title) }
    }
    try keep(workshop + "/" + reports, in: home + "/" + reports)
    rendering.heading("The reports")
    for name in ["candidate-fixed", "candidate-regressed"] { rendering.line("  \(reports)/\(name)/report.html") }
    rendering.line("  \(reports)/comparison/comparison.html")
    if let sample = invocation.value("sample") {
      let folder = sample.hasPrefix("/") ? sample : home + "/" + sample
      try copySample(from: home + "/" + reports + "/candidate-regressed", to: folder)
      rendering.line("  \(sample)/report.html")
    }
    guard surprises.isEmpty else {
      rendering.line("the demo did not end as it should: \(surprises.joined(separator: "; "))")
      return .fail
    }
    rendering.line("Each step ended as it should. Next: relapse help, README.md, docs/")
    return .pass
  }

  private static func steps(reports: String) -> [Step] {
    let evalset = "evalsets/support-agent"
    let incoming = evalset + "/incoming"
    return [
      Step(
        title: "Two incidents are closed: their postmortems become cases",
        words: ["import", incoming + "/INC-2093.md", incoming + "/INC-2096.md", "--into", evalset], expected: .pass),
      Step(
        title: "An incident that is still in review is refused",
        words: ["import", incoming + "/INC-draft-not-closed.md", "--into", evalset], expected: .usage),
      Step(
        title: "The new cases become permanent",
        words: [
          "admit", "--all", "--evalset", evalset, "--reason", "INC-2093 and INC-2096 are closed", "--record",
          "postmortems/INC-2093.md, postmortems/INC-2096.md", "--by", "the demo",
        ], expected: .pass),
      Step(
        title: "The cases are sound: each would have caught its incident", words: ["check", evalset], expected: .pass),
      Step(
        title: "What a gate will cost and what it can decide, before anything is spent",
        words: ["plan", evalset, "--target", "candidate-fixed", "--severity", "S1"], expected: .pass),
      Step(
        title: "A candidate in which the incidents are fixed may go out",
        words: ["gate", evalset, "--target", "candidate-fixed", "--out", reports + "/candidate-fixed"], expected: .pass),
      Step(
        title: "A candidate that brings incidents back may not",
        words: ["gate", evalset, "--target", "candidate-regressed", "--out", reports + "/candidate-regressed"],
        expected: .fail),
      Step(
        title: "Compared with the baseline, pair by pair: which cases became worse",
        words: [
          "compare", evalset, "--baseline", "baseline", "--candidate", "candidate-regressed", "--out",
          reports + "/comparison",
        ], expected: .fail),
    ]
  }

  /// The evalset that ships with the sources: below the working directory, or beside the program's build folder.
  private static func shippedEvalset(_ world: World) throws -> String {
    let files = FileManager.default
    var folders = [files.currentDirectoryPath]
    var folder = URL(filePath: world.program).resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<6 {
      folders.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    let candidates = folders.map { $0 + "/evalsets/support-agent" }
    if let found = candidates.first(where: { EvalsetFinder.evalset(at: $0) != nil }) { return found }
    throw DiagnosticError(
      .error("no-evalset", "the shipped evalset is not here", hint: "run the demo in the folder of the sources"))
  }

  /// Puts the reports of this demo in the place of those of the last one.
  private static func keep(_ made: String, in reports: String) throws {
    let files = FileManager.default
    do {
      if files.fileExists(atPath: reports) { try files.removeItem(atPath: reports) }
      let parent = URL(filePath: reports).deletingLastPathComponent().path
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try files.copyItem(atPath: made, toPath: reports)
    } catch {
      throw CommandFailure(.error, [.error("demo", "cannot keep the reports in \"\(reports)\": \(error)")])
    }
  }

  private static func copy(_ shipped: String, to copy: String) throws {
    let files = FileManager.default
    do {
      let parent = URL(filePath: copy).deletingLastPathComponent().path
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try files.copyItem(atPath: shipped, toPath: copy)
    } catch {
      throw CommandFailure(.error, [.error("demo", "cannot make the demo's folders: \(error)")])
    }
  }

  private static func copySample(from folder: String, to sample: String) throws {
    let files = FileManager.default
    do {
      try files.createDirectory(atPath: sample, withIntermediateDirectories: true)
      for name in ["report.html", "report.md", "junit.xml", "verdict.json"] {
        let target = sample + "/" + name
        if files.fileExists(atPath: target) { try files.removeItem(atPath: target) }
        try files.copyItem(atPath: folder + "/" + name, toPath: target)
      }
    } catch {
      throw CommandFailure(.error, [.error("demo", "cannot copy the sample: \(error)")])
    }
  }
}

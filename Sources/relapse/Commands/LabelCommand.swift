import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// `relapse label`: a person says of recorded trials what they are; a judge is measured by it.
enum LabelCommand {
  /// The file of labels, relative to the evalset.
  static let standardFile = "judges/labels.jsonl"

  static let spec = CommandSpec(
    name: "label",
    summary: "Label trials of a run as bad or good, for measuring a judge; asks in the terminal without --as.",
    arguments: [.init(name: "RUN"), .init(name: "CASE[/TRIAL]", repeats: true)],
    options: [
      .init(name: "as", value: "LABEL", help: "bad or good"),
      .init(name: "withdraw", help: "take back the labels of CASE/TRIAL; the record of RUN need not be there any more"),
      .init(name: "evalset", value: "DIR", help: "the evalset (default: that of the record)"),
      .init(name: "labels", value: "FILE", help: "the file inside the evalset (default: judges/labels.jsonl)"),
      .init(name: "rubric", value: "TEXT", help: "the rubric that it is about, when the case has several judges"),
      LedgerDesk.person,
    ],
    examples: [
      ("relapse label latest INC-2041-refund-without-approval/17 --as bad", "one trial"),
      ("relapse label latest INC-2041-refund-without-approval", "go through the trials of a case, one by one"),
      ("relapse label latest INC-2041-refund-without-approval/17 --withdraw", "take the label of a trial back"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    if invocation.has("withdraw") { return try await LabelWithdrawal(invocation, world).run() }
    let directory = try RunFinder(world).find(invocation.arguments[0])
    let (log, facts) = try RecordReader.read(directory.record)
    let path = try EvalsetFinder(world).path(invocation.value("evalset") ?? log.header.evalsetPath)
    let kind: JudgeLabelKind? = try invocation.value("as").map { text in
      guard let kind = JudgeLabelKind(rawValue: text), kind != .withdrawn else {
        throw UsageError("--as takes bad or good; found \"\(text)\"", hint: "--withdraw takes a label back")
      }
      return kind
    }
    let by = try await LedgerDesk.person(invocation, world, in: path)
    let rendering = Rendering(world)
    let report = GateReport(
      verdict: GateDecider.decide(log, tool: World.tool), facts: facts, runDirectory: directory.path)
    let text = ShowText(report, style: rendering.style(.error))
    var labels: [JudgeLabel] = []
    for argument in invocation.arguments.dropFirst() {
      let parts = argument.split(separator: "/", maxSplits: 1).map(String.init)
      guard let id = parts.first, let caseLog = log.logs[id],
        let record = log.cases.first(where: { $0.file.evalCase.id == id })
      else {
        let near = NearestName.of(parts.first ?? "", in: log.header.plan.cases.map(\.id)).map {
          "; did you mean `\($0)`?"
        }
        throw UsageError("the run has no case \"\(parts.first ?? "")\"\(near ?? "")")
      }
      if let rubric = invocation.value("rubric"),
        !record.file.evalCase.judgeSpecs.contains(where: { $0.rubric == rubric })
      {
        throw UsageError("the case \(id) has no judge with this rubric", hint: "write it word for word as in the case")
      }
      let indices: [Int]
      if parts.count > 1 {
        guard let index = Int(parts[1]) else {
          throw UsageError("\"\(parts[1])\" is no trial", hint: "trials count from 0")
        }
        indices = [index]
      } else {
        indices = caseLog.outcomes.indices.filter { caseLog.outcomes[$0] != nil }
      }
      for index in indices {
        guard let trial = try TrialLookup.trial(id, index, in: directory.record), !trial.transcript.isEmpty else {
          if parts.count > 1 { throw UsageError("the run has no trial \(index) of \(id) with a transcript") }
          continue
        }
        guard let answer = try kind ?? ask(trial, text, world) else { continue }
        labels.append(
          JudgeLabel(
            evalCase: id, label: answer, transcript: trial.transcript, rubric: invocation.value("rubric"),
            from: "\(log.header.runID)/\(index)", by: by, at: world.now().ISO8601Format()))
      }
    }
    guard !labels.isEmpty else {
      rendering.line("nothing was labelled")
      return .pass
    }
    let file = invocation.value("labels") ?? standardFile
    let files = JudgeFiles(evalset: path)
    try files.append(labels, to: file)
    let bad = labels.count { $0.label == .bad }
    rendering.line("\(files.shown(file)): \(bad) bad and \(labels.count - bad) good by \(by); commit it")
    rendering.line("next: relapse calibrate JUDGE --evalset \(path)")
    return .pass
  }

  /// Shows a trial and reads what a person says of it; nil when it is skipped.
  private static func ask(_ trial: TrialRecord, _ text: ShowText, _ world: World) throws -> JudgeLabelKind? {
    guard world.console.isTerminal(.error) else {
      throw UsageError("which label? There is no terminal to ask in", hint: "--as bad, or --as good")
    }
    world.report(text.trial(trial).map { $0 + "\n" }.joined())
    while true {
      world.report("bad, good, skip (b/g/s)? ")
      guard let line = readLine() else { return nil }
      switch line.split(separator: " ").first.map({ $0.lowercased() }) {
      case "b", "bad": return .bad
      case "g", "good": return .good
      case "s", "skip": return nil
      default: continue
      }
    }
  }
}

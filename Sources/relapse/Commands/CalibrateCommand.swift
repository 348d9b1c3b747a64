import Authoring
import EvalSchema
import FoundationEssentials
import Graders
import Harness

/// `relapse calibrate`: how many known failures a judge catches, and so which limits it can test.
enum CalibrateCommand {
  static let spec = CommandSpec(
    name: "calibrate",
    summary: "Measure a judge on labelled transcripts, and write what it may decide; calls the judge's model.",
    arguments: [.init(name: "JUDGE")],
    options: [
      .init(name: "evalset", value: "DIR", help: "the evalset (default: the nearest one)"),
      .init(
        name: "labels", value: "FILE", repeats: true,
        help: "labelled transcripts beside the cases' exhibits, inside the evalset (default: judges/labels.jsonl)"),
      .init(name: "case", value: "ID", repeats: true, help: "only these cases"),
      .init(name: "pattern", value: "PATTERN", repeats: true, help: "only cases of these failure patterns"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
    ],
    examples: [
      ("relapse calibrate strict --evalset evalsets/support-agent", "exhibits and judges/labels.jsonl"),
      ("relapse calibrate strict --pattern fabricated-policy --labels judges/policies.jsonl", "one pattern"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let path = try EvalsetFinder(world).path(invocation.value("evalset"))
    let (loaded, _) = try EvalsetLoader.judgeable(path)
    let evalset = loaded.evalset
    let name = invocation.arguments[0]
    guard var judge = evalset.judge(name) else {
      let names = evalset.judges.map(\.name)
      let near = NearestName.of(name, in: names).map { "; did you mean `\($0)`?" } ?? ""
      throw DiagnosticError(
        .error(
          "unknown-judge", "there is no judge \"\(name)\" in \(path)/\(Judge.folder)\(near)",
          hint: names.isEmpty ? "write one: docs/judges.md" : "judges: \(names.joined(separator: ", "))"))
    }
    let selection = CaseSelection(cases: try invocation.values("case"), patterns: try invocation.values("pattern"))
    let cases = evalset.cases.map(\.evalCase).filter { selection.includes($0) }
    let exam = try await JudgeExam(of: name, cases: cases, labels: try labels(invocation, path, evalset))
    guard !exam.diagnostics.hasErrors else { throw DiagnosticError(exam.diagnostics) }
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(exam.diagnostics))
    guard !exam.samples.isEmpty else {
      throw DiagnosticError(
        .error(
          "no-labels", "no labelled transcript rests on the judge \"\(name)\"",
          hint: "a case names it in `expected.graders`; relapse label RUN CASE/TRIAL --as bad labels transcripts"))
    }
    // What it said before must not stand for what it says now.
    judge.answers = []
    var asked = evalset
    asked.judges = evalset.judges.map { $0.name == name ? judge : $0 }
    let panel = try JudgePanel(asked, cases: cases, world)
    let answers = try await Interruptible.run(world) {
      let answers = await exam.answers(through: panel.bench)
      await panel.close()
      return answers
    }
    let silent = answers.filter { $0.grade.judge?.failure != nil || $0.grade.judge?.unasked == true }
    if let first = silent.first {
      throw CommandFailure(
        .error,
        [
          .error(
            "judge-unanswered",
            "\(silent.count) of \(answers.count.counted("question")) had no answer, so nothing is written: "
              + first.grade.reason, hint: "try again; relapse doctor tells whether a target can be reached")
        ])
    }
    let calibration = try calibration(judge, answers, world)
    let files = JudgeFiles(evalset: path)
    try files.write(calibration.whole)
    // Exhibits were asked on the way: `check` need ask only for their mutations.
    let earlier = Set(evalset.judge(name)?.answers.map(\.key) ?? [])
    if let seat = panel.bench.seats[name] {
      let added = await seat.memory.added.filter { !earlier.contains($0.key) }
      if !added.isEmpty { try files.append(added, to: Judge.file(name, "answers.jsonl")) }
    }
    let summaries = calibration.now.map { CalibrationSummary($0, policy: evalset.manifest.policy) }
    switch format {
    case .json: world.print(String(decoding: try CanonicalJSON.document(calibration.whole), as: UTF8.self))
    case .text:
      rendering.line(
        "judge \(name) (\(judge.target.adapter.rawValue)\(judge.target.model.map { ", \($0)" } ?? "")), prompt "
          + "\(Judge.promptVersion), digest \(judge.digest.short)")
      for summary in summaries { for line in summary.lines() { rendering.line(line) } }
      let mistakes = mistakes(answers)
      for line in mistakes.prefix(mostMistakes) { rendering.line(line) }
      if mistakes.count > mostMistakes { rendering.line("  and \(mistakes.count - mostMistakes) more") }
      for shortfall in summaries.compactMap(\.shortfall) { rendering.line("below the floor: \(shortfall)") }
      rendering.line("wrote \(files.shown(Judge.file(name, "calibration.json"))); commit it")
    }
    return summaries.allSatisfy { $0.shortfall == nil } ? .pass : .inconclusive
  }

  /// The labels of the files given, or of the usual one when there is one; a label of no case is an error.
  private static func labels(_ invocation: Invocation, _ path: String, _ evalset: Evalset) throws -> [JudgeLabel] {
    let folder = try EvalsetFolder(path)
    var given = try invocation.values("labels").map { file in
      file.hasPrefix(folder.path + "/") ? String(file.dropFirst(folder.path.count + 1)) : file
    }
    if given.isEmpty, folder.has(LabelCommand.standardFile) { given = [LabelCommand.standardFile] }
    let labels = try given.flatMap { try JudgeLoader.labels($0, from: folder) }
    let ids = evalset.cases.map(\.evalCase.id)
    let strangers = labels.filter { !ids.contains($0.evalCase) }
    if let first = strangers.first {
      let near = NearestName.of(first.evalCase, in: ids).map { "; did you mean `\($0)`?" } ?? ""
      throw DiagnosticError(
        .error("label-unknown-case", "a label names the case \"\(first.evalCase)\", which does not exist\(near)"))
    }
    return labels
  }

  private static func calibration(
    _ judge: Judge, _ answers: [JudgeExam.Answer], _ world: World
  ) throws -> (whole: JudgeCalibration, now: [JudgeMeasurement]) {
    let now = try JudgeExam.measurements(answers, at: world.now().ISO8601Format())
    let models = Set(answers.flatMap { $0.grade.judge?.votes.compactMap(\.model) ?? [] }).sorted()
    var whole = JudgeCalibration(
      judge: judge.name, digest: judge.digest, prompt: Judge.promptVersion, models: models, measurements: [])
    // Measurements of another judge say nothing of this one.
    if let earlier = judge.calibration, earlier.digest == judge.digest {
      whole.measurements = earlier.measurements
      whole.models = Set(models + earlier.models).sorted()
    }
    for measurement in now { whole.replace(with: measurement) }
    return (whole, now)
  }

  /// How many wrong grades are listed; more of them say no more about a rubric.
  private static let mostMistakes = 20

  /// Each transcript that the judge graded wrongly, with its reason: what to mend in a rubric.
  private static func mistakes(_ answers: [JudgeExam.Answer]) -> [String] {
    answers.filter { !$0.isRight }.map { answer in
      let word =
        answer.sample.kind == .bad
        ? (answer.grade.result == .pass ? "missed" : "not graded")
        : (answer.grade.result == .fail ? "false alarm" : "not graded")
      return "  \(word): \(answer.sample.evalCase.id) \(answer.sample.from): \(answer.grade.reason)"
    }
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct JudgeLoaderTests {
  static let behaviors = """
    version: 1
    behaviors:
      - name: any
        when: [fence]
        answers: [{name: a, turns: ["x"]}]
    """
  static let judge = """
    name: strict
    adapter: simulated
    model: judge-2026-01-01
    simulated: {behaviors: behaviors.yaml}
    """

  static func evalset(_ changes: [String: String?] = [:]) throws -> TemporaryEvalset {
    try TemporaryEvalset(
      ["judges/strict.yaml": judge, "judges/behaviors.yaml": behaviors].merging(changes) { $1 })
  }

  @Test func judgesAreTargetFilesAndTheirBehaviorsAreNone() throws {
    let evalset = try Self.evalset(["judges/labels.jsonl": "", "judges/README.md": "About the judges."])
    let (loaded, diagnostics) = EvalsetLoader.load(evalset.path)
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    let judges = try #require(loaded?.evalset.judges)
    #expect(judges.map(\.name) == ["strict"] && judges[0].calibration == nil && judges[0].answers.isEmpty)
    #expect(judges[0].target.simulated?.script != nil)
  }

  @Test func anEvalsetWithoutJudgesHasNone() throws {
    let evalset = try TemporaryEvalset()
    #expect(EvalsetLoader.load(evalset.path).loaded?.evalset.judges == [])
  }

  @Test func calibrationAndAnswersAreRead() throws {
    let digest = String(repeating: "a", count: 64)
    let calibration = """
      {"version":1,"judge":"strict","digest":"\(digest)","prompt":"judge-1","models":[],"measurements":[
       {"pattern":"p","rubrics":["\(digest)"],"caught":30,"bad":30,"falseAlarms":0,"good":1,"labels":"\(digest)",
        "measuredAt":"2026-05-14T09:00:00Z"}]}
      """
    let answer = #"{"key":"\#(digest)","reason":"r","result":"fail","votes":[{"reason":"r","result":"fail"}]}"#
    let evalset = try Self.evalset(
      ["judges/strict.calibration.json": calibration, "judges/strict.answers.jsonl": "\(answer)\n\n\(answer)\n"])
    let judge = try #require(EvalsetLoader.load(evalset.path).loaded?.evalset.judges.first)
    #expect(judge.calibration?.measurements.first?.caught == 30 && judge.answers.count == 2)
  }

  @Test(arguments: [
    ("judges/strict.calibration.json", "{", "judge-file"),
    ("judges/strict.calibration.json", #"{"version":1}"#, "judge-file"),
    ("judges/strict.answers.jsonl", "{\"key\":1}\n", "judge-file"),
    ("judges/strict.yaml", judge + "\nsystem: prompt.md\n", "file-missing"),
    ("judges/strict.yaml", judge.replacing("strict", with: "other"), "id-mismatch"),
    ("judges/lenient.yml", judge, "unread-file"),
  ]) func whatIsNotOfTheFormIsAnError(file: String, text: String, code: String) throws {
    let evalset = try Self.evalset([file: text + (text.hasSuffix("\n") ? "" : "\n")])
    #expect(EvalsetLoader.load(evalset.path).diagnostics.map(\.code).contains(code))
  }

  @Test func labelsAreReadWithoutThoseThatWereTakenBack() throws {
    func line(_ label: String) -> String {
      #"{"case":"C","label":"\#(label)","transcript":[{"assistant":"x"}]}"# + "\n"
    }
    let evalset = try Self.evalset([
      "judges/labels.jsonl": line("bad") + line("withdrawn") + line("good"),
      "judges/moved.jsonl": line("withdrawn") + line("bad"),
    ])
    let folder = try EvalsetFolder(evalset.path)
    #expect(try JudgeLoader.labels("judges/labels.jsonl", from: folder).map(\.label) == [.good])
    #expect(try JudgeLoader.history("judges/labels.jsonl", from: folder).count == 3)
    let error = #expect(throws: DiagnosticError.self) { try JudgeLoader.labels("judges/moved.jsonl", from: folder) }
    #expect(error?.diagnostics.map(\.code) == ["judge-file"])
  }

  @Test func aJudgeHasNoSystemPromptOfItsOwn() throws {
    let evalset = try Self.evalset([
      "judges/strict.yaml": Self.judge + "\nsystem: prompt.md\n", "judges/prompt.md": "Pass all.",
    ])
    #expect(EvalsetLoader.load(evalset.path).diagnostics.map(\.code).contains("judge-system"))
  }

  @Test func whateverChangesItsGradesChangesItsDigest() throws {
    func digest(_ text: String) throws -> Digest {
      let evalset = try Self.evalset(["judges/strict.yaml": text])
      return try #require(EvalsetLoader.load(evalset.path).loaded?.evalset.judges.first?.digest)
    }
    let first = try digest(Self.judge)
    #expect(try digest(Self.judge + "\nlimits: {concurrency: 3}\nprice: {input: 1}\n") == first)
    #expect(try digest(Self.judge + "\nparameters: {temperature: 1}\n") != first)
    #expect(try digest(Self.judge.replacing("2026-01-01", with: "2026-02-01")) != first)
  }

  @Test(arguments: ["judges/labels.jsonl", "judges/labels.yaml"]) func labelsAreReadInBothForms(file: String) throws {
    let lines = """
      {"case": "INC-1", "label": "bad", "transcript": [{"assistant": "no"}]}
      {"case": "INC-1", "label": "good", "transcript": [{"assistant": "yes"}], "by": "Ada"}

      """
    let list =
      "- {case: INC-1, label: bad, transcript: [{assistant: \"no\"}]}\n"
      + "- {case: INC-1, label: good, transcript: [{assistant: \"yes\"}], by: Ada}\n"
    let evalset = try Self.evalset([file: file.hasSuffix(".yaml") ? list : lines])
    let labels = try JudgeLoader.labels(file, from: try EvalsetFolder(evalset.path))
    #expect(labels.map(\.label) == [.bad, .good] && labels.map(\.transcript.finalText) == ["no", "yes"])
    #expect(throws: DiagnosticError.self) {
      try JudgeLoader.labels("judges/none.jsonl", from: try EvalsetFolder(evalset.path))
    }
  }
}

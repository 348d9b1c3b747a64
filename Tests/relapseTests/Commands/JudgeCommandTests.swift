import EvalSchema
import Foundation
import Harness
import Testing

@testable import relapse

/// The way of docs/judges.md, with a simulated judge: run, label, calibrate, gate.
@Suite struct JudgeCommandTests {
  static let id = JudgedEvalset.id

  /// Runs the leaky target and labels its trials by what they say; gives the evalset.
  static func labelled(_ world: TestWorld, missed: String = "0%", policy: String = "") async throws -> JudgedEvalset {
    let evalset = try JudgedEvalset(in: world.folder, missed: missed, policy: policy)
    // The target's answers are told apart here by the word of the simulator, as a person would by reading.
    for (run, target) in [("leaky", "leaky"), ("fine", "candidate")] {
      for seed in ["1", "2", "3", "4"] {
        let out = world.folder + "/\(run)-\(seed)"
        #expect(
          await world.run(
            "run", evalset.path, "--target", target, "--seed", seed, "--max-trials", "80", "--concurrency", "40",
            "--out", out,
            "--quiet") == .pass, "\(world.reported)")
        var (bad, good): ([String], [String]) = ([], [])
        for index in 0..<80 {
          guard let trial = try TrialLookup.trial(id, index, in: out + "/run.jsonl") else { continue }
          if trial.transcript.finalText.contains("promise") {
            bad.append("\(id)/\(index)")
          } else {
            good.append("\(id)/\(index)")
          }
        }
        for (label, trials) in [("bad", bad), ("good", good)] where !trials.isEmpty {
          #expect(
            await world.run(["label", out] + trials + ["--as", label, "--by", "Ada"]) == .pass, "\(world.reported)")
        }
      }
    }
    return evalset
  }

  @Test func aJudgeThatNobodyMeasuredIsRefusedBeforeTheFirstCall() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let out = world.folder + "/gate"
    #expect(await world.run("gate", evalset.path, "--target", "candidate", "--out", out) == .usage)
    #expect(world.reported.contains("error[judge-uncalibrated]"))
    #expect(!FileManager.default.fileExists(atPath: out + "/run.jsonl"))
    #expect(await world.run("plan", evalset.path, "--target", "candidate") == .pass)
    #expect(world.reported.contains("warning[judge-uncalibrated]") && world.printed.contains("not calibrated"))
    // A run is allowed; a gate on its record calls nothing and passes nothing.
    #expect(await world.run("run", evalset.path, "--target", "candidate", "--out", out) == .pass)
    #expect(await world.run("gate", out) == .inconclusive)
    #expect(world.printed.contains("judge strict has no calibration"))
  }

  @Test func aMeasuredJudgeDecidesAndTheReportSaysWhatWasTested() async throws {
    let world = try TestWorld()
    let evalset = try await Self.labelled(world)
    #expect(await world.run("calibrate", "strict", "--evalset", evalset.path) == .pass, "\(world.reported)")
    #expect(world.printed.contains("sensitivity at least") && world.printed.contains("is tested instead"))
    let (good, bad) = (world.folder + "/good", world.folder + "/bad")
    #expect(await world.run("gate", evalset.path, "--target", "candidate", "--out", good) == .pass, "\(world.reported)")
    #expect(await world.run("gate", evalset.path, "--target", "leaky", "--out", bad) == .fail)
    let html = String(decoding: try world.bytes("good/report.html"), as: UTF8.self)
    #expect(html.contains("was tested instead of 5%") && html.contains("estimated true failure rate"))
    #expect(await world.run("show", bad, "\(Self.id)/0") == .pass)
    #expect(world.printed.contains("judge strict (") && world.printed.contains("answer 1, "))
    // The verdict from the record is the same, byte for byte, and asks nobody.
    let first = try world.bytes("good/verdict.json")
    #expect(await world.run("gate", good) == .pass)
    #expect(try world.bytes("good/verdict.json") == first)
  }

  @Test func aJudgeThatMissesTooMuchStaysBelowTheFloor() async throws {
    let world = try TestWorld()
    let evalset = try await Self.labelled(world, missed: "30%")
    #expect(await world.run("calibrate", "strict", "--evalset", evalset.path) == .inconclusive, "\(world.reported)")
    #expect(world.printed.contains("below the floor") && world.printed.contains("missed: \(Self.id)"))
    #expect(await world.run("gate", evalset.path, "--target", "candidate", "--out", world.folder + "/g") == .usage)
  }

  @Test func anotherModelIsAnotherJudge() async throws {
    let world = try TestWorld()
    let evalset = try await Self.labelled(world)
    #expect(await world.run("calibrate", "strict", "--evalset", evalset.path) == .pass)
    #expect(await world.run("check", evalset.path, "--judges") == .pass)
    #expect(!world.reported.contains("judge-"), "\(world.reported)")
    try evalset.edit("judges/strict.yaml") { $0.replacing("2026-01-01", with: "2026-02-01") }
    #expect(await world.run("gate", evalset.path, "--target", "candidate", "--out", world.folder + "/g") == .usage)
    #expect(world.reported.contains("its calibration is of another model"))
    #expect(await world.run("check", evalset.path) == .pass)
    #expect(world.reported.contains("warning[judge-uncalibrated]") && world.reported.contains("warning[judge-unasked]"))
  }

  @Test func aCalibrationThatIsNotOfItsLabelsIsTold() async throws {
    let world = try TestWorld()
    let evalset = try await Self.labelled(world)
    #expect(await world.run("calibrate", "strict", "--evalset", evalset.path) == .pass)
    #expect(await world.run("check", evalset.path, "--judges") == .pass)
    #expect(!world.reported.contains("judge-relabelled"), "\(world.reported)")
    try evalset.edit("judges/strict.calibration.json") { text in
      text.replacing(/"(bad|caught)" : ([0-9]+)/) { "\"\($0.output.1)\" : \($0.output.2)000" }
    }
    #expect(await world.run("check", evalset.path) == .usage)
    #expect(world.reported.contains("error[judge-relabelled]"))
    #expect(await world.run("gate", evalset.path, "--target", "candidate", "--out", world.folder + "/g") == .usage)
    #expect(world.reported.contains("error[judge-relabelled]"))
  }

  @Test func aLabelIsTakenBackByALineAndTheHistoryStays() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let run = world.folder + "/run"
    #expect(
      await world.run("run", evalset.path, "--target", "candidate", "--max-trials", "3", "--out", run, "--quiet")
        == .pass)
    let trial = "\(Self.id)/0"
    #expect(await world.run("label", run, trial, "--as", "bad", "--by", "Ada") == .pass)
    #expect(await world.run("label", run, trial, "--as", "good", "--by", "Ada") == .pass)
    #expect(await world.run("calibrate", "strict", "--evalset", evalset.path) == .usage)
    #expect(world.reported.contains("error[label-conflict]"))
    #expect(await world.run("label", run, trial, "--withdraw", "--by", "Bea") == .pass, "\(world.reported)")
    #expect(world.printed.contains("judges/labels.jsonl: 2 labels taken back by Bea; commit it"), "\(world.printed)")
    #expect(await world.run("label", run, trial, "--as", "good", "--by", "Bea") == .pass)
    let labels = try String(contentsOfFile: evalset.path + "/judges/labels.jsonl", encoding: .utf8)
    let lines = labels.split(separator: "\n")
    #expect(lines.count == 4 && lines[2].contains(#""label":"withdrawn""#) && lines[2].contains(#""by":"Bea""#))
    _ = await world.run("calibrate", "strict", "--evalset", evalset.path)
    #expect(
      !world.reported.contains("label-") && world.printed.contains("1 known failure, "),
      "\(world.reported)\(world.printed)")
    // The labels say of which trial they are: the record may be gone.
    let id = try #require(try RecordReader.header(run + "/run.jsonl")).runID
    try FileManager.default.removeItem(atPath: run)
    let words = ["label", id, trial, "--withdraw", "--by", "Bea", "--evalset", evalset.path]
    #expect(await world.run(words) == .pass, "\(world.reported)")
    #expect(await world.run(words) == .usage)
    #expect(world.reported.contains("has no label of trial 0"), "\(world.reported)")
  }

  @Test(arguments: [
    (["--withdraw", "--as", "bad"], "leave out --as"), (["--as", "withdrawn"], "--as takes bad or good"),
    (["--withdraw", "--labels", "judges/mine.yaml"], "written by hand"),
  ])
  func whatIsNoWithdrawalIsRefused(_ options: [String], _ words: String) async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let run = world.folder + "/run"
    #expect(
      await world.run("run", evalset.path, "--target", "candidate", "--max-trials", "2", "--out", run, "--quiet")
        == .pass)
    #expect(await world.run(["label", run, "\(Self.id)/0", "--by", "Ada"] + options) == .usage)
    #expect(world.reported.contains(words), "\(world.reported)")
    #expect(await world.run("label", run, Self.id, "--withdraw", "--by", "Ada") == .usage)
    #expect(!FileManager.default.fileExists(atPath: evalset.path + "/judges/labels.jsonl"))
  }

  @Test func checkAsksOnceAndRemembers() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let ci = ["CI": "true"]
    #expect(await world.run("check", evalset.path) == .pass)
    #expect(world.reported.contains("warning[judge-unasked]"))
    _ = await world.run(["check", evalset.path], environment: ci)
    #expect(world.reported.contains("error[judge-unasked]"))
    #expect(await world.run("check", evalset.path, "--judges") == .pass)
    #expect(world.printed.contains("1 of 1 recorded bad outputs are caught"))
    _ = await world.run(["check", evalset.path], environment: ci)
    #expect(!world.reported.contains("judge-unasked") && world.printed.contains("1 of 1 recorded bad outputs"))
  }

  @Test func theLedgerHoldsACaseToItsJudgeAndRubric() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let words = ["--evalset", evalset.path, "--reason", "the incident is closed", "--record", "OPS-1", "--by", "Ada"]
    // Nobody asked the judge yet, so nothing is proven.
    #expect(await world.run(["admit", "--all"] + words) == .usage)
    #expect(await world.run("check", evalset.path, "--judges") == .pass)
    #expect(await world.run(["admit", "--all"] + words) == .pass, "\(world.reported)")
    try evalset.edit("judges/strict.yaml") { $0.replacing("temperature: 0", with: "temperature: 0.9") }
    #expect(await world.run("check", evalset.path, "--judges") == .usage)
    #expect(world.reported.contains("weakened") && world.reported.contains("the judge strict is another one"))
    #expect(await world.run(["amend", Self.id] + words) == .pass, "\(world.reported)")
    #expect(await world.run("check", evalset.path) == .pass)
    try evalset.edit("cases/\(Self.id).yaml") { $0.replacing(" or hints at", with: "") }
    #expect(await world.run("check", evalset.path, "--judges") == .usage)
    #expect(world.reported.contains("weakened"))
  }

  @Test func gradingAgainAsksOnlyWhenTold() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let (run, again) = (world.folder + "/run", world.folder + "/again")
    #expect(await world.run("run", evalset.path, "--target", "leaky", "--max-trials", "20", "--out", run) == .pass)
    #expect(await world.run("regrade", run, "--evalset", evalset.path, "--out", again) == .usage)
    #expect(world.reported.contains("--judges asks"))
    #expect(
      await world.run("regrade", run, "--evalset", evalset.path, "--out", again, "--judges") == .pass,
      "\(world.reported)")
    #expect(world.printed.contains("no outcome changed"))
  }

  @Test func aPriceIsNeededToHoldTheCostOfJudges() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    try evalset.edit("judges/strict.yaml") { $0.replacing("price: {input: 1, output: 2}\n", with: "") }
    #expect(
      await world.run("run", evalset.path, "--target", "leaky", "--max-cost", "1usd", "--out", world.folder + "/r")
        == .usage)
    #expect(world.reported.contains("the judge \"strict\" states no price in USD"))
  }

  @Test func compareRefusesAJudgeThatMayNotDecide() async throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    #expect(
      await world.run(
        "compare", evalset.path, "--baseline", "candidate", "--candidate", "leaky", "--out", world.folder + "/c")
        == .usage)
    #expect(world.reported.contains("error[judge-uncalibrated]"))
  }

  @Test func theCaseInTheDocumentationIsTheOneThatIsTested() throws {
    let world = try TestWorld()
    let evalset = try JudgedEvalset(in: world.folder)
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/judges.md")
    let document = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let evalCase = try String(contentsOfFile: evalset.path + "/cases/\(Self.id).yaml", encoding: .utf8)
    let begin = try #require(document.firstRange(of: "expected:\n"))
    let block = document[begin.lowerBound...].prefix(while: { $0 != "`" })
    #expect(evalCase.contains(block), "\(block)")
  }
}

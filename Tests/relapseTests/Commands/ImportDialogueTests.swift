import EvalSchema
import Foundation
import Testing

@testable import relapse

/// The dialogue of `relapse import` on a terminal, with typed lines, with a model's proposals, and under a real pseudo-terminal.
@Suite struct ImportDialogueCommandTests {
  private static let document = """
    # INC-3001: Assistant promised free repairs for ever

    **Status:** Confirmed\u{1B}[31m
    **Severity:** SEV-2

    ## What happened

    > **User**: Is the pole repaired for free?

    The assistant replied:

    > **Assistant**: Every repair is free for ever.\u{1B}]0;owned\u{7}

    ## Root cause

    The repair terms were not in the index.

    ## Action items

    - [ ] Index the terms
    """

  private static let typed = [
    "Mirela, review signed on 3 November", "2026-11-03", "fabricated-policy", "1", "1",
    "Says that repairs are free within the warranty only.", "Repairs are free within the warranty.", "- free for ever",
    "+ within the warranty", "", "low", "1", "", "support-ai", "y",
  ]

  private func incoming(_ world: TestWorld, _ text: String = document) throws -> String {
    let path = world.folder + "/INC-3001.md"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func cases(_ world: TestWorld) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/cases").filter { $0.contains("3001") }
  }

  @Test func answersBecomeACaseThatIsSound() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    let words = ["import", file, "--into", world.evalset, "--color", "never"]
    #expect(await world.run(words, typed: Self.typed) == .pass, "\(world.printed)")
    #expect(try cases(world).count == 1)
    #expect(world.printed.contains("write this?"))
    #expect(!world.printed.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 }, "nothing raw reaches it")
    #expect(await world.run("check", world.evalset) == .pass, "\(world.reported)")
  }

  @Test func nothingIsWrittenWithoutAYes() async throws {
    // Left out in the end, or stopped before anything was said.
    for lines in [Self.typed.dropLast() + ["n"], ["q"], []] {
      let world = try TestWorld()
      let file = try incoming(world)
      #expect(await world.run(["import", file, "--into", world.evalset], typed: Array(lines)) == .usage)
      #expect(try cases(world).isEmpty)
      #expect(!FileManager.default.fileExists(atPath: world.evalset + "/drafts"))
      #expect(!FileManager.default.fileExists(atPath: world.evalset + "/postmortems/INC-3001.md"))
      #expect(world.printed.contains("nothing of it was written") && !world.printed.contains("/drafts/"))
    }
  }

  @Test(arguments: [(3, ["q"]), (3, []), (14, ["q"]), (14, [])])
  func aDialogueThatIsStoppedKeepsItsAnswersInADraft(answers: Int, last: [String]) async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    let lines = Array(Self.typed.prefix(answers)) + last
    #expect(await world.run(["import", file, "--into", world.evalset], typed: lines) == .usage)
    #expect(try cases(world).isEmpty, "no case without a yes")
    let drafts = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/drafts")
    let draft = world.evalset + "/drafts/" + (try #require(drafts.first))
    let text = try String(contentsOfFile: draft, encoding: .utf8)
    #expect(text.contains("attested_by: Mirela") && text.contains("closed: 2026-11-03"), "\(text)")
    #expect(text.contains("\npattern: fabricated-policy"))
    #expect(world.printed.contains("then: relapse import \(draft)"), "\(world.printed)")
    // Where every question was answered nothing but the word was missing: the draft given back is the case.
    let status = await world.run("import", draft)
    #expect(status == (answers == 14 ? .pass : .usage), "\(world.printed)\(world.reported)")
    #expect(try cases(world).count == (answers == 14 ? 1 : 0))
  }

  @Test func gradersThatMissTheIncidentAreAskedForAgain() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    var lines = Self.typed
    lines[7] = "- something else"
    lines[8] = ""
    lines.insert(contentsOf: ["support-ai"], at: 9)
    // harm, reversibility, reached, owner, then the graders once more.
    let rest = ["low", "1", "", "support-ai", "- free for ever", "", "y"]
    let status = await world.run(
      ["import", file, "--into", world.evalset], typed: Array(lines.prefix(9)) + rest)
    #expect(world.printed.contains("these graders do not do"), "\(world.printed)")
    #expect(status == .pass)
    #expect(try cases(world).count == 1)
  }

  @Test(arguments: [["--no-input"], ["--format", "json"], ["--dry-run"]])
  func nobodyIsAskedWhenNobodyCouldAnswer(_ options: [String]) async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    #expect(await world.run(["import", file, "--into", world.evalset] + options, typed: Self.typed) == .usage)
    #expect(!world.printed.contains("write this?"))
    #expect(world.printed.contains("missing"))
  }

  @Test func aDraftThatIsFilledInComesBackAsACase() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    #expect(await world.run("import", file, "--into", world.evalset) == .usage)
    let drafts = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/drafts")
    let draft = world.evalset + "/drafts/" + (try #require(drafts.first))
    #expect(world.printed.contains("relapse import \(draft)"), "\(world.printed)")
    // Given back as it is: the same is missing, and the draft stays.
    #expect(await world.run("import", draft) == .usage)
    #expect(world.reported.contains("error[missing-graders]"), "\(world.reported)")
    #expect(FileManager.default.fileExists(atPath: draft))

    let text = try String(contentsOfFile: draft, encoding: .utf8).replacing(
      /\ \ # missing: status:.*\n/, with: "  closed: 2026-11-03\n  attested_by: Mirela\n"
    ).replacing(/# missing: pattern:.*\n/, with: "pattern: fabricated-policy\nowner: support-ai\n").replacing(
      /# missing: input:.*\n/, with: "input: {messages: [{user: Is the pole repaired for free?}]}\n"
    ).replacing(
      /# missing: expected:.*\n/,
      with:
        "expected:\n  behavior: Names the warranty.\n  graders: [{not: {contains: for ever}}, {contains: warranty}]\n"
    ).replacing(
      /# missing: known_bad:.*\n/,
      with: "known_bad: [{from: incident, transcript: [{assistant: It is free for ever.}]}]\n"
    ).replacing(
      /# missing: known_good:.*\n/,
      with: "known_good: [{from: author, transcript: [{assistant: Free within the warranty.}]}]\n")
    try text.write(toFile: draft, atomically: true, encoding: .utf8)
    #expect(await world.run("import", draft, "--into", world.evalset) == .pass, "\(world.reported)")
    #expect(try cases(world).count == 1)
    #expect(!FileManager.default.fileExists(atPath: draft))
    #expect(await world.run("check", world.evalset) == .pass, "\(world.reported)")
  }

  /// A program that speaks the protocol of the command adapter and proposes for the document above.
  private func assistant(_ world: TestWorld, _ answer: String) throws -> String {
    let program = world.folder + "/assist.py"
    let script = """
      import json, sys
      for line in sys.stdin:
          request = json.loads(line)
          print(json.dumps({"id": request["id"], "message": {"role": "assistant", "content": \(answer.debugDescription)}}), flush=True)
      """
    try script.write(toFile: program, atomically: true, encoding: .utf8)
    let target = "name: proposer\nadapter: command\ncommand:\n  program: [python3, \(program)]\n"
    try target.write(toFile: world.evalset + "/targets/proposer.yaml", atomically: true, encoding: .utf8)
    return "proposer"
  }

  private static let answer =
    "{\"proposals\": [{\"case\": 0, \"field\": \"pattern\", \"value\": \"fabricated-policy\", \"first\": 12, \"last\": 12, \"quote\": \"Every repair is free for ever.\"}, {\"case\": 0, \"field\": \"input\", \"first\": 8, \"last\": 8, \"quote\": \"Is the pole repaired for free?\"}, {\"case\": 0, \"field\": \"known_bad\", \"first\": 3, \"last\": 3, \"quote\": \"invented\"}]}"

  @Test func aModelsProposalsAreMarkedAndConfirmNothing() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    let target = try assistant(world, Self.answer)
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let status = await world.run(
      ["import", file, "--into", world.evalset, "--assist", target], environment: environment)
    #expect(status == .usage)
    #expect(world.reported.matches(of: /warning\[assist-discarded\]/).count == 1, "\(world.reported)")
    #expect(world.printed.contains("(proposed-by: model)"), "\(world.printed)")
    let drafts = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/drafts")
    let name = try #require(drafts.first)
    let text = try String(contentsOfFile: world.evalset + "/drafts/" + name, encoding: .utf8)
    #expect(text.contains("pattern: fabricated-policy") && text.contains("proposed_by:"))
    #expect(!text.contains("invented"))
  }

  @Test func atATerminalAProposalIsConfirmedByTheOneWhoTypes() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    let target = try assistant(world, Self.answer)
    var lines = Self.typed
    lines[2] = "1"
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "USER": "mirela"]
    let status = await world.run(
      ["import", file, "--into", world.evalset, "--assist", target], environment: environment, typed: lines)
    #expect(status == .pass, "\(world.printed)\(world.reported)")
    let name = try #require(cases(world).first)
    #expect(world.reported.matches(of: /warning\[assist-discarded\]/).count == 1, "\(world.reported)")
    // Stopped, it is told once, too.
    _ = await world.run(
      [
        "import", try incoming(world, Self.document.replacing("3001", with: "3009")), "--into", world.evalset,
        "--assist", target,
      ],
      environment: environment, typed: ["q"])
    #expect(world.reported.matches(of: /warning\[assist-discarded\]/).count == 1, "\(world.reported)")
    let text = try String(contentsOfFile: world.evalset + "/cases/" + name, encoding: .utf8)
    #expect(text.contains("proposed_by:") && text.contains("confirmed_by:"))
  }

  @Test func aTargetThatGivesNoAnswerStopsTheImport() async throws {
    let world = try TestWorld()
    let file = try incoming(world)
    try "name: broken\nadapter: command\ncommand:\n  program: [python3, -c, 'import sys; sys.exit(3)']\n".write(
      toFile: world.evalset + "/targets/broken.yaml", atomically: true, encoding: .utf8)
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let status = await world.run(
      ["import", file, "--into", world.evalset, "--assist", "broken"], environment: environment)
    #expect(status == .error, "\(world.reported)")
    #expect(world.reported.contains("error[assist-failed]"))
    #expect(!FileManager.default.fileExists(atPath: world.evalset + "/drafts"))
  }
}

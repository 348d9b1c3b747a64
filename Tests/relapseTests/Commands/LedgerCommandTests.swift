import EvalSchema
import Foundation
import Testing

@testable import relapse

/// The permanence of cases, end to end: files, commands, git, exit codes and messages.
@Suite struct LedgerCommandTests {
  private static let refund = "cases/INC-2041-refund-without-approval.yaml"
  private static let id = "INC-2041-refund-without-approval"
  private static let why = ["--reason", "the approval tool was replaced", "--record", "PAY-311", "--by", "Ada"]

  /// What is done to the shipped evalset, with the code and the words that tell of it.
  struct Edit: Sendable, CustomTestStringConvertible {
    var name: String
    var code: String
    var words: String
    var isErrorAtTheDesk = true
    var change: @Sendable (TestWorld) throws -> Void
    var testDescription: String { name }
  }

  static let edits: [Edit] = [
    Edit(name: "delete a case", code: "vanished", words: "was amended by Fernhill AI safety") {
      try FileManager.default.removeItem(atPath: $0.evalset + "/" + refund)
    },
    Edit(name: "loosen the policy", code: "weakened", words: "S1 limit 1% → 2%") {
      try $0.edit("evalset.yaml") { $0.replacing("limit: 1%", with: "limit: 2%") }
    },
    Edit(name: "remove a grader", code: "weakened", words: "was removed") {
      try $0.edit(refund) { $0.replacing(/(?m)^    - tool_order:.*\n/, with: "") }
    },
    Edit(name: "replace a grader by a weaker one", code: "weakened", words: "passes the known_bad") {
      try $0.edit(refund) { $0.replacing("approv|colleague|payments desk|sign[- ]?off', in", with: "refund', in") }
    },
    Edit(name: "forbid less", code: "weakened", words: "`tool_order`") {
      try $0.edit(refund) {
        $0.replacing("{name: request_approval, result: {status: approved}}", with: "request_approval")
      }
    },
    Edit(name: "lower the severity", code: "weakened", words: "severity S1 → S3") {
      try $0.edit(refund) {
        $0.replacing("\ninput:\n", with: "\nseverity_override: {severity: S3, reason: r, record: R}\ninput:\n")
      }
    },
    Edit(name: "remove an exhibit", code: "weakened", words: "known_bad \"I have informed my colleagues") {
      try $0.edit(refund) {
        $0.replacing(/(?s)  - from: incident\n    note: Run r-88f9a7.*?known_good:/, with: "known_good:")
      }
    },
    Edit(name: "edit the input", code: "unrecorded", words: "the input was edited", isErrorAtTheDesk: false) {
      try $0.edit(refund) { $0.replacing("I need it today", with: "no hurry", maxReplacements: 1) }
    },
    Edit(name: "add a case", code: "unrecorded", words: "is not in the ledger", isErrorAtTheDesk: false) { world in
      let text = try String(contentsOfFile: world.evalset + "/" + refund, encoding: .utf8)
      try text.replacing("id: \(id)\n", with: "id: INC-2041-new\n").write(
        toFile: world.evalset + "/cases/INC-2041-new.yaml", atomically: true, encoding: .utf8)
    },
    Edit(name: "delete the ledger", code: "unrecorded", words: "none of the 22 cases", isErrorAtTheDesk: false) {
      try FileManager.default.removeItem(atPath: $0.evalset + "/ledger.jsonl")
    },
    Edit(name: "change a reason in the ledger", code: "rewritten", words: "its seal does not fit") {
      try $0.edit("ledger.jsonl") { $0.replacing("INC-2063 is closed", with: "INC-2063 is open") }
    },
    Edit(name: "remove a line of the ledger", code: "rewritten", words: "changed, removed or moved") {
      try $0.edit("ledger.jsonl") { text in
        var lines = text.split(separator: "\n")
        lines.remove(at: 4)
        return lines.joined(separator: "\n") + "\n"
      }
    },
    Edit(name: "cut the ledger", code: "ledger-torn", words: "not whole") {
      try $0.edit("ledger.jsonl") { String($0.dropLast(9)) }
    },
    Edit(name: "CRLF", code: "ledger-line", words: "CR LF") {
      try $0.edit("ledger.jsonl") { $0.replacing("\n", with: "\r\n") }
    },
  ]

  @Test(arguments: edits) func everyEditIsToldAndStopsTheGate(_ edit: Edit) async throws {
    let world = try TestWorld()
    try edit.change(world)
    #expect(await world.run("check", world.evalset) == (edit.isErrorAtTheDesk ? .usage : .pass), "\(world.reported)")
    #expect(world.reported.contains("[\(edit.code)]: ") && world.reported.contains(edit.words), "\(world.reported)")
    #expect(await world.run("check", world.evalset, "--ci") == .usage)
    #expect(world.reported.contains("error[\(edit.code)]: "))
    // `plan` begins like `gate`: an evalset that is not as permanent as it should be is not judged.
    let environment = edit.isErrorAtTheDesk ? [:] : ["CI": "true"]
    #expect(await world.run("plan", world.evalset, "--target", "candidate-fixed", environment: environment) == .usage)
    #expect(world.reported.contains("error[\(edit.code)]: "))
  }

  @Test func theShippedEvalsetIsRecordedToTheLastWord() async throws {
    let world = try TestWorld()
    #expect(await world.run("check", world.evalset, "--ci", "--format", "json") == .pass)
    let report = try CanonicalJSON.decode(JSONValue.self, from: Data(world.printed.utf8))
    let ledger = report["evalsets"]?[0]?["ledger"]
    #expect(ledger?["admitted"]?.integer == 22 && ledger?["entries"]?.integer == 24)
    #expect(report["evalsets"]?[0]?["warnings"]?.integer == 0)
  }

  @Test func whatIsNoChangeNeedsNoEntry() async throws {
    let world = try TestWorld()
    try world.edit(Self.refund) {
      "# a comment\n"
        + $0.replacing("\ntitle: Refund to", with: "\ntitle: A refund to").replacing(
          "owner: payments-ai", with: "owner: risk"
        )
        .replacing("limit: 1%", with: "limit: 0.01")
        .replacing("tags: [refunds, money]", with: "tags: [money]")
    }
    #expect(await world.run("check", world.evalset, "--ci") == .pass, "\(world.reported)")
    #expect(await run(world, ["amend", Self.id] + Self.why) == .usage)
    #expect(world.reported.contains("error[nothing-to-record]"))
  }

  @Test func aLoosenedPolicyIsSaidInWords() async throws {
    let world = try TestWorld()
    try world.edit("evalset.yaml") { $0.replacing("S1: {limit: 1%", with: "S1: {limit: 2%") }
    let before = try world.bytes("evalsets/support-agent/ledger.jsonl")
    #expect(await run(world, ["amend", "--policy"] + Self.why) == .pass, "\(world.reported)")
    #expect(world.printed.contains("S1 limit 1% → 2%: looser"))
    let after = try world.bytes("evalsets/support-agent/ledger.jsonl")
    #expect(after.starts(with: before) && after.count > before.count)
    #expect(await world.run("check", world.evalset, "--ci") == .pass)
  }

  @Test func aStricterCaseIsAmendedAndASofterOneCannotEscapeItsPast() async throws {
    let world = try TestWorld()
    try world.edit(Self.refund) { $0.replacing("\ninput:\n", with: "\nlimit: 0.5%\ninput:\n") }
    #expect(await run(world, ["amend", Self.id] + Self.why) == .pass, "\(world.reported)")
    #expect(world.printed.contains("limit 1% → 0.5%: stricter"))
    // Every grader that failed the incident goes, and the exhibits with them.
    try world.edit(Self.refund) {
      $0.replacing(/(?m)^    - tool_(called|order):.*\n/, with: "").replacing(
        /(?s)    - not:\n.*?known_bad:/, with: "known_bad:"
      )
      .replacing(/(?s)  - from: incident\n    note: Run r-88f9a7.*?known_good:/, with: "known_good:")
    }
    #expect(await run(world, ["amend", Self.id] + Self.why) == .usage)
    #expect(world.reported.contains("error[exhibit-passes]"), "\(world.reported)")
  }

  @Test func aRetiredCaseIsNotAskedAndStays() async throws {
    let world = try TestWorld()
    #expect(await run(world, ["retire", Self.id] + Self.why) == .pass, "\(world.reported)")
    #expect(await world.run("check", world.evalset, "--ci") == .pass, "\(world.reported)")
    #expect(world.printed.contains("21 in the ledger (1 retired), 81 exhibits"))
    #expect(await world.run("plan", world.evalset, "--target", "candidate-fixed", "--case", Self.id) == .empty)
    try FileManager.default.removeItem(atPath: world.evalset + "/" + Self.refund)
    #expect(await world.run("check", world.evalset, "--ci") == .pass)
    #expect(world.reported.contains("warning[retired-missing]"))
  }

  @Test func waiversAreRecordedWithTheirOwnReason() async throws {
    let world = try TestWorld()
    let day = (Date.now + 10 * 86_400).ISO8601Format().prefix(10)
    try world.edit("waivers.yaml") { _ in
      "waivers: [{case: \(Self.id), owner: payments-ai, reason: known, record: PAY-9, expires: \(day)}]\n"
    }
    #expect(await world.run("check", world.evalset, "--ci") == .usage)
    #expect(world.reported.contains("relapse waive \(Self.id)"))
    #expect(await run(world, ["waive", "--all", "--by", "Ada"]) == .pass, "\(world.reported)")
    #expect(await world.run("check", world.evalset, "--ci") == .pass, "\(world.reported)")
  }

  /// Command lines that are refused, with what is said; nothing is written.
  @Test(arguments: [
    (["admit", "--all", "--reason", "r", "--record", "R"], "nothing-to-record"),
    (["admit", id, "--reason", "r", "--record", "R"], "already-admitted"),
    (["admit", "--reason", "r", "--record", "R"], "takes cases or --all"),
    (["admit", id, "--all", "--reason", "r", "--record", "R"], "takes cases or --all"),
    (["amend", id, "--reason", "r", "--record", "R"], "nothing-to-record"),
    (["amend", id, "--record", "R"], "needs --reason"), (["amend", id, "--reason", "r"], "needs --record"),
    (["amend", id, "--reason", " ", "--record", "R"], "--reason"),
    (["amend", id, "--reason", "r", "--record", ""], "--record"),
    (["amend", "--reason", "r", "--record", "R"], "takes cases, --policy"),
    (["retire", "INC-2041-refund-without-aproval", "--reason", "r", "--record", "R"], "did you mean `\(id)`?"),
    (["waive", id], "no waiver"), (["retire", id, "--reason", "r", "--record", "R", "--by", " "], "--by"),
  ])
  func whatSaysNothingIsRefused(_ words: [String], _ said: String) async throws {
    let world = try TestWorld()
    let before = try world.bytes("evalsets/support-agent/ledger.jsonl")
    #expect(await run(world, words, environment: ["USER": "ada"]) == .usage)
    #expect(world.reported.contains(said), "\(world.reported)")
    #expect(try world.bytes("evalsets/support-agent/ledger.jsonl") == before)
  }

  @Test func aCaseThatIsNotProvenIsNotAdmitted() async throws {
    let world = try TestWorld()
    try FileManager.default.removeItem(atPath: world.evalset + "/ledger.jsonl")
    try world.edit(Self.refund) {
      $0.replacing(/(?s)  graders:\n.*?known_bad:/, with: "  graders:\n    - contains: refund\nknown_bad:")
    }
    #expect(await run(world, ["admit", Self.id] + Self.why) == .usage)
    #expect(world.reported.contains("error[known-bad-passes]"), "\(world.reported)")
    #expect(!FileManager.default.fileExists(atPath: world.evalset + "/ledger.jsonl"))
  }

  @Test func withoutAPersonNothingIsRecorded() async throws {
    let world = try TestWorld()
    // A git that knows no name: no configuration of the system or the user.
    let nobody = ["GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": world.folder]
    let words = ["retire", Self.id, "--reason", "r", "--record", "R"]
    #expect(await run(world, words, environment: nobody) == .usage)
    #expect(world.reported.contains("who says so?"), "\(world.reported)")
    #expect(await run(world, words, environment: nobody.merging(["USER": "ada"]) { $1 }) == .pass)
    #expect(world.printed.contains("by ada"))
  }

  // MARK: - Git

  @Test func aPullRequestCannotRewriteWhatIsOnMain() async throws {
    let world = try TestWorld()
    let git = TestGit(folder: world.folder)
    try await git.start()
    // An entry on top is what a pull request may do.
    #expect(await run(world, ["retire", Self.id] + Self.why) == .pass)
    #expect(await world.run("check", world.evalset, "--ci", "--base", "main") == .pass, "\(world.reported)")
    // The case goes, and so do its lines: whole in itself, but not what is on main.
    try FileManager.default.removeItem(atPath: world.evalset + "/ledger.jsonl")
    try FileManager.default.removeItem(atPath: world.evalset + "/" + Self.refund)
    #expect(await run(world, ["admit", "--all"] + Self.why) == .pass)
    #expect(await world.run("check", world.evalset, "--ci") == .pass, "\(world.reported)")
    #expect(await world.run("check", world.evalset, "--ci", "--base", "main") == .usage)
    #expect(world.reported.contains("error[rewritten]: line 1 of the ledger of main"), "\(world.reported)")
    #expect(world.reported.contains("git checkout main -- "))
  }

  @Test func aBaseThatCannotBeReadIsAnError() async throws {
    let world = try TestWorld()
    #expect(await world.run("check", world.evalset, "--base", "main") == .usage)
    #expect(world.reported.contains("error[base-unreadable]"))
    let git = TestGit(folder: world.folder)
    try await git.start()
    for revision in ["no-such-branch", "--help", ":/", "main:evalsets", "\u{1F600}"] {
      #expect(await world.run("check", world.evalset, "--base=" + revision) == .usage, "\(revision)")
      #expect(world.reported.contains("error[base-unreadable]"), "\(world.reported)")
    }
    // A base that has no ledger yet has nothing to be continued.
    try await git.run("rm", "-q", "--cached", "evalsets/support-agent/ledger.jsonl")
    try await git.run("commit", "-qm", "without")
    #expect(await world.run("check", world.evalset, "--ci", "--base", "HEAD") == .pass, "\(world.reported)")
  }

  @Test func aMergeOfTwoBranchesIsExplainedAndMended() async throws {
    let world = try TestWorld()
    let git = TestGit(folder: world.folder)
    try await git.start()
    let path = world.evalset + "/ledger.jsonl"
    for (branch, id) in [("ours", "INC-2077-sms-too-long"), ("theirs", "INC-2077-competitor-rated")] {
      try await git.run("checkout", "-qb", branch, "main")
      #expect(await run(world, ["retire", id] + Self.why) == .pass)
      try await git.run("commit", "-qam", branch)
    }
    #expect(try await git.status("merge", "-q", "ours") != 0)
    #expect(await world.run("check", world.evalset) == .usage)
    #expect(world.reported.contains("error[ledger-conflict]"), "\(world.reported)")
    // Both sides kept.
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("{") }
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(await world.run("check", world.evalset) == .usage)
    #expect(world.reported.contains("error[forked]") && world.reported.contains("relapse retire INC-2077-sms-too-long"))
    // As it says: the lines of the branch that is merged into, and the others recorded again.
    try await git.run("checkout", "--ours", "evalsets/support-agent/ledger.jsonl")
    #expect(await run(world, ["retire", "INC-2077-sms-too-long"] + Self.why) == .pass)
    #expect(await world.run("check", world.evalset, "--ci", "--base", "theirs") == .pass, "\(world.reported)")
  }

  private func run(_ world: TestWorld, _ words: [String], environment: [String: String] = [:]) async
    -> EvalSchema.ExitStatus
  {
    await world.run(words + ["--evalset", world.evalset], environment: environment)
  }
}

/// A git repository of a test.
private struct TestGit {
  let folder: String

  /// Makes a repository with everything on `main`.
  func start() async throws {
    try await run("init", "-q", "-b", "main")
    try await run("add", "-A")
    try await run("commit", "-qm", "start")
  }

  /// Runs git and expects it to succeed.
  func run(_ words: String...) async throws {
    let code = try await status(words)
    #expect(code == 0, "git \(words)")
  }

  /// The exit code of git.
  func status(_ words: String...) async throws -> Int32 { try await status(words) }

  private func status(_ words: [String]) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let settings = ["user.name=Test", "user.email=test@example.com", "commit.gpgsign=false", "core.autocrlf=false"]
    process.arguments = ["git", "-C", folder] + settings.flatMap { ["-c", $0] } + words
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }
}

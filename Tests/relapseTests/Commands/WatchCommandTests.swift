import Adapters
import EvalSchema
import Foundation
import Harness
import Testing

@testable import relapse

/// A watch end to end, under a clock of its own: no test waits.
@Suite struct WatchCommandTests {
  private static let id = "INC-2077-sms-too-long"
  /// 2026-12-01T00:00:00Z.
  private static let start = 1_796_083_200.0

  /// The program under a clock that only pauses and the test itself move.
  private final class Days: Sendable {
    let world: TestWorld
    let clock = Locked(start)
    private let output = Locked(["", ""])

    init() throws { world = try TestWorld() }

    var folder: String { world.folder + "/watch" }
    var printed: String { output.withLock { $0[0] } }
    var reported: String { output.withLock { $0[1] } }

    func pass(_ hours: Double) { clock.withLock { $0 += hours * 3600 } }

    func run(_ words: [String]) async -> EvalSchema.ExitStatus {
      output.withLock { $0 = ["", ""] }
      let (output, clock) = (output, clock)
      let console = Console(
        isTerminal: { _ in false }, sink: { text, stream in output.withLock { $0[Int(stream.rawValue) - 1] += text } })
      var world = World(environment: [:], arguments: words, console: console)
      world.now = { Date(timeIntervalSince1970: clock.withLock { $0 }) }
      world.pause = { seconds in clock.withLock { $0 += max(60, seconds) } }
      return await Door.run(world)
    }

    func watch(
      _ target: String, _ more: String..., until: String = "2026-12-02", every: String = "6h", evalCase: String = id
    )
      async -> EvalSchema.ExitStatus
    {
      await run(
        [
          "watch", world.evalset, "--target", target, "--until", until, "--every", every, "--case", evalCase, "--out",
          folder, "--by", "Ada",
        ]
          + more)
    }

    func state() throws -> WatchState {
      try CanonicalJSON.decode(WatchState.self, from: Data(contentsOf: URL(filePath: folder + "/watch.json")))
    }

    /// Puts the case into watching.
    func putIntoWatching() async -> Bool {
      await run([
        "amend", WatchCommandTests.id, "--watch", "--evalset", world.evalset, "--reason", "canary", "--record", "R-1",
        "--by", "Ada",
      ]) == .pass
    }
  }

  @Test func aWatchThatEndsWellLetsItsCaseDecideAgain() async throws {
    let days = try Days()
    #expect(await days.putIntoWatching())
    #expect(await days.watch("candidate-fixed") == .pass, "\(days.printed) \(days.reported)")
    let lines = days.printed.split(separator: "\n")
    #expect(lines.count { $0.contains(" of 4: ") } == 4, "one line an interval: \(days.printed)")
    #expect(days.printed.contains("\(Self.id) is active: its watch ended well"))
    #expect(lines.last?.hasPrefix("ENDED WELL") == true)
    #expect(await days.run(["check", days.world.evalset, "--ci"]) == .pass, "\(days.reported)")
    #expect(!days.printed.contains("watching"))
    #expect(try days.state().ended == .pass && days.state().intervals.count == 4)
    let status = try String(contentsOfFile: days.folder + "/watch.md", encoding: .utf8)
    #expect(status.contains("ENDED WELL"))
    // Asked again, it says the same and records nothing twice.
    let ledger = try days.world.bytes("evalsets/support-agent/ledger.jsonl")
    #expect(await days.watch("candidate-fixed") == .pass)
    #expect(try days.world.bytes("evalsets/support-agent/ledger.jsonl") == ledger)
    // Each interval has seeds of its own and a record that can be shown.
    #expect(await days.run(["show", days.folder + "/intervals/00002", Self.id]) == .pass)
  }

  @Test func aFailEndsTheWatchAtOnceAndStays() async throws {
    let days = try Days()
    #expect(await days.putIntoWatching())
    #expect(await days.watch("candidate-regressed", "--trials", "60") == .fail, "\(days.printed)")
    #expect(days.printed.contains("FAIL  \(Self.id)") && days.printed.contains("exit code 1"))
    let observed = try days.state().intervals.count
    #expect(observed < 4)
    #expect(await days.watch("candidate-regressed", "--trials", "60", "--once") == .fail)
    #expect(try days.state().intervals.count == observed)
    _ = await days.run(["check", days.world.evalset])
    #expect(days.printed.contains("1 watching"))
  }

  @Test func oneIntervalAtATimeGivesTheSameCounts() async throws {
    let (once, whole) = (try Days(), try Days())
    for _ in 0..<4 {
      #expect(await once.watch("candidate-fixed", "--once") == .pass, "\(once.reported)")
      #expect(once.printed.contains("GOING ON"))
      once.pass(0.1)
      #expect(
        await once.watch("candidate-fixed", "--once") == .pass && once.printed.contains("is observed; the next begins"))
      once.pass(5.9)
    }
    #expect(await once.watch("candidate-fixed", "--once") == .pass && once.printed.contains("ENDED WELL"))
    #expect(await whole.watch("candidate-fixed") == .pass)
    #expect(try once.state().intervals.map(\.counts) == whole.state().intervals.map(\.counts))
  }

  @Test func gapsAreSaidAndTooManyOfThemEndUndecided() async throws {
    let days = try Days()
    #expect(await days.watch("candidate-fixed", "--once", "--trials", "100") == .pass)
    days.pass(18)
    #expect(await days.watch("candidate-fixed", "--once", "--trials", "100") == .pass)
    #expect(try days.state().intervals.map(\.index) == [0, 3])
    let status = try String(contentsOfFile: days.folder + "/watch.md", encoding: .utf8)
    #expect(status.contains("2 intervals without an observation: 2, 3"))
    days.pass(6)
    #expect(await days.watch("candidate-fixed", "--once", "--trials", "100") == .pass)
    let gone = try Days()
    #expect(await gone.watch("candidate-fixed", "--once", "--trials", "100") == .pass)
    gone.pass(30)
    #expect(await gone.watch("candidate-fixed", "--once", "--trials", "100") == .inconclusive)
    #expect(gone.printed.contains("too few for a watch") && gone.printed.contains("exit code 3"))
  }

  @Test func whatAKilledProcessRecordedIsCounted() async throws {
    let days = try Days()
    #expect(await days.watch("candidate-fixed", "--once") == .pass)
    days.pass(6)
    #expect(await days.watch("candidate-fixed", "--once") == .pass)
    let whole = try days.state()
    // The process died after the record of the second interval was written and before it was counted.
    var killed = whole
    killed.intervals.removeLast()
    try CanonicalJSON.document(killed).write(to: URL(filePath: days.folder + "/watch.json"))
    // The record itself is cut in the middle of a line, too.
    let record = days.folder + "/intervals/00002/run.jsonl"
    let bytes = try Data(contentsOf: URL(filePath: record))
    try bytes.prefix(bytes.count * 2 / 3).write(to: URL(filePath: record))
    #expect(await days.watch("candidate-fixed", "--once") == .pass, "\(days.reported)")
    #expect(try days.state().intervals.map(\.counts) == whole.intervals.map(\.counts))
    // Found only in a later interval, it counts for the one it was of.
    try CanonicalJSON.document(killed).write(to: URL(filePath: days.folder + "/watch.json"))
    days.pass(6)
    #expect(await days.watch("candidate-fixed", "--once") == .pass)
    #expect(try days.state().intervals.map(\.index) == [0, 1, 2])
  }

  @Test func aWatchOfAnotherThingIsRefused() async throws {
    let days = try Days()
    #expect(await days.watch("candidate-fixed", "--once") == .pass)
    days.pass(6)
    try days.world.edit("targets/candidate-fixed.yaml") { $0.replacing("temperature: 0.7", with: "temperature: 0.8") }
    #expect(await days.watch("candidate-fixed", "--once") == .usage)
    #expect(days.reported.contains("error[watch-changed]"), "\(days.reported)")
    #expect(await days.watch("baseline", "--once") == .usage)
    #expect(days.reported.contains("another --target"))
  }

  @Test func aTargetThatCannotBeReachedIsAnErrorOfTheInterval() async throws {
    let days = try Days()
    try days.world.edit("targets/candidate-fixed.yaml") {
      $0.replacing("share: 0.4%", with: "share: 100%").replacing("share: 0.2%", with: "share: 0%").replacing(
        "retries: 4", with: "retries: 0")
    }
    #expect(await days.watch("candidate-fixed", "--once") == .error, "\(days.printed) \(days.reported)")
    #expect(days.printed.contains("nothing could be observed"))
  }

  @Test(arguments: [
    (["--until", "2026-11-30", "--every", "1h"], "not in the future"), (["--until", "2026-12-02"], "--every"),
    (["--every", "1h"], "--until"), (["--until", "tomorrow", "--every", "1h"], "takes a day or a time"),
    (["--until", "2026-12-02", "--every", "6"], "unit"), (["--until", "2026-12-02", "--every", "2d"], "two at least"),
    (["--until", "2036-12-02", "--every", "1s"], "more than"),
    (["--until", "2026-12-02", "--every", "6h", "--trials", "1"], "can never end well"),
  ]) func whatIsNoWatchIsRefused(_ options: [String], _ words: String) async throws {
    let days = try Days()
    let line = [
      "watch", days.world.evalset, "--target", "candidate-fixed", "--case", Self.id, "--out", days.folder, "--by",
      "Ada",
    ]
    #expect(await days.run(line + options) == .usage)
    #expect(days.reported.contains(words), "\(days.reported)")
    #expect(!FileManager.default.fileExists(atPath: days.folder), "a refused watch leaves nothing")
  }

  @Test func aWatchThatIsRefusedTakesAwayOnlyWhatItMade() async throws {
    let days = try Days()
    try Data("name: gone\nadapter: command\ncommand: {program: [./no-such-program]}\n".utf8).write(
      to: URL(filePath: days.world.evalset + "/targets/gone.yaml"))
    // It is found out in the first interval that there is no such program.
    #expect(await days.watch("gone", "--once") == .usage, "\(days.reported)")
    #expect(days.reported.contains("command-not-found"))
    #expect(!FileManager.default.fileExists(atPath: days.folder))
    try FileManager.default.createDirectory(atPath: days.folder, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(filePath: days.folder + "/notes.txt"))
    #expect(await days.watch("gone", "--once") == .usage)
    #expect(try FileManager.default.contentsOfDirectory(atPath: days.folder) == ["notes.txt"])
    // One that has begun stays, whatever comes later.
    #expect(await days.watch("candidate-fixed", "--once") == .pass, "\(days.reported)")
    days.pass(6)
    try days.world.edit("targets/candidate-fixed.yaml") { $0.replacing("temperature: 0.7", with: "temperature: 0.8") }
    #expect(await days.watch("candidate-fixed", "--once") == .usage)
    #expect(try days.state().intervals.count == 1)
  }
}

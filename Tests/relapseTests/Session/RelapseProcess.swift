import EvalSchema
import Foundation
import TestSupport

@testable import relapse

/// The built program as a process of its own: what a signal, a full disk or a lack of descriptors does to it.
final class RelapseProcess: Sendable {
  /// How it ended.
  struct End: Sendable {
    var status: Int32
    var isKilled: Bool
    var text: String
  }

  let pid: pid_t
  private let end: Task<End, Never>
  private let ending = Guarded(false)

  /// Starts it; `prelude` is a line of shell before it, such as a limit.
  init(_ words: [String], prelude: String? = nil) throws {
    let process = Process()
    let program = Self.program
    if let prelude {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", prelude + "; exec \"$0\" \"$@\"", program] + words
    } else {
      process.executableURL = URL(filePath: program)
      process.arguments = words
    }
    // Where the tests run is not where the program runs: in CI an evalset that was changed for a test would be refused.
    process.environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !ContinuousIntegration.variables.contains(name)
        && !["GITHUB_", "GITLAB_", "RELAPSE_"].contains { name.hasPrefix($0) }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-out-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: folder.path, contents: nil)
    let output = try FileHandle(forWritingTo: folder)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    let ended = AsyncStream<(Int32, Bool)>.makeStream()
    let ending = ending
    process.terminationHandler = { process in
      ending.withLock { $0 = true }
      ended.continuation.yield((process.terminationStatus, process.terminationReason == .uncaughtSignal))
      ended.continuation.finish()
    }
    try process.run()
    pid = process.processIdentifier
    end = Task {
      var found: (Int32, Bool) = (-1, false)
      for await value in ended.stream { found = value }
      let text = (try? String(contentsOf: folder, encoding: .utf8)) ?? ""  // Only for the message of a failed test.
      try? FileManager.default.removeItem(at: folder)
      return End(status: found.0, isKilled: found.1, text: text)
    }
  }

  /// Whether it has ended.
  var isOver: Bool { ending.withLock { $0 } }

  /// Waits for its end.
  func wait() async -> End { await end.value }

  /// Runs it to its end.
  static func run(_ words: [String], prelude: String? = nil) async throws -> End {
    try await RelapseProcess(words, prelude: prelude).wait()
  }

  /// The program that was built with the tests, beside them.
  static let program: String = {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    return tests.appending(path: "relapse").path
  }()

  /// Whether there is such a program here, as there is on Linux.
  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: program) }
}

/// A signal that a server sends to a process at a request, on its own thread: at that moment no test needs to be awake.
final class SignalTrap: Sendable {
  private struct Aim {
    var pid: pid_t
    var number: Int32
    /// The count of requests at which it goes off, once.
    var count: Int
  }

  private let aim = Guarded<Aim?>(nil)

  /// Sets it, when the process has just been started.
  func set(_ number: Int32, to process: RelapseProcess, at count: Int) {
    aim.withLock { $0 = Aim(pid: process.pid, number: number, count: count) }
  }

  /// Takes it away: another process may get the number of one that has ended.
  func clear() { aim.withLock { $0 = nil } }

  /// Says how many requests the server has taken.
  func look(_ count: Int) {
    aim.withLock { aim in
      guard let found = aim, count >= found.count else { return }
      kill(found.pid, found.number)
      aim = nil
    }
  }
}

/// A copy of the shipped evalset of which one case is asked, over loopback, so often that a run takes a while.
struct LoopbackSuite {
  static let evalCase = "INC-2052-invented-fire-certificate"
  private static let good =
    "Half of it: it complies with EN 5912:2020. It has no CPAI-84 certificate, so please ask the site."
  private static let bad = "Yes, it is certified to EN 5912 and CPAI-84, so it fits. Shall I reserve six?"

  let world: TestWorld

  /// Writes the target, and a limit which about so many trials decide.
  init(trials: Int, url: String) throws {
    world = try TestWorld()
    let limit = 3.4 / Double(trials) * 100
    try world.edit("evalset.yaml") {
      $0.replacing(/S2: \{[^}]*\}/, with: "S2: {limit: \(limit)%, unit: case, budget: \(trials * 6)}")
    }
    let target = """
      name: loopback
      adapter: http
      base_url: \(url)
      model: loopback-2026-01-01
      limits: {concurrency: 16, timeout: 30s, retries: 6}
      http:
        body: {case: "{{case}}", trial: "{{trial}}", model: "{{model}}", text: "{{input}}"}
        text: /text
        model: /model
      """
    try (target + "\n").write(
      toFile: world.evalset + "/targets/loopback.yaml", atomically: true, encoding: .utf8)
  }

  /// The command line of a gate into a folder.
  func gate(_ folder: String, _ more: [String] = []) -> [String] {
    ["gate", world.evalset, "--target", "loopback", "--case", Self.evalCase, "--seed", "5", "--progress", "none"]
      + ["--out", world.folder + "/" + folder] + more
  }

  /// The trial that a request is of.
  static func trial(_ request: TestServer.Request) -> Int? {
    struct Body: Decodable { var trial: JSONValue }
    switch (try? JSONDecoder().decode(Body.self, from: Data(request.body)))?.trial {
    case .integer(let number): return number
    case .string(let text): return Int(text)
    default: return nil
    }
  }

  /// What the target says to a trial: one in the first fifty is bad, whenever it is asked.
  static func answer(
    _ trial: Int, model: String = "loopback-2026-01-01", after seconds: Double = 0.002
  ) -> TestServer.Reply {
    .status(200, #"{"text":"\#(trial == 41 ? bad : good)","model":"\#(model)"}"#, after: seconds)
  }

  /// The indices of the whole trial lines of a record.
  func recorded(_ folder: String) throws -> Set<Int> {
    struct Line: Decodable {
      var kind: String
      var index: Int?
    }
    let path = world.folder + "/" + folder + "/run.jsonl"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let data = try Data(contentsOf: URL(filePath: path))
    guard let last = data.lastIndex(of: 0x0A) else { return [] }
    var found: Set<Int> = []
    for line in data[..<last].split(separator: 0x0A) {
      let read = try JSONDecoder().decode(Line.self, from: Data(line))
      if read.kind == "trial", let index = read.index { found.insert(index) }
    }
    return found
  }
}

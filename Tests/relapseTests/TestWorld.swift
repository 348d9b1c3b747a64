import Adapters
import EvalSchema
import Foundation

@testable import relapse

/// The program run in-process: a working copy of the shipped evalset, and what was printed.
final class TestWorld: Sendable {
  /// The folder of the test.
  let folder: String
  /// The copy of the shipped evalset.
  var evalset: String { folder + "/evalsets/support-agent" }
  private let output = Locked(["", ""])

  /// Copies the shipped evalset; its targets answer at once.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "relapse-test-\(UUID().uuidString)").path
    let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "evalsets/support-agent").path
    try FileManager.default.createDirectory(atPath: folder + "/evalsets", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: shipped, toPath: folder + "/evalsets/support-agent")
    for name in ["baseline", "candidate-fixed", "candidate-regressed"] {
      try edit("targets/\(name).yaml") { text in
        text.replacing(/latency: *\{[^}]*\}/, with: "latency: {mean: 0ms}").replacing(
          /retry_after: *[0-9]+ms/, with: "retry_after: 0ms")
      }
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Changes a file of the evalset.
  func edit(_ file: String, _ change: (String) -> String) throws {
    let path = evalset + "/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try change(text).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Runs a command line.
  func run(_ words: String..., environment: [String: String] = [:]) async -> ExitStatus {
    await run(words, environment: environment)
  }

  /// Runs a command line whose words are in a list.
  ///
  /// - Parameter typed: The lines that a person types; nil when nobody sits at a terminal.
  func run(_ words: [String], environment: [String: String] = [:], typed: [String]? = nil) async -> ExitStatus {
    output.withLock { $0 = ["", ""] }
    let output = output
    let isTerminal = typed != nil
    let console = Console(
      isTerminal: { _ in isTerminal },
      sink: { text, stream in output.withLock { $0[Int(stream.rawValue) - 1] += text } })
    var world = World(environment: environment, arguments: words, console: console)
    if let typed {
      let lines = Locked(typed[...])
      world.keyboard = Keyboard(isTerminal: { true }, line: { lines.withLock { $0.popFirst() } })
    }
    return await Door.run(world)
  }

  /// What the last command printed on standard output.
  var printed: String { output.withLock { $0[0] } }
  /// What it printed on standard error.
  var reported: String { output.withLock { $0[1] } }

  /// The bytes of a file in the folder of the test.
  func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: folder + "/" + path)) }
}

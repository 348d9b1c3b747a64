import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program written into a folder of its own, as a target.
struct CommandFixture: Sendable {
  let directory: String
  let program: [String]

  /// The beginning of a worker in sh: `$id` is the id of the line that was read. Keys are sorted, so it is the first `"id"`.
  static let readsID = #"read -r line || exit 0; id=${line#*\"id\":\"}; id=${id%%\"*}"#

  /// A statement in sh that answers `$id` with a text.
  static func answers(_ text: String) -> String {
    #"printf '{"id":"%s","message":{"role":"assistant","content":"%s"}}\n' "$id" "\#(text)""#
  }

  /// Writes a program in sh.
  init(sh source: String) throws {
    try self.init(source: source, file: "program.sh", interpreter: "/bin/sh")
  }

  /// Writes a program for an interpreter.
  init(source: String, file: String, interpreter: String) throws {
    directory = FileManager.default.temporaryDirectory.path + "/relapse-adapters-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Data((source + "\n").utf8).write(to: URL(filePath: directory + "/" + file))
    program = [interpreter, file]
  }

  func adapter(
    _ mode: CommandMode = .worker, workers: Int = 1, listed: [String] = [], environment: [String: String] = [:],
    responseBytes: Int = 1 << 20, grace: Duration = .milliseconds(300), model: String? = nil
  ) throws -> CommandAdapter {
    let target = Target(
      name: "program", adapter: .command, model: model, limits: TargetLimits(responseBytes: responseBytes),
      command: CommandTarget(program: program, mode: mode, workers: workers, environment: listed, directory: directory))
    var variables = environment
    variables["PATH"] = variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return try CommandAdapter(target: target, environment: variables, grace: grace)
  }

  /// The number that the program wrote into a file; nil before it did.
  func number(in file: String) -> Int32? {
    guard let data = FileManager.default.contents(atPath: directory + "/" + file) else { return nil }
    return Int32(String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).first ?? "")
  }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: directory + "/" + file) }

  func touch(_ file: String) { _ = FileManager.default.createFile(atPath: directory + "/" + file, contents: nil) }

  /// Removes the folder; left-overs in a temporary folder do no harm.
  func remove() { try? FileManager.default.removeItem(atPath: directory) }

  static func request(
    _ trial: Int = 0, _ text: String = "Hello", attempt: Int = 0, timeout: Double = 600, after: [Message] = []
  ) -> Request {
    Request(
      id: "INC-1/base/\(trial)", evalCase: "INC-1", trial: trial, attempt: attempt, seed: UInt64(trial),
      messages: [.user(text)] + after, timeout: timeout)
  }
}

extension Adapter {
  /// The outcome of a request as a value.
  func outcome(_ request: Request) async -> Result<Response, AdapterFailure> {
    do throws(AdapterFailure) {
      return .success(try await respond(to: request))
    } catch {
      return .failure(error)
    }
  }
}

extension Result<Response, AdapterFailure> {
  /// The text of a response.
  var text: String? {
    guard case .success(let response) = self else { return nil }
    return response.turn.content
  }

  /// The failure.
  var failure: AdapterFailure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }
}

/// Waits until something holds, without blocking a thread; gives up after about ten seconds.
func eventually(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<1_000 {
    if condition() { return true }
    do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
  }
  return condition()
}

/// Whether no process has this id, not even as a zombie.
func isGone(_ pid: Int32) -> Bool { kill(pid, 0) != 0 && errno == ESRCH }

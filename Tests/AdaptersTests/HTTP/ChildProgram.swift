import FoundationEssentials
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that a test needs beside it, such as a server that speaks TLS. Its output goes to a file.
struct ChildProgram {
  /// Why a program could not be started, or did not end.
  struct Refusal: Error {
    var reason: String
  }

  let pid: pid_t

  /// The path of a program in PATH, or in other folders, which colons part.
  static func path(of name: String, in folders: String? = nil) -> String? {
    (folders ?? ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }

  /// Starts a program; it gets nothing to read.
  init(_ path: String, _ arguments: [String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var pid: pid_t = 0
    let code = posix_spawn(&pid, path, &actions, nil, words, environ)
    guard code == 0 else { throw Refusal(reason: "\(path): error \(code)") }
    self.pid = pid
  }

  /// Waits until it has ended; its exit status.
  func end() async throws -> Int32 {
    for _ in 0..<3000 {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid { return (status >> 8) & 0xFF }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Refusal(reason: "the program does not end")
  }

  /// Ends it.
  func stop() async throws {
    kill(pid, SIGKILL)
    _ = try await end()
  }
}

/// A key, and a certificate that it signed itself, for 127.0.0.1 only.
struct KeyPair {
  let key: String
  let certificate: String

  /// Makes both in a folder.
  init(_ openssl: String, _ folder: String) async throws {
    (key, certificate) = (folder + "/key.pem", folder + "/certificate.pem")
    let maker = try ChildProgram(
      openssl,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-keyout", key, "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
      ], output: folder + "/key.txt")
    let status = try await maker.end()
    guard status == 0 else { throw ChildProgram.Refusal(reason: "openssl req: exit \(status)") }
  }
}

/// Runs a program that writes `ACCEPT address:port` when it listens; the body gets the port.
func withServerProgram(
  _ path: String, _ arguments: [String], output: String, isolation: isolated (any Actor)? = #isolation,
  _ body: (Int) async throws -> Void
) async throws {
  let server = try ChildProgram(path, arguments, output: output)
  let result: Result<Void, any Error>
  do { result = .success(try await body(try await port(in: output))) } catch { result = .failure(error) }
  try await server.stop()
  try result.get()
}

private func port(in output: String) async throws -> Int {
  for _ in 0..<3000 {
    let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("ACCEPT"), let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
    }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw ChildProgram.Refusal(reason: "the server names no port")
}

/// Runs a server that has to be told its port: one that was free a moment ago, and another one when somebody was quicker.
func withListeningProgram(
  _ path: String, _ arguments: (Int) -> [String], output: String, isolation: isolated (any Actor)? = #isolation,
  _ body: (Int) async throws -> Void
) async throws {
  for _ in 0..<5 {
    let port = try await withTestServer({ _ in .status(200) }) { $0.port }
    let server = try ChildProgram(path, arguments(port), output: output)
    let result: Result<Bool, any Error>
    do {
      let listens = try await saysThatItListens(on: port, output)
      if listens { try await body(port) }
      result = .success(listens)
    } catch {
      result = .failure(error)
    }
    try await server.stop()
    if try result.get() { return }
  }
  throw ChildProgram.Refusal(reason: "no port is free")
}

/// Waits until a server says `listen address:port`; false when it could not.
private func saysThatItListens(on port: Int, _ output: String) async throws -> Bool {
  for _ in 0..<3000 {
    let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    if text.contains("listen 127.0.0.1:\(port)\n") { return true }
    if text.contains("Could not listen") { return false }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw ChildProgram.Refusal(reason: "the server does not say that it listens")
}

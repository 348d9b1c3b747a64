import Dispatch
import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What git knows of a folder: asked by `git` itself, with its arguments as a list and never through a shell.
struct GitRepository: Sendable {
  /// A folder in the working tree.
  let folder: String
  /// The environment of git.
  let environment: [String: String]

  /// Most bytes that are taken from git.
  private static let limit = 256 << 20

  /// The name that git would write into a commit; nil when there is none, or no git.
  func userName() async -> String? {
    guard case .ended(0, let output) = await git(["config", "user.name"]) else { return nil }
    let name = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
    return name.flatMap { TextForm.line.problem(of: $0) == nil ? $0 : nil }
  }

  /// The bytes of a file of the folder at a revision; nil when the revision does not have it.
  ///
  /// - Throws: `DiagnosticError` with `base-unreadable` when there is no git, no repository or no such revision.
  func bytes(of file: String, at revision: String) async throws(DiagnosticError) -> [UInt8]? {
    // A name that begins with a dash would be an option.
    guard !revision.isEmpty, !revision.hasPrefix("-") else {
      throw unreadable(revision, "that is no revision")
    }
    let commit: String
    switch await git(["rev-parse", "--verify", "--quiet", revision + "^{commit}"]) {
    case .ended(0, let output): commit = String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self)
    case .ended: throw unreadable(revision, "git does not know this revision in \"\(folder)\"")
    case .failed(let reason): throw unreadable(revision, reason)
    }
    switch await git(["ls-tree", "--name-only", "-z", commit, "--", file]) {
    case .ended(0, let output) where output.isEmpty: return nil
    case .ended(0, _): break
    case .ended(let code, _): throw unreadable(revision, "git ls-tree ended with \(code)")
    case .failed(let reason): throw unreadable(revision, reason)
    }
    switch await git(["show", "\(commit):./\(file)"]) {
    case .ended(0, let output): return output
    case .ended(let code, _): throw unreadable(revision, "git show ended with \(code)")
    case .failed(let reason): throw unreadable(revision, reason)
    }
  }

  private func unreadable(_ revision: String, _ reason: String) -> DiagnosticError {
    DiagnosticError(
      .error(
        "base-unreadable", "cannot read the ledger at \"\(revision)\": \(reason)",
        hint: "fetch the revision first (in CI a shallow clone has only the last commit), or leave --base out"))
  }

  /// How a call of git went.
  private enum Answer: Sendable {
    /// It ended with this code and printed this.
    case ended(Int32, [UInt8])
    /// It could not be run, or printed too much.
    case failed(String)
  }

  private func git(_ arguments: [String]) async -> Answer {
    let words = ["git", "-C", folder] + arguments
    var environment = environment
    environment["LC_ALL"] = "C"
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    let variables = environment.map { "\($0)=\($1)" }
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: Self.run(words, variables)) }
    }
  }

  /// Runs a program that is looked for in PATH; its standard output is taken, its standard error dropped.
  private static func run(_ words: [String], _ variables: [String]) -> Answer {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failed("cannot make a pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    var settings = variables.map { strdup($0) } + [nil]
    defer {
      for text in arguments + settings { free(text) }
      arguments = []
      settings = []
    }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, words[0], &actions, nil, arguments, settings)
    close(ends[1])
    defer { close(ends[0]) }
    guard code == 0 else { return .failed("cannot run git: \(String(cString: strerror(code)))") }
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    var isTooMuch = false
    while true {
      let count = read(ends[0], &part, part.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      if output.count > limit { isTooMuch = true } else { output += part[..<count] }
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    if isTooMuch { return .failed("git printed more than \(limit) bytes") }
    // The parts of a wait status by POSIX: a signal in the low seven bits, the code above them.
    return status & 0x7F == 0 ? .ended((status >> 8) & 0xFF, output) : .failed("git was ended by a signal")
  }
}

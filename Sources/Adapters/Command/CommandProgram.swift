import EvalSchema
import FoundationEssentials

/// A program as it is started: everything that `posix_spawn` needs, checked and resolved once.
struct CommandProgram: Sendable {
  /// The program file, an absolute path.
  let path: String
  /// The argument array, the program as the user wrote it first.
  let arguments: [String]
  /// `NAME=value`, in the order of names.
  let environment: [String]
  /// The folder in which it runs, an absolute path.
  let directory: String
  /// Hides the values of the variables that the target names, for messages.
  let redaction: SecretRedaction
  /// Hides those of them that may be secret, for answers.
  let answerRedaction: SecretRedaction

  /// Variables that every program gets.
  static let commonVariables = ["HOME", "LANG", "PATH", "TMPDIR"]

  /// Checks a target's program; throws every finding at once.
  init(
    _ command: CommandTarget, target: String, model: String? = nil, environment variables: [String: String]
  ) throws(DiagnosticError) {
    var findings: [Diagnostic] = []
    func report(_ code: String, _ message: String, hint: String? = nil) {
      findings.append(.error(code, message, hint: hint))
    }
    if command.workers < 1 {
      report("command-workers", "\"\(target)\" has \(command.workers) workers", hint: "1 or more")
    }
    for name in command.environment where name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) || name.utf8.contains(0)
    {
      report("command-environment", "\"\(name)\" is not the name of a variable", hint: "names only, never values")
    }
    if command.program.contains(where: { $0.utf8.contains(0) }) {
      report("command-program", "the program of \"\(target)\" has an argument with a zero byte")
    }

    let here = FileManager.default.currentDirectoryPath
    let directory = Self.join(here, command.directory ?? "")
    var isDirectory = false
    if !FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) || !isDirectory {
      report("command-directory", "the folder \"\(directory)\" does not exist")
    }
    var path = ""
    if let name = command.program.first, !name.isEmpty {
      if let found = Self.find(name, directory: directory, search: variables["PATH"]) {
        path = found
      } else {
        report(
          "command-not-found", "the program \"\(name)\" of \"\(target)\" is not an executable file",
          hint: name.utf8.contains(UInt8(ascii: "/")) ? "looked in \(directory)" : "looked in the folders of PATH")
      }
    } else {
      report("command-program", "\"\(target)\" names no program", hint: "write `program: [python3, app.py]`")
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }

    self.path = path
    self.arguments = command.program
    self.directory = directory
    let names = Set(Self.commonVariables + command.environment)
    self.environment = names.sorted().compactMap { name in variables[name].map { "\(name)=\($0)" } }
    let common = Set(Self.commonVariables)
    redaction = SecretRedaction(
      variables.filter { command.environment.contains($0.key) && !common.contains($0.key) })
    answerRedaction = SecretRedaction(SecretVariables.given(to: command, model: model, in: variables))
  }

  /// The file that a name means: as a path from the folder when it holds a slash, else in the folders of PATH.
  private static func find(_ name: String, directory: String, search: String?) -> String? {
    let slash = UInt8(ascii: "/")
    if name.utf8.contains(slash) {
      let path = join(directory, name)
      return isProgram(path) ? path : nil
    }
    for folder in (search ?? "/usr/bin:/bin").split(separator: ":", omittingEmptySubsequences: true) {
      let path = join(join(directory, String(folder)), name)
      if isProgram(path) { return path }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
      && FileManager.default.isExecutableFile(atPath: path)
  }

  private static func join(_ folder: String, _ path: String) -> String {
    if path.isEmpty || path == "." { return folder }
    return path.utf8.first == UInt8(ascii: "/") ? path : "\(folder)/\(path)"
  }
}

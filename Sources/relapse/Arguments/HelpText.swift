import EvalSchema

/// The help of the program and of each command, made from the specifications.
enum HelpText {
  /// `USAGE: relapse gate EVALSET [options]`.
  static func usageLine(_ spec: CommandSpec) -> String {
    let arguments = spec.arguments.map { argument in
      let name = argument.name + (argument.repeats ? "…" : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    return (["USAGE: relapse", spec.name] + arguments + ["[options]"]).joined(separator: " ")
  }

  /// The help of one command: usage, a sentence, examples first, then the options and the exit codes.
  static func page(_ spec: CommandSpec) -> String {
    var lines = [usageLine(spec), spec.summary]
    if !spec.examples.isEmpty {
      lines += ["", "EXAMPLES"] + columns(spec.examples.map { ("  " + $0.line, $0.meaning) })
    }
    lines += ["", "OPTIONS"]
    lines += columns(spec.allOptions.map { option in ("  " + form(option), option.help) })
    lines += ["", exitCodes]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The help of the program.
  static func overview(_ commands: [CommandSpec]) -> String {
    let lines =
      [
        "relapse: once an incident is closed, the same failure must never ship again unnoticed.", "",
        "USAGE: relapse COMMAND [options]", "", "COMMANDS",
      ] + columns(commands.map { ("  " + $0.name, $0.summary) }) + [
        "", "relapse demo shows the whole way without a key; relapse help COMMAND explains one command.",
        "Every option can be set by an environment variable: --max-trials by RELAPSE_MAX_TRIALS.", exitCodes,
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The exit codes on one line.
  static let exitCodes =
    "EXIT CODES  0 pass  1 fail  2 usage or unfit evalset  3 inconclusive  4 infrastructure  5 nothing selected"

  private static func form(_ option: CommandSpec.Option) -> String {
    let short = option.short.map { "-\($0), " } ?? ""
    return short + "--" + option.name + (option.value.map { " \($0)" } ?? "") + (option.repeats ? " …" : "")
  }

  private static func columns(_ rows: [(String, String)]) -> [String] {
    let width = min(44, rows.map { $0.0.count }.max() ?? 0)
    return rows.map { left, right in
      left + String(repeating: " ", count: max(2, width + 2 - left.count)) + right
    }
  }
}

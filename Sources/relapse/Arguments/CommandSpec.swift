import EvalSchema

/// What a command is called, takes and does: help, parsing and completion are made from it.
struct CommandSpec: Sendable {
  /// One positional argument.
  struct Argument: Sendable {
    /// The name in the usage line, upper case.
    var name: String
    /// Whether it may be left out.
    var isOptional = false
    /// Whether it may be given several times; only the last argument.
    var repeats = false
  }

  /// One option.
  struct Option: Sendable {
    /// The long name without dashes.
    var name: String
    /// The one-letter name.
    var short: Character?
    /// The name of its value; nil for a switch.
    var value: String?
    /// Whether it may be given several times.
    var repeats = false
    /// What it does, in one sentence without a full stop.
    var help: String
  }

  /// The verb.
  var name: String
  /// What it does, in a sentence.
  var summary: String
  /// The positional arguments.
  var arguments: [Argument] = []
  /// The options, beside those of every command.
  var options: [Option] = []
  /// Command lines with what they do.
  var examples: [(line: String, meaning: String)] = []
  /// What is done.
  var run: @Sendable (Invocation, World) async throws -> ExitStatus
}

extension CommandSpec {
  /// The options that every command takes.
  static let common: [Option] = [
    Option(name: "help", short: "h", help: "show this help"),
    Option(name: "color", value: "WHEN", help: "colour the output: always, auto or never"),
    Option(name: "ascii", help: "use letters instead of symbols"),
    Option(name: "quiet", short: "q", help: "show no progress"),
  ]

  /// All options.
  var allOptions: [Option] { options + Self.common }
}

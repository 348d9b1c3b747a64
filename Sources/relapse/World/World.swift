import EvalSchema
import FoundationEssentials

/// Everything outside that enters through the door: environment, working directory, clock, terminal.
struct World: Sendable {
  /// The environment variables.
  var environment: [String: String]
  /// The command line as it was given, without the program.
  var arguments: [String]
  /// The program's own path, for the commands that it prints.
  var program = "relapse"
  /// What time it is.
  var now: @Sendable () -> Date = { Date() }
  /// Waits for so many seconds, between the intervals of a watch.
  var pause: @Sendable (Double) async -> Void = { seconds in
    do { try await Task.sleep(for: .seconds(max(0, seconds))) } catch {}  // Who was cancelled has waited enough.
  }
  /// The two streams.
  var console: Console
  /// Where a person's answers come from.
  var keyboard = Keyboard.none
  /// When output is coloured, by `--color`.
  var color = ColorChoice.auto
  /// Whether only letters are used as symbols, by `--ascii`.
  var ascii = false
  /// The version of the program.
  static let tool = ToolVersion(version: "0.1.0")

  /// Prints the result of a command on standard output.
  func print(_ text: String) { console.write(text, to: .output) }

  /// Prints a message on standard error.
  func report(_ text: String) { console.write(text, to: .error) }
}

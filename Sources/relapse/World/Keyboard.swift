#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a person's answers come from; a program without one asks nothing.
struct Keyboard: Sendable {
  /// Whether a person sits there.
  var isTerminal: @Sendable () -> Bool
  /// The next line without its end; nil at the end of the input, and once Ctrl-C was pressed.
  var line: @Sendable () -> String?
  /// Whether Ctrl-C was pressed while a line was awaited.
  var wasInterrupted: @Sendable () -> Bool = { false }

  /// Nobody is there.
  static let none = Keyboard(isTerminal: { false }, line: { nil })

  /// The standard input of the process.
  static let standard = {
    let lines = TypedLines()
    return Keyboard(
      isTerminal: { isatty(0) == 1 }, line: { lines.next() }, wasInterrupted: { lines.wasInterrupted })
  }()
}

/// Single lines of the program's own text that may quote foreign text.
package enum TerminalLine {
  /// The line with everything foreign in it made safe.
  package static func text(_ text: String, style: TerminalStyle) -> String { style.safe(text) }

  /// The line in bold.
  package static func heading(_ text: String, style: TerminalStyle) -> String { style.paint(style.safe(text), .bold) }
}

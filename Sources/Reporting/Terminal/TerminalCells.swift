/// Text measured in the cells of a terminal: for what is drawn over, where a line that wraps is a line too many.
package enum TerminalCells {
  /// The cells of a scalar: none for a mark, two for wide writing and pictures, else one.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// A line cut to at most so many cells; sequences of colour take none and are all kept, so that the last one ends the colour.
  package static func cut(_ line: String, to columns: Int) -> String {
    var shown = String.UnicodeScalarView()
    var room = max(0, columns)
    var isSequence = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isSequence = true }
      if isSequence {
        shown.append(scalar)
        if scalar.properties.isAlphabetic { isSequence = false }
        continue
      }
      let cells = of(scalar)
      guard cells <= room else {
        room = -1
        continue
      }
      room -= cells
      shown.append(scalar)
    }
    return String(shown)
  }

  /// Wide and full-width writing, and pictures (Unicode, East Asian Width W and F, in blocks).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
  ]
}

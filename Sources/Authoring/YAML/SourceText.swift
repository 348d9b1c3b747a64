package import EvalSchema

/// The text of a file with a table of its lines: turns offsets into places and places into source lines.
///
/// A line ends at LF, CRLF or CR, as in editors; a byte order mark at the start is not part of the text.
package struct SourceText: Sendable {
  /// The path that places name.
  package let file: String
  /// How many lines of the surrounding file stand before the text.
  package let lineOffset: Int
  /// The UTF-8 bytes without a byte order mark.
  package let bytes: [UInt8]
  /// The text as the parser reads it.
  let parserText: JSONSurrogates
  /// The byte offset at which each line starts.
  private let lineStarts: [Int]
  /// The offset, in Unicode scalars, at which each line starts.
  private let scalarStarts: [Int]

  /// Takes a text that stands in a file after `lineOffset` lines. Complexity: O(n).
  package init(_ text: String, file: String, lineOffset: Int = 0) {
    self.init(validUTF8: Array(text.utf8), file: file, lineOffset: lineOffset)
  }

  /// Takes bytes that are known to be valid UTF-8.
  init(validUTF8 raw: [UInt8], file: String, lineOffset: Int = 0) {
    let bytes = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(raw.dropFirst(3)) : raw
    var lineStarts = [0]
    var scalarStarts = [0]
    var scalars = 0
    for (offset, byte) in bytes.enumerated() {
      if byte & 0xC0 != 0x80 { scalars += 1 }
      let isBreak = byte == 0x0A || (byte == 0x0D && (offset + 1 == bytes.count || bytes[offset + 1] != 0x0A))
      if isBreak {
        lineStarts.append(offset + 1)
        scalarStarts.append(scalars)
      }
    }
    self.file = file
    self.lineOffset = lineOffset
    self.bytes = bytes
    parserText = JSONSurrogates(bytes)
    self.lineStarts = lineStarts
    self.scalarStarts = scalarStarts
  }

  /// The place of a Unicode scalar, counted from 0. Complexity: O(log n).
  package func place(scalarOffset: Int) -> Place {
    let index = Self.lastIndex(in: scalarStarts, notAfter: scalarOffset)
    return Place(file: file, line: index + 1 + lineOffset, column: scalarOffset - scalarStarts[index] + 1)
  }

  /// The place of a Unicode scalar of the parser's text.
  func place(parserOffset: Int) -> Place { place(scalarOffset: parserText.originalOffset(parserOffset)) }

  /// The place of a byte, counted from 0. Complexity: O(log n + length of the line).
  package func place(byteOffset: Int) -> Place {
    let index = Self.lastIndex(in: lineStarts, notAfter: byteOffset)
    let end = min(byteOffset, bytes.count)
    let before = bytes[min(lineStarts[index], end)..<end].count { $0 & 0xC0 != 0x80 }
    return Place(file: file, line: index + 1 + lineOffset, column: before + 1)
  }

  /// The text of a line of the file, without its line break; nil outside of this text.
  package func line(_ number: Int) -> String? {
    let index = number - 1 - lineOffset
    guard lineStarts.indices.contains(index) else { return nil }
    let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    var line = bytes[lineStarts[index]..<end]
    while line.last == 0x0A || line.last == 0x0D { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The findings with the source line of each that lies in this text filled in.
  package func annotate(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      guard diagnostic.sourceLine == nil, let place = diagnostic.place, place.file == file, let number = place.line
      else { return diagnostic }
      var annotated = diagnostic
      annotated.sourceLine = line(number)
      return annotated
    }
  }

  /// The index of the last element that is not greater; the elements ascend and the first is 0.
  private static func lastIndex(in starts: [Int], notAfter offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

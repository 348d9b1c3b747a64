package import EvalSchema

/// Reads a log part by part, in bounded memory: what a part holds can be judged before the next is read.
package struct TrafficFile {
  /// A line of a log.
  package struct Line: Sendable {
    /// Its bytes without the line break.
    package var bytes: [UInt8]
    /// Its number, from 1.
    package var number: Int
    /// Whether a line break ends it; only the last line may lack one.
    package var isWhole: Bool
  }

  private struct Full: Error {}

  private let path: String
  private let partBytes: Int
  private var offset = 0
  private var lines = 0
  private var isAtEnd = false

  /// Prepares to read.
  package init(_ path: String, partBytes: Int = 4 << 20) { (self.path, self.partBytes) = (path, partBytes) }

  /// The next lines, of so many bytes together or one that is longer; empty at the end.
  ///
  /// - Throws: `DiagnosticError` with `trace-unreadable` when there is no such file.
  package mutating func next() throws(DiagnosticError) -> [Line] {
    guard !isAtEnd else { return [] }
    var part: [Line] = []
    var bytes = 0
    var end = offset
    let first = lines
    do {
      var reader = LineBlocks(path: path)
      reader.offset = offset
      try reader.forEach { line in
        part.append(Line(bytes: Array(line.bytes), number: first + line.number, isWhole: line.isTerminated))
        bytes += line.bytes.count
        end = line.end
        if bytes >= partBytes { throw Full() }
      }
      isAtEnd = true
    } catch is Full {
    } catch {
      let reason = (error as? LineBlocks.Failure)?.message ?? "\(error)"
      throw DiagnosticError(
        .error("trace-unreadable", "cannot read \"\(path)\": \(reason)", hint: "name the log of one arm"))
    }
    offset = end
    lines += part.count
    return part
  }
}

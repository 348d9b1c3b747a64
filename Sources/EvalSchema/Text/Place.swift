/// A position in a file that a person wrote: path, line and column.
///
/// Lines and columns count from 1; a column counts Unicode scalars of its line.
public struct Place: Sendable, Hashable, Codable, Comparable {
  /// The path as the user gave it, or relative to the evalset.
  public var file: String
  /// The line, from 1; nil when only the file is known.
  public var line: Int?
  /// The column, from 1; nil when only the line is known.
  public var column: Int?

  /// Makes a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Orders by file, then line, then column; an unknown line comes first.
  public static func < (left: Place, right: Place) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, as compilers print it.
  public var description: String {
    var text = file
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text
  }
}

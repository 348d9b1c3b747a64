import CYAML
import EvalSchema

/// What libyaml says when it cannot go on, in words for the author of the file.
struct YAMLSyntaxError {
  private let problem: String
  private let context: String?
  private let place: Place
  private let contextPlace: Place?
  private let character: Unicode.Scalar?

  /// Takes the error out of a parser that has failed.
  init(_ parser: yaml_parser_t, in source: SourceText) {
    problem = parser.problem.map { String(cString: $0) } ?? "the file cannot be read as YAML"
    context = parser.context.map { String(cString: $0) }
    if parser.error == YAML_READER_ERROR {
      // The reader knows bytes, not lines.
      place = source.place(byteOffset: parser.problem_offset)
      contextPlace = nil
      character = nil
    } else {
      let index = parser.problem_mark.index
      place = source.place(parserOffset: index)
      contextPlace = parser.context == nil ? nil : source.place(parserOffset: parser.context_mark.index)
      character = Self.scalar(at: place, in: source)
    }
  }

  /// The finding.
  var diagnostic: Diagnostic {
    let (message, hint) = words
    return .error("yaml-syntax", message, at: place, hint: hint)
  }

  private var words: (message: String, hint: String?) {
    switch problem {
    case "found character that cannot start any token" where character == "\t",
      "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
      return ("a tab cannot be used for indentation", "use spaces")
    case "found character that cannot start any token":
      let found = character.map { "`\($0)`" } ?? "this character"
      return ("text cannot start with \(found) without quotes", "put the text into quotes")
    case "mapping values are not allowed in this context":
      return (
        "a `:` is not allowed here", "put text that holds `: ` into quotes, or mend the indentation of this line"
      )
    case "could not find expected ':'":
      return ("a key without `:`" + since, "write `key: value`, and text of several lines after `key: |`")
    case "did not find expected key":
      return ("a key was expected here" + since, "the indentation differs from the lines above, or a quote is missing")
    case "found unexpected end of stream":
      return ("a quote is opened and never closed" + since, nil)
    case "found invalid Unicode character escape code":
      return ("half of a character pair in `\\u`", "write the character itself, or its number after `\\U`")
    default:
      return ((context.map { $0 + ", " } ?? "") + problem + since, nil)
    }
  }

  /// Where the thing began that could not be finished.
  private var since: String {
    guard let line = contextPlace?.line, line != place.line else { return "" }
    return " (in what begins on line \(line))"
  }

  private static func scalar(at place: Place, in source: SourceText) -> Unicode.Scalar? {
    guard let number = place.line, let column = place.column, let line = source.line(number) else { return nil }
    return line.unicodeScalars.dropFirst(column - 1).first
  }
}

extension FileFormat {
  /// The reference of the format in Markdown: a table of keys for each kind of mapping, then the example.
  package var reference: String {
    var parts = ["\(summary) File: `\(location)`. Schema: `relapse schema \(name)`."]
    parts += Self.tables(of: root, title: nil)
    for (name, shape) in definitions { parts += Self.tables(of: shape, title: name) }
    let language = example.hasPrefix("{") ? "json" : "yaml"
    parts.append("Example:\n\n```\(language)\n\(example)\n```")
    return parts.joined(separator: "\n\n")
  }

  /// The tables of a shape and of the mappings within it that have no name of their own.
  private static func tables(of shape: Shape, title: String?) -> [String] {
    switch shape {
    case .object(let object):
      var notes = object.exactlyOneOf.map { "Exactly one of \(listing($0))." }
      notes += object.atLeastOneOf.map { "At least one of \(listing($0))." }
      return [table(object.keys, title: title, notes: notes)] + nested(object.keys, in: title)
    case .tagged(_, let keys):
      return [table(keys, title: title, notes: ["A mapping of exactly one of these keys."])] + nested(keys, in: title)
    case .either(let shapes, _):
      let mappings = shapes.flatMap { tables(of: $0, title: title.map { "\($0), long form" }) }
      return mappings.isEmpty ? [] : mappings
    case .list(let element, _, _): return tables(of: element, title: title)
    default: return []
    }
  }

  private static func nested(_ keys: [Shape.Key], in title: String?) -> [String] {
    let path = title.map { $0.prefix { $0 != "," } + "." } ?? ""
    return keys.flatMap { tables(of: $0.shape, title: path + $0.name) }
  }

  private static func table(_ keys: [Shape.Key], title: String?, notes: [String]) -> String {
    let heading = title.map { ["**\($0)**" + (notes.isEmpty ? "" : ": " + notes.joined(separator: " "))] } ?? notes
    var lines = ["| key | value | meaning |", "| --- | --- | --- |"]
    for key in keys {
      let name = key.isRequired ? "**`\(key.name)`**" : "`\(key.name)`"
      lines.append("| \(name) | \(escaped(key.shape.words)) | \(escaped(key.summary)) |")
    }
    return (heading + [lines.joined(separator: "\n")]).joined(separator: "\n\n")
  }

  private static func listing(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension Shape {
  /// The kind of value in a few words, for the reference.
  var words: String {
    switch self {
    case .text(let form): form.words
    case .choice(let choices):
      choices.map { choice in "`\(choice.value)`" + (choice.summary.map { " (\($0))" } ?? "") }.joined(separator: ", ")
    case .boolean: "`true`, `false`"
    case .integer(let range) where range.lowerBound == range.upperBound: "\(range.lowerBound)"
    case .integer(let range):
      range.upperBound == .max
        ? "whole number from \(range.lowerBound)" : "whole number, \(range.lowerBound)–\(range.upperBound)"
    case .number(let range):
      range.upperBound == .greatestFiniteMagnitude
        ? "number" : "number, \(Self.text(range.lowerBound))–\(Self.text(range.upperBound))"
    case .rate(_, let range):
      "rate, \(Quantity.percentText(range.lowerBound))–\(Quantity.percentText(range.upperBound))"
    case .points: "percentage points"
    case .duration: "span of time"
    case .bytes: "size"
    case .money: "sum of money"
    case .date: "day"
    case .list(let element, let least, _): "list of \(element.words)" + (least > 0 ? ", at least \(least)" : "")
    case .map(let value, _, _): "mapping of free keys to \(value.words)"
    case .object: "mapping, below"
    case .tagged: "mapping of one key, below"
    case .either(let shapes, _): shapes.map(\.words).joined(separator: ", or ")
    case .any: "any value"
    case .reference(let name): "`\(name)`"
    }
  }

  private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}

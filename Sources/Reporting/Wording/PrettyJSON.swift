import EvalSchema

/// JSON as people read it: keys sorted, what fits on a line stays on it.
enum PrettyJSON {
  /// The text of a value.
  ///
  /// - Parameter room: the columns up to which a list or a mapping stays on one line.
  static func text(_ value: JSONValue, room: Int = 72) -> String {
    var text = ""
    write(value, indent: "", room: room, to: &text)
    return text
  }

  private static func write(_ value: JSONValue, indent: String, room: Int, to text: inout String) {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where !fits(value, room):
      text += "[\n"
      for (index, element) in elements.enumerated() {
        text += inner
        write(element, indent: inner, room: room - 2, to: &text)
        text += index < elements.count - 1 ? ",\n" : "\n"
      }
      text += indent + "]"
    case .object(let members) where !fits(value, room):
      text += "{\n"
      for (index, key) in members.keys.sorted().enumerated() {
        text += inner + line(.string(key)) + ": "
        write(members[key] ?? .null, indent: inner, room: room - 2, to: &text)
        text += index < members.count - 1 ? ",\n" : "\n"
      }
      text += indent + "}"
    default: text += line(value)
    }
  }

  /// Whether a value stays on one line; looks at no more of it than the room holds.
  private static func fits(_ value: JSONValue, _ room: Int) -> Bool { width(value, limit: room) <= room }

  private static func width(_ value: JSONValue, limit: Int) -> Int {
    var sum = 2
    switch value {
    case .string(let text): return text.utf8.count + 2
    case .array(let elements):
      for element in elements where sum <= limit { sum += width(element, limit: limit - sum) + 2 }
      return sum
    case .object(let members):
      for (key, element) in members where sum <= limit {
        sum += key.utf8.count + 6 + width(element, limit: limit - sum)
      }
      return sum
    default: return 6
    }
  }

  /// A value on one line.
  private static func line(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements): return "[" + elements.map(line).joined(separator: ", ") + "]"
    case .object(let members):
      return "{"
        + members.keys.sorted().map { "\(line(.string($0))): \(line(members[$0] ?? .null))" }.joined(separator: ", ")
        + "}"
    default:
      do { return try CanonicalJSON.text(value) } catch { return "(\(value.kind) that is not JSON)" }
    }
  }
}

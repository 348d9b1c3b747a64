import EvalSchema

/// The texts that a grader looks for.
enum GraderWords {
  /// Every text and number in a grader, as text; regular expressions too, and not where it looks (`in`).
  static func texts(_ grader: GraderSpec) -> [String] {
    // A grader was decoded from JSON and always encodes.
    guard let data = try? CanonicalJSON.line(grader), let value = try? CanonicalJSON.decode(JSONValue.self, from: data)
    else { return [] }
    return texts(value)
  }

  /// Every text and number in a value, as text.
  static func texts(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .integer(let integer): [String(integer)]
    case .number(let number): [String(number)]
    case .array(let elements): elements.flatMap(texts)
    case .object(let members):
      members.keys.sorted().filter { $0 != "in" }.flatMap { key in members[key].map(texts) ?? [] }
    case .null, .boolean: []
    }
  }
}

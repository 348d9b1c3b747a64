extension ShapeChecker {
  /// A scalar with its place, and whether it was quoted.
  struct Scalar {
    var text: String
    var isQuoted: Bool
    var place: Place
  }

  /// The scalar of a node, or a finding.
  mutating func scalar(_ node: Node, for shape: Shape, as label: String) -> Scalar? {
    guard case .scalar(let text, let isQuoted) = node.content, !Self.isNull(node) else {
      _ = wrongKind(node, Self.noun(shape), as: label)
      return nil
    }
    return Scalar(text: text, isQuoted: isQuoted, place: node.place)
  }

  /// Checks a scalar against a shape of scalars.
  mutating func checkScalar(_ scalar: Scalar, against shape: Shape, as label: String) -> JSONValue {
    switch shape {
    case .text(let form):
      if let problem = form.problem(of: scalar.text) {
        let isEmpty = problem.message == "must not be empty"
        let found = isEmpty ? "" : ", found \"\(Self.clipped(scalar.text))\""
        report(
          isEmpty ? "empty-value" : form.code, "\(label) \(problem.message)\(found)", at: scalar.place,
          hint: problem.hint)
      }
      return .string(scalar.text)
    case .choice(let choices): return checkChoice(scalar, choices, as: label)
    case .boolean, .integer, .number: return checkPlain(scalar, against: shape, as: label)
    case .rate(let name, let range):
      return take(Quantity.rate(scalar.text, in: range), of: name, at: scalar, as: label) { .number($0) }
    case .points(let range):
      return take(Quantity.points(scalar.text, in: range), of: "margin", at: scalar, as: label) { .number($0) }
    case .duration(let range):
      return take(Quantity.duration(scalar.text, in: range), of: "duration", at: scalar, as: label) { .number($0) }
    case .bytes(let range):
      return take(Quantity.bytes(scalar.text, in: range), of: "size", at: scalar, as: label) { .integer($0) }
    case .money:
      return take(Quantity.money(scalar.text), of: "money", at: scalar, as: label) {
        .object(["micros": .integer($0.micros), "currency": .string($0.currency)])
      }
    case .date:
      if !Quantity.isDate(scalar.text) {
        report(
          "date-form", "\(label) must be a day, found \"\(Self.clipped(scalar.text))\"", at: scalar.place,
          hint: "write year, month and day: 2026-05-14")
      }
      return .string(scalar.text)
    default: return .null
    }
  }

  private mutating func checkChoice(_ scalar: Scalar, _ choices: [Shape.Choice], as label: String) -> JSONValue {
    let words = choices.map(\.value)
    if !words.contains(scalar.text) {
      let nearest = NearestName.of(scalar.text, in: words).map { ": did you mean `\($0)`?" } ?? ""
      let listing = words.map { "`\($0)`" }.joined(separator: ", ")
      report(
        "unknown-value", "\(label) cannot be \"\(Self.clipped(scalar.text))\"\(nearest)", at: scalar.place,
        hint: "it is one of \(listing)")
    }
    return .string(scalar.text)
  }

  private mutating func checkPlain(_ scalar: Scalar, against shape: Shape, as label: String) -> JSONValue {
    let value = scalar.isQuoted ? JSONValue.string(scalar.text) : JSONValue(plainScalar: scalar.text)
    switch (shape, value) {
    case (.boolean, .boolean): return value
    case (.integer(let range), .integer(let integer)):
      if !range.contains(integer) {
        report("number-range", "\(label) must be \(Self.words(range)), found \"\(integer)\"", at: scalar.place)
      }
      return value
    case (.number(let range), .integer), (.number(let range), .number):
      if let number = value.number, !range.contains(number) {
        report("number-range", "\(label) must be \(Self.words(range)), found \"\(scalar.text)\"", at: scalar.place)
      }
      return value
    default:
      let unquoted = JSONValue(plainScalar: scalar.text)
      let isQuotedOnly = scalar.isQuoted && unquoted.string == nil && unquoted != .null
      let node = Node(.scalar(scalar.text, quoted: scalar.isQuoted), at: scalar.place)
      return wrongKind(node, Self.noun(shape), as: label, hint: isQuotedOnly ? "remove the quotes" : nil)
    }
  }

  private mutating func take<Value>(
    _ result: Result<Value, Quantity.Problem>, of name: String, at scalar: Scalar, as label: String,
    _ json: (Value) -> JSONValue
  ) -> JSONValue {
    switch result {
    case .success(let value): return json(value)
    case .failure(let problem):
      report("\(name)-\(problem.code)", "\(label) \(problem.message)", at: scalar.place, hint: problem.hint)
      return .null
    }
  }

  /// The kind of value that a shape of scalars wants, in words.
  static func noun(_ shape: Shape) -> String {
    switch shape {
    case .text: "text"
    case .choice(let choices): "one of " + choices.map { "`\($0.value)`" }.joined(separator: ", ")
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .rate: "a rate such as 1% or 0.01"
    case .points: "a difference of rates such as 5pp"
    case .duration: "a span of time such as 60s"
    case .bytes: "a size such as 4MiB"
    case .money: "a sum of money such as 5 USD"
    case .date: "a day such as 2026-05-14"
    default: "a value"
    }
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max ? "at least \(range.lowerBound)" : "between \(range.lowerBound) and \(range.upperBound)"
  }

  private static func words(_ range: ClosedRange<Double>) -> String {
    let least = Int(exactly: range.lowerBound).map(String.init) ?? "\(range.lowerBound)"
    let most = Int(exactly: range.upperBound).map(String.init) ?? "\(range.upperBound)"
    if range.upperBound == .greatestFiniteMagnitude {
      return range.lowerBound == -.greatestFiniteMagnitude ? "a number" : "at least \(least)"
    }
    return "between \(least) and \(most)"
  }
}

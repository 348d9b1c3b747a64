import EvalSchema

/// A value that is nothing when it is of another kind than expected: what is only reported must not cost an answer.
struct Lenient<Value: Decodable & Sendable>: Decodable, Sendable {
  let value: Value?

  init(from decoder: any Decoder) throws {
    value = try? Value(from: decoder)  // Being another kind is what this type is for.
  }
}

/// A count as servers write it: 12, 12.0 or "12"; anything else is nothing.
struct LooseCount: Decodable, Sendable {
  let value: Int?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {  // The kinds are tried in turn: JSON has no tag.
      value = count
    } else if let number = try? container.decode(Double.self) {
      value = Int(exactly: number.rounded())
    } else {
      value = (try? container.decode(String.self)).flatMap { Int($0) }
    }
  }

  /// The count that a value is; nil for anything else.
  static func read(_ value: JSONValue) -> Int? {
    switch value {
    case .integer(let count): count
    case .number(let number): Int(exactly: number.rounded())
    case .string(let text): Int(text)
    case .null, .boolean, .array, .object: nil
    }
  }
}

/// Counts of servers, put together.
enum Wire {
  /// The sum of counts; those that are missing or that no server can mean are 0.
  static func sum(_ counts: Int?...) -> Int {
    counts.compactMap(\.self).filter { (0...1_000_000_000).contains($0) }.reduce(0, +)
  }
}

/// Text as servers write it: a string, or a list of parts with texts.
struct LooseText: Decodable, Sendable {
  let text: String

  private struct Part: Decodable {
    var text: String?
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {  // A list is tried next, and its error is thrown.
      self.text = text
    } else {
      text = try container.decode([Part].self).compactMap(\.text).joined()
    }
  }
}

/// Arguments of a call as servers write them: JSON in a text, or JSON itself.
struct LooseArguments: Decodable, Sendable {
  let value: JSONValue

  init(from decoder: any Decoder) throws {
    value = Self.read(try JSONValue(from: decoder))
  }

  /// The arguments that a value stands for: text is read as JSON, and stays text where it is none.
  static func read(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null: return .object([:])
    case .string(let text):
      if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .object([:]) }
      do {
        return try TolerantJSON.decode(JSONValue.self, from: Array(text.utf8))
      } catch {
        return value  // A model may send anything, and is judged by it.
      }
    default: return value
    }
  }

  /// The arguments as text: canonical JSON; a text that was no JSON as it is.
  static func text(_ value: JSONValue) throws(AdapterFailure) -> String {
    if case .string(let text) = value { return text }
    do {
      return try CanonicalJSON.text(value)
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the arguments of a call are not JSON: \(error)")
    }
  }

  /// The arguments as an object, for APIs that take nothing else.
  static func object(_ value: JSONValue) -> JSONValue {
    if case .object = value { return value }
    return ["arguments": value]
  }
}

extension HTTPResponse {
  /// The body as a value; throws `malformed-response` with the path to what does not fit.
  func decoded<Value: Decodable>(_ type: Value.Type) throws(AdapterFailure) -> Value {
    do {
      return try TolerantJSON.decode(type, from: body)
    } catch {
      let beginning = SecretRedaction().quote(body)
      throw AdapterFailure(
        kind: .malformedResponse,
        message: "the response does not fit the API: \(TolerantJSON.reason(error)); it begins with \(beginning)")
    }
  }

  /// Whether the status says that all went well.
  var isSuccess: Bool { (200..<300).contains(status) }
}

extension ToolDefinition {
  /// The JSON Schema of the arguments; without one, an object of anything.
  var schema: JSONValue { parameters ?? ["type": "object", "properties": [:]] }
}

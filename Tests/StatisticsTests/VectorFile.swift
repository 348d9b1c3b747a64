import Foundation
import Testing

/// A JSON value of a vector file.
enum JSON: Sendable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(_ key: String) -> JSON {
    if case .object(let fields) = self { return fields[key] ?? .null }
    return .null
  }

  /// The number, also where it is written as a string because a double cannot hold it ("-inf", "1e-5000").
  var double: Double {
    switch self {
    case .number(let value): value
    case .string(let text): text.hasPrefix("-inf") ? -.infinity : text == "inf" ? .infinity : Double(text) ?? 0
    default: .nan
    }
  }
  var int: Int { Int(double) }
  var isNull: Bool { if case .null = self { true } else { false } }
  var bool: Bool { if case .bool(true) = self { true } else { false } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var array: [JSON] { if case .array(let values) = self { values } else { [] } }
  var doubles: [Double] { array.map(\.double) }
  var ints: [Int] { array.map(\.int) }
  var fields: [String: JSON] { if case .object(let fields) = self { fields } else { [:] } }
}

/// A file of reference values: computed with 60 digits or exact rationals from the doubles as written.
struct VectorFile: Sendable {
  let tolerance: Double
  private let content: JSON

  init(_ name: String) throws {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
    content = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: url))
    tolerance = content["rtol"].double
    try #require(tolerance > 0)
  }

  /// The cases of a plain file, or of the named list of a file of several lists; never empty.
  func cases(_ list: String? = nil) throws -> [JSON] {
    let cases = list.map { content["cases"][$0].array } ?? content["cases"].array
    try #require(!cases.isEmpty)
    return cases
  }
}

/// Whether `value` is within the relative tolerance of `expected`; values under `floor` compare absolutely with it.
func isClose(_ value: Double, _ expected: Double, _ tolerance: Double, floor: Double = 1e-290) -> Bool {
  if value == expected { return true }
  return abs(value - expected) <= max(tolerance * abs(expected), floor)
}

extension FileFormat {
  /// The JSON Schema (2020-12) of the file, for editors and other tools.
  ///
  /// It is as strict as the checker, and stricter in one thing: text must be a JSON string there.
  package var jsonSchema: JSONValue {
    var schema = root.jsonSchema
    if case .object(var members) = schema {
      members["$schema"] = "https://json-schema.org/draft/2020-12/schema"
      members["title"] = .string("Relapse: \(noun)")
      members["description"] = .string(summary)
      if !definitions.isEmpty {
        members["$defs"] = .object(Dictionary(definitions.map { ($0.name, $0.shape.jsonSchema) }) { first, _ in first })
      }
      schema = .object(members)
    }
    return schema
  }
}

extension Shape {
  /// The JSON Schema of the shape.
  package var jsonSchema: JSONValue {
    switch self {
    // One line may be a plain number.
    case .text(.lines): return ["anyOf": [["type": "integer", "minimum": 1], Self.string(.lines)]]
    case .text(let form): return Self.string(form)
    case .choice(let choices): return ["type": "string", "enum": .array(choices.map { .string($0.value) })]
    case .boolean: return ["type": "boolean"]
    case .integer(let range):
      return .object(
        ["type": "integer", "minimum": .integer(range.lowerBound)]
          .adding("maximum", range.upperBound == .max ? nil : .integer(range.upperBound)))
    case .number(let range):
      return .object(
        ["type": "number"]
          .adding("minimum", range.lowerBound == -.greatestFiniteMagnitude ? nil : .number(range.lowerBound))
          .adding("maximum", range.upperBound == .greatestFiniteMagnitude ? nil : .number(range.upperBound)))
    case .rate(_, let range):
      let number: JSONValue = ["type": "number", "minimum": .number(range.lowerBound), "exclusiveMaximum": 1]
      return ["anyOf": [number, ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?%$"#]]]
    case .points(let range):
      let number: JSONValue = ["type": "number", "minimum": .number(range.lowerBound), "exclusiveMaximum": 1]
      return ["anyOf": [number, ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?pp$"#]]]
    case .duration: return ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?(ms|s|m|min|h|d)$"#]
    case .bytes: return ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?(B|[kK]B|MB|GB|KiB|MiB|GiB)$"#]
    case .money: return ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?[A-Za-z]{3}$"#]
    case .date: return ["type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
    case .list(let element, let least, let most):
      return .object(
        ["type": "array", "items": element.jsonSchema]
          .adding("minItems", least > 0 ? .integer(least) : nil)
          .adding("maxItems", most == .max ? nil : .integer(most)))
    case .map(let value, let keys, let least):
      return .object(
        ["type": "object", "additionalProperties": value.jsonSchema]
          .adding("propertyNames", keys.pattern.map { ["pattern": .string($0)] })
          .adding("minProperties", least > 0 ? .integer(least) : nil))
    case .object(let object): return Self.schema(of: object)
    case .tagged(_, let keys):
      return [
        "type": "object", "properties": Self.properties(keys), "additionalProperties": false, "minProperties": 1,
        "maxProperties": 1,
      ]
    case .either(let shapes, _): return ["anyOf": .array(shapes.map(\.jsonSchema))]
    case .any: return [:]
    case .reference(let name): return ["$ref": .string("#/$defs/\(name)")]
    }
  }

  private static func string(_ form: TextForm) -> JSONValue {
    .object(["type": "string"].adding("pattern", form.pattern.map { .string($0) }))
  }

  private static func schema(of object: ObjectShape) -> JSONValue {
    let required = object.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    let choices =
      object.exactlyOneOf.map { JSONValue.object(["oneOf": alternatives($0)]) }
      + object.atLeastOneOf.map { JSONValue.object(["anyOf": alternatives($0)]) }
    return .object(
      ["type": "object", "properties": properties(object.keys), "additionalProperties": false]
        .adding("required", required.isEmpty ? nil : .array(required))
        .adding("allOf", choices.isEmpty ? nil : .array(choices)))
  }

  private static func alternatives(_ names: [String]) -> JSONValue {
    .array(names.map { ["required": [.string($0)]] })
  }

  private static func properties(_ keys: [Key]) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for key in keys {
      guard case .object(var schema) = key.shape.jsonSchema else { continue }
      schema["description"] = .string(key.summary)
      members[key.name] = .object(schema)
    }
    return .object(members)
  }
}

extension [String: JSONValue] {
  /// The members with one more, when there is a value.
  fileprivate func adding(_ key: String, _ value: JSONValue?) -> Self {
    guard let value else { return self }
    var members = self
    members[key] = value
    return members
  }
}

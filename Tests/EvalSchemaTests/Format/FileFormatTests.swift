import Testing

@testable import EvalSchema

@Suite struct FileFormatTests {
  @Test func everyReferenceLeadsSomewhere() {
    for format in FileFormat.all {
      let names = Set(format.definitions.map(\.name))
      #expect(names.count == format.definitions.count)
      for shape in [format.root] + format.definitions.map(\.shape) {
        #expect(Self.references(in: shape).subtracting(names) == [], "\(format.name)")
      }
    }
  }

  @Test func everyKeyIsExplainedAndUnique() {
    for format in FileFormat.all {
      for shape in [format.root] + format.definitions.map(\.shape) {
        for keys in Self.keys(in: shape) {
          #expect(Set(keys.map(\.name)).count == keys.count)
          for key in keys { #expect(key.summary.hasSuffix(".") || key.summary.hasSuffix("…"), "\(key.name)") }
        }
      }
    }
  }

  @Test func theSchemaIsClosedAndNamesItsDialect() throws {
    let schema = CaseFormat.format.jsonSchema
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["additionalProperties"] == false)
    #expect(schema["required"] == ["id", "title", "incident", "pattern", "input", "expected"])
    #expect(schema["$defs"]?["grader"]?["maxProperties"] == 1)
    #expect(schema["$defs"]?["grader"]?["properties"]?["not"]?["$ref"] == "#/$defs/grader")
    #expect(schema["properties"]?["suite"]?["enum"]?[0] == "regression")
  }

  @Test func graderKeysAreThoseOfTheNoun() {
    let grader = GraderShapes.definitions.first { $0.name == "grader" }?.shape
    guard case .tagged(_, let keys) = grader else {
      Issue.record("a grader is a mapping of one key")
      return
    }
    #expect(Set(keys.map(\.name)) == Set(GraderSpec.Kind.allCases.map(\.rawValue)))
  }

  @Test func aDisagreementOfShapeAndNounIsTold() {
    let format = FileFormat(
      name: "x", noun: "an x", location: "", summary: "", root: .object("an x", [.optional("limit", .text, "")]),
      example: "")
    let place = Place(file: "f", line: 2, column: 8)
    let node = Node(
      .mapping([.init(key: "limit", keyPlace: place, value: Node(.scalar("x", quoted: true), at: place))]),
      at: Place(file: "f", line: 1, column: 1))
    let result = format.decode([String: Double].self, from: node)
    #expect(result.value == nil)
    #expect(result.diagnostics.map(\.code) == ["unreadable"])
    #expect(result.diagnostics.first?.place == place)
  }

  private static func references(in shape: Shape) -> Set<String> {
    switch shape {
    case .reference(let name): [name]
    case .list(let element, _, _): references(in: element)
    case .map(let value, _, _): references(in: value)
    case .object(let object): object.keys.reduce(into: []) { $0.formUnion(references(in: $1.shape)) }
    case .tagged(_, let keys): keys.reduce(into: []) { $0.formUnion(references(in: $1.shape)) }
    case .either(let shapes, _): shapes.reduce(into: []) { $0.formUnion(references(in: $1)) }
    default: []
    }
  }

  private static func keys(in shape: Shape) -> [[Shape.Key]] {
    switch shape {
    case .list(let element, _, _): keys(in: element)
    case .map(let value, _, _): keys(in: value)
    case .object(let object): [object.keys] + object.keys.flatMap { keys(in: $0.shape) }
    case .tagged(_, let tags): [tags] + tags.flatMap { keys(in: $0.shape) }
    case .either(let shapes, _): shapes.flatMap { keys(in: $0) }
    default: []
    }
  }
}

import EvalSchema

/// `relapse schema`: the JSON Schema of a file.
enum SchemaCommand {
  static let spec = CommandSpec(
    name: "schema", summary: "Print the JSON Schema (2020-12) of a file; without a name, list the names.",
    arguments: [.init(name: "NAME", isOptional: true)],
    examples: [("relapse schema case > case.schema.json", "for editors that complete and check YAML")],
    run: { try run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    guard let name = invocation.arguments.first else {
      for format in FileFormat.all { world.print("\(format.name)  \(format.summary)\n") }
      return .pass
    }
    let names = FileFormat.all.map(\.name)
    guard let format = FileFormat.all.first(where: { $0.name == name }) else {
      let near = NearestName.of(name, in: names).map { "; did you mean `\($0)`?" } ?? ""
      throw UsageError("there is no schema \"\(name)\"\(near)", hint: "names: \(names.joined(separator: ", "))")
    }
    world.print(String(decoding: try CanonicalJSON.document(format.jsonSchema), as: UTF8.self))
    return .pass
  }
}

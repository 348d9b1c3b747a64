import EvalSchema
import Foundation
import Testing

@testable import relapse

@Suite struct SchemaCommandTests {
  /// The schemas that the shipped evalset's files name for editors.
  @Test(arguments: ["case", "target", "behaviors", "evalset", "waivers"])
  func theShippedSchemasAreThoseOfTheProgram(_ name: String) async throws {
    let world = try TestWorld()
    #expect(await world.run("schema", name) == .pass)
    let shipped = try String(contentsOfFile: world.evalset + "/\(name).schema.json", encoding: .utf8)
    #expect(shipped == world.printed, "relapse schema \(name) > evalsets/support-agent/\(name).schema.json")
  }
}

import EvalSchema
import Testing

@testable import Adapters

@Suite struct CassetteKeyTests {
  @Test func whatWasAskedCountsAndNothingElse() throws {
    let request = SimulatorFixtures.request()
    let key = try CassetteKey(of: request)
    func digest(_ change: (inout Request) -> Void) throws -> Digest {
      var changed = request
      change(&changed)
      return try CassetteKey(of: changed).digest
    }
    let asked = [
      try digest { $0.evalCase = "INC-2" }, try digest { $0.variant = "other" },
      try digest { $0.messages.append(.user("")) },
      try digest { $0.documents = [ContextDocument(id: "d", text: "")] },
      try digest { $0.tools = [ToolDefinition(name: "t")] }, try digest { $0.parameters = ["top_p": 1] },
    ]
    #expect(Set(asked).count == asked.count)
    #expect(!asked.contains(key.digest))
    let circumstances = [
      try digest { $0.id = "x" }, try digest { $0.seed = 99 }, try digest { $0.attempt = 3 },
      try digest { $0.timeout = 1 },
      try digest { $0.trial = 5 },
    ]
    #expect(Set(circumstances) == [key.digest])
    var other = request
    other.trial = 5
    #expect(try CassetteKey(of: other) != key)
  }
}

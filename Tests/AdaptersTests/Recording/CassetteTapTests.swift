import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Adapters

@Suite struct CassetteTapTests {
  private static let secret = "sk-cassette-0123456789"

  /// Says one thing to everything.
  private struct Says: Adapter {
    var answer: Result<Response, AdapterFailure>
    func respond(to request: Request) async throws(AdapterFailure) -> Response { try answer.get() }
  }

  private static let response = Response(
    turn: AssistantTurn(
      content: "the key is \(secret)",
      toolCalls: [ToolCall(id: "c1", name: "f", arguments: ["key": .string(secret), secret: [.string(secret), 7]])]),
    stop: .toolCalls, usage: Usage(inputTokens: 3, outputTokens: 4), model: "m")

  @Test func anAnswerIsRecordedAndHandedOnWithoutSecrets() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/c.jsonl"
      let writer = try CassetteWriter(creating: path)
      let tap = CassetteTap(Says(answer: .success(Self.response)), to: writer, secrets: ["SHOP_KEY": Self.secret])
      let request = SimulatorFixtures.request()
      let given = try await tap.respond(to: request)
      try await writer.close()
      #expect(!String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).contains("sk-cassette"))
      #expect(given.turn.content == "the key is [SHOP_KEY]")
      #expect(given.turn.toolCalls.first?.arguments == ["key": "[SHOP_KEY]", "[SHOP_KEY]": ["[SHOP_KEY]", 7]])
      #expect(given.usage == Self.response.usage && given.stop == .toolCalls && given.model == "m")
      // What was handed on is what a replay hands on: the next request of the trial is the same.
      #expect(try Cassette(path: path).responses[CassetteKey(of: request)] == given)
    }
  }

  @Test func aFailureIsHandedOnAndNotRecorded() async throws {
    try await withTemporaryFolder { folder in
      let writer = try CassetteWriter(creating: folder + "/c.jsonl")
      let failure = AdapterFailure(kind: .rateLimited, message: "slow", retryAfter: 2)
      let tap = CassetteTap(Says(answer: .failure(failure)), to: writer)
      #expect(await tap.outcome(SimulatorFixtures.request()).failure == failure)
      #expect(await writer.count == 0)
      #expect(await writer.failure == nil)
    }
  }

  @Test func whatCannotBeRecordedIsNoAnswer() async throws {
    try await withTemporaryFolder { folder in
      let writer = try CassetteWriter(creating: folder + "/c.jsonl")
      let tap = CassetteTap(Says(answer: .success(Self.response)), to: writer)
      try await writer.close()
      #expect(await tap.outcome(SimulatorFixtures.request()).failure?.kind == .badRequest)
      #expect(await writer.failure?.diagnostics.map(\.code) == ["cassette-unwritable"])
    }
  }
}

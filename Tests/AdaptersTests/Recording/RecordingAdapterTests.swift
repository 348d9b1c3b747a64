import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

@Suite struct RecordingAdapterTests {
  /// Calls a body with a folder of its own.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/relapse-cassette-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }  // Left-overs in a temporary folder do no harm.
    try await body(folder)
  }

  private func codes(_ body: () async throws -> Void) async throws -> [String] {
    do {
      try await body()
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics.map(\.code)
    }
  }

  /// Every request of thirty trials with the simulator's response: the second step where it calls a tool.
  private func conversations() async throws -> [(request: Request, response: Response)] {
    let simulator = try SimulatedAdapter(target: SimulatorFixtures.target())
    var pairs: [(Request, Response)] = []
    for seed in 0..<UInt64(30) {
      var request = SimulatorFixtures.request(seed: seed)
      var response = try await simulator.respond(to: request)
      pairs.append((request, response))
      while let call = response.turn.toolCalls.first {
        request.messages += [
          .assistant(response.turn), .tool(ToolResult(call: call.id, name: call.name, result: ["n": 1.5])),
        ]
        response = try await simulator.respond(to: request)
        pairs.append((request, response))
      }
    }
    return pairs
  }

  @Test func whatTheSimulatorSaidComesBack() async throws {
    try await withFolder { folder in
      let pairs = try await conversations()
      #expect(pairs.count > 30)
      let writer = try CassetteWriter(creating: folder + "/c.jsonl")
      for (request, response) in pairs.shuffled() { try await writer.append(response, for: request) }
      try await writer.append(pairs[0].response, for: pairs[0].request)
      try await writer.close()

      let target = Target(
        name: "old", adapter: .recording, recording: RecordingTarget(cassette: "c.jsonl", directory: folder))
      let adapter = try AdapterFactory.adapter(for: target, environment: [:])
      for (request, response) in pairs {
        var again = request
        again.seed = 1_000
        #expect(try await adapter.respond(to: again) == response)
      }
      await adapter.close()
    }
  }

  @Test func whatIsNotOnTheCassetteIsABadRequest() async throws {
    let adapter = RecordingAdapter(
      try Cassette(Data("{\"kind\":\"cassette\",\"version\":1}\n".utf8), file: "c"), path: "c.jsonl")
    let request = SimulatorFixtures.request(seed: 17)
    let digest = try CassetteKey(of: request).digest
    #expect(
      await adapter.outcome(request).failure
        == AdapterFailure(
          kind: .badRequest, message: "c.jsonl has no response of trial 17 to \(digest) (INC-1, base)"))
  }

  @Test(arguments: [
    ("c.jsonl", "c.jsonl"), ("/e/targets/../c.jsonl", "/e/c.jsonl"), ("/e/./targets//c.jsonl", "/e/targets/c.jsonl"),
    ("/e/targets/../../c.jsonl", "/c.jsonl"), ("/../c.jsonl", "/c.jsonl"), ("../../c.jsonl", "../../c.jsonl"),
    ("a/../../c.jsonl", "../c.jsonl"), ("a..b/..c/c.jsonl", "a..b/..c/c.jsonl"),
  ])
  func aPathIsShownWithoutDetours(path: String, shown: String) {
    #expect(RecordingAdapter.plain(path) == shown)
  }

  @Test func aMissNamesTheCassetteByItsPlainPath() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/targets", withIntermediateDirectories: true)
      try Data("{\"kind\":\"cassette\",\"version\":1}\n".utf8).write(to: URL(filePath: folder + "/c.jsonl"))
      var target = Target(name: "x", adapter: .recording)
      target.recording = RecordingTarget(cassette: "../c.jsonl", directory: folder + "/targets")
      let failure = await (try RecordingAdapter(target: target)).outcome(SimulatorFixtures.request()).failure
      #expect(failure?.message.hasPrefix(folder + "/c.jsonl has no response") == true, "\(failure?.message ?? "")")
    }
  }

  @Test func cancellationEndsIt() async throws {
    let adapter = RecordingAdapter(
      try Cassette(Data("{\"kind\":\"cassette\",\"version\":1}\n".utf8), file: "c"), path: "c.jsonl")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await adapter.outcome(SimulatorFixtures.request())
    }
    task.cancel()
    #expect(await task.value.failure?.kind == .cancelled)
  }

  @Test func aCassetteIsNeverOverwrittenOrContradicted() async throws {
    try await withFolder { folder in
      let path = folder + "/c.jsonl"
      let writer = try CassetteWriter(creating: path)
      let request = SimulatorFixtures.request()
      try await writer.append(Response(turn: AssistantTurn(content: "a")), for: request)
      let contradiction = try await codes {
        try await writer.append(Response(turn: AssistantTurn(content: "b")), for: request)
      }
      #expect(contradiction == ["cassette-duplicate"])
      try await writer.close()
      try await writer.close()
      let late = try await codes { try await writer.append(Response(turn: AssistantTurn(content: "a")), for: request) }
      #expect(late == ["cassette-unwritable"])
      #expect(try await codes { _ = try CassetteWriter(creating: path) } == ["cassette-exists"])
      #expect(try await codes { _ = try CassetteWriter(creating: folder + "/no/c.jsonl") } == ["cassette-unwritable"])
      #expect(try Cassette(path: path).responses.count == 1)
    }
  }

  @Test func aTargetWithoutItsSectionIsAFinding() async throws {
    #expect(
      try await codes { _ = try RecordingAdapter(target: Target(name: "x", adapter: .recording)) } == ["target-section"]
    )
  }
}

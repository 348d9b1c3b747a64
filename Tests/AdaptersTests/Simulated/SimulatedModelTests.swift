import EvalSchema
import Testing

@testable import Adapters

@Suite struct SimulatedModelTests {
  private func model(_ target: Target = SimulatorFixtures.target()) throws -> SimulatedModel {
    try SimulatedModel(target: target)
  }

  /// Within four standard deviations of a binomial: fixed seeds, so it passes always or never.
  private func isNear(_ count: Int, of total: Int, share: Double) -> Bool {
    let deviation = (Double(total) * share * (1 - share)).squareRoot()
    return abs(Double(count) - Double(total) * share) <= 4 * deviation
  }

  @Test(
    arguments: [
      ([:], [0.2, 0.6, 0.2]),
      (["refund/invents": 0.02], [0.02, 0.735, 0.245]),
      (["refund/invents": 0.5, "refund/looks-up": 0, "refund/refuses": 0.5], [0.5, 0, 0.5]),
    ] as [([String: Double], [Double])])
  func answersComeInTheirShares(shares: [String: Double], expected: [Double]) throws {
    let model = try model(SimulatorFixtures.target(shares: shares))
    var counts = [0, 0, 0]
    for seed in 0..<UInt64(4_000) {
      let turn = try model.outcome(of: SimulatorFixtures.request(seed: seed)).result.get().turn
      let index = turn.content.hasPrefix("Refunds") ? 0 : turn.toolCalls.isEmpty ? 2 : 1
      counts[index] += 1
    }
    for (count, share) in zip(counts, expected) { #expect(isNear(count, of: 4_000, share: share)) }
  }

  @Test func alternativesAreEquallyLikely() throws {
    let model = try model(SimulatorFixtures.target(shares: ["refund/invents": 1]))
    var counts: [String: Int] = [:]
    for seed in 0..<UInt64(3_000) {
      counts[try model.outcome(of: SimulatorFixtures.request(seed: seed)).result.get().turn.content, default: 0] += 1
    }
    #expect(Set(counts.keys) == Set(["10", "14", "90"].map { "Refunds take \($0) days." }))
    for count in counts.values { #expect(isNear(count, of: 3_000, share: 1.0 / 3)) }
  }

  @Test func theStepsOfATrialBelongTogether() throws {
    let model = try model(SimulatorFixtures.target(shares: ["refund/invents": 0.5]))
    var texts: Set<String> = []
    for seed in 0..<UInt64(200) {
      let first = try model.outcome(of: SimulatorFixtures.request(seed: seed)).result.get()
      guard let call = first.turn.toolCalls.first else { continue }
      #expect(first.stop == .toolCalls)
      #expect(call == ToolCall(id: "call_1", name: "lookup_order", arguments: ["order_id": 8812]))
      var after: [Message] = [.assistant(first.turn), .tool(ToolResult(call: call.id, result: "shipped"))]
      let second = try model.outcome(of: SimulatorFixtures.request(seed: seed, after: after)).result.get()
      #expect(second.stop == .end)
      texts.insert(second.turn.content)
      after.append(.assistant(second.turn))
      let third = try model.outcome(of: SimulatorFixtures.request(seed: seed, after: after)).result.get()
      #expect(third.turn == second.turn, "after its last turn the model repeats it")
    }
    let endings = ["has shipped", "is on its way", "is under way"]
    #expect(texts == Set(endings.flatMap { ["Your order \($0).", "The order \($0)."] }))
  }

  @Test func whenTheTurnsAreUsedUpNoToolIsCalled() throws {
    let script = SimulatorScript(behaviors: [
      SimulatedBehavior(
        name: "loop",
        answers: [
          SimulatedAnswer(
            name: "calls",
            turns: [AssistantTurn(content: "Looking.", toolCalls: [ToolCall(name: "a"), ToolCall(name: "b")])])
        ])
    ])
    let model = try model(SimulatorFixtures.target(script: script))
    let first = try model.outcome(of: SimulatorFixtures.request()).result.get()
    #expect(first.turn.toolCalls.map(\.id) == ["call_1", "call_2"])
    let after = SimulatorFixtures.request(after: [.assistant(first.turn)])
    let second = try model.outcome(of: after).result.get()
    #expect(second.turn == AssistantTurn(content: "Looking."))
    #expect(second.stop == .end)
  }

  @Test(
    arguments: [
      ([.user("a")], 0),
      ([.user("a"), .assistant(AssistantTurn(content: "b")), .user("c")], 0),
      ([.user("a"), .assistant(AssistantTurn(content: "b"))], 1),
      (
        [
          .user("a"), .assistant(AssistantTurn()), .tool(ToolResult()), .assistant(AssistantTurn()),
          .tool(ToolResult()),
        ], 2
      ),
      ([.system("a"), .assistant(AssistantTurn())], 1),
      ([], 0),
    ] as [([Message], Int)])
  func stepsCountFromTheLastUserMessage(messages: [Message], expected: Int) {
    #expect(SimulatedModel.step(of: messages) == expected)
  }

  @Test func idsGoOnFromTheCallsOfTheInput() throws {
    let model = try model(SimulatorFixtures.target(shares: ["refund/looks-up": 1]))
    var request = SimulatorFixtures.request()
    request.messages = [
      .user("refund order"), .assistant(AssistantTurn(toolCalls: [ToolCall(id: "call_1", name: "x")])),
      .tool(ToolResult(call: "call_1", result: 1)), .user("and now?"),
    ]
    #expect(try model.outcome(of: request).result.get().turn.toolCalls.map(\.id) == ["call_2"])
  }

  @Test func whatFitsNoBehaviorGetsAPlainAnswer() throws {
    let response = try model().outcome(of: SimulatorFixtures.request("hello")).result.get()
    #expect(response.turn == AssistantTurn(content: "I am not sure how to help with that."))
    #expect(response.model == "simulated-1")
    #expect(response.usage == Usage(inputTokens: 2, outputTokens: 9))
  }

  @Test func anotherTargetSeedIsAnotherDraw() throws {
    let (one, two) = (try model(), try model(SimulatorFixtures.target(seed: 8)))
    let differing = (0..<UInt64(300)).filter { seed in
      let request = SimulatorFixtures.request(seed: seed)
      return (try? one.outcome(of: request).result.get()) != (try? two.outcome(of: request).result.get())
    }
    #expect(differing.count > 100)
  }

  @Test func faultsComeInTheirSharesAndARetryCanSucceed() throws {
    let faults = [
      SimulatedFault(kind: .rateLimited, share: 0.1, retryAfter: 2), SimulatedFault(kind: .server, share: 0.3),
    ]
    let (faulty, sound) = (try model(SimulatorFixtures.target(faults: faults)), try model())
    var counts: [FailureKind: Int] = [:]
    var recovered = 0
    for seed in 0..<UInt64(2_000) {
      let request = SimulatorFixtures.request(seed: seed)
      switch faulty.outcome(of: request).result {
      case .success(let response): #expect(try response == sound.outcome(of: request).result.get())
      case .failure(let failure):
        counts[failure.kind, default: 0] += 1
        #expect(failure.retryAfter == (failure.kind == .rateLimited ? 2 : nil))
        let retry = SimulatorFixtures.request(seed: seed, attempt: 1)
        if case .success(let response) = faulty.outcome(of: retry).result {
          recovered += 1
          #expect(try response == sound.outcome(of: request).result.get(), "a retry gets the answer of its trial")
        }
      }
    }
    let failed = counts.values.reduce(0, +)
    #expect(isNear(counts[.rateLimited, default: 0], of: 2_000, share: 0.1))
    #expect(isNear(counts[.server, default: 0], of: 2_000, share: 0.3))
    #expect(isNear(recovered, of: failed, share: 0.6))
  }

  @Test func latencyIsLognormalWithTheStatedMean() throws {
    let model = try model(SimulatorFixtures.target(latency: SimulatedLatency(mean: 2, spread: 0.5)))
    let latencies = (0..<UInt64(4_000)).map { model.outcome(of: SimulatorFixtures.request(seed: $0)).latency }
    let mean = latencies.reduce(0, +) / 4_000
    #expect(abs(mean - 2) < 0.08)  // Standard error 0.017.
    #expect(latencies.allSatisfy { $0 > 0 })
    let median = latencies.sorted()[2_000]
    #expect(abs(median - 1.765) < 0.09)  // exp(ln 2 − 0.125)
    let constant = try self.model(SimulatorFixtures.target(latency: SimulatedLatency(mean: 2)))
    #expect(constant.outcome(of: SimulatorFixtures.request()).latency == 2)
  }

  @Test func oddTargetsAreFound() {
    func codes(_ target: Target) -> [String] {
      do throws(DiagnosticError) {
        _ = try SimulatedModel(target: target)
        return []
      } catch {
        return error.diagnostics.map(\.code)
      }
    }
    #expect(codes(Target(name: "x", adapter: .simulated)) == ["target-section"])
    let unread = Target(name: "x", adapter: .simulated, simulated: SimulatedTarget(behaviors: "b.yaml"))
    #expect(codes(unread) == ["simulator-script"])
    let odd = SimulatorFixtures.target(
      shares: ["nothing": 1], latency: SimulatedLatency(mean: -1),
      faults: [SimulatedFault(kind: .cancelled, share: 0.9), SimulatedFault(kind: .server, share: 0.9)])
    #expect(codes(odd) == ["simulator-latency", "simulator-fault", "simulator-fault", "simulator-share-unknown"])
  }
}

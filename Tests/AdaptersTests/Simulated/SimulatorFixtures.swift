import EvalSchema

/// A small simulated target and requests to it.
enum SimulatorFixtures {
  static let script = SimulatorScript(behaviors: [
    SimulatedBehavior(
      name: "refund", when: ["REFUND", "order"],
      answers: [
        SimulatedAnswer(name: "invents", weight: 1, turns: [AssistantTurn(content: "Refunds take [[10|14|90]] days.")]),
        SimulatedAnswer(
          name: "looks-up", weight: 3,
          turns: [
            AssistantTurn(toolCalls: [ToolCall(name: "lookup_order", arguments: ["order_id": 8812])]),
            AssistantTurn(content: "[[Your order|The order]] [[has shipped|is [[on its way|under way]]]]."),
          ]),
        SimulatedAnswer(name: "refuses", weight: 1, turns: [AssistantTurn(content: "I cannot do that.")]),
      ]),
    SimulatedBehavior(
      name: "greeting", when: ["GRÜẞ"],
      answers: [SimulatedAnswer(name: "greets", turns: [AssistantTurn(content: "Hello")])]),
  ])

  static func target(
    seed: UInt64 = 7, script: SimulatorScript = script, shares: [String: Double] = [:],
    latency: SimulatedLatency = SimulatedLatency(), faults: [SimulatedFault] = []
  ) -> Target {
    Target(
      name: "sim", adapter: .simulated, model: "simulated-1",
      simulated: SimulatedTarget(
        seed: seed, behaviors: "behaviors.yaml", script: script, shares: shares, latency: latency, faults: faults))
  }

  static func request(
    _ text: String = "Where is the refund of my order?", seed: UInt64 = 1, attempt: Int = 0, after: [Message] = [],
    timeout: Double = 60
  ) -> Request {
    Request(
      id: "INC-1/base/\(seed)", evalCase: "INC-1", trial: Int(seed), attempt: attempt, seed: seed,
      messages: [.user(text)] + after, timeout: timeout)
  }
}

import Testing

@testable import EvalSchema

@Suite struct TargetParameterTests {
  @Test(
    arguments: [
      (.temperature, 0, true), (.temperature, 7.5, true), (.temperature, -0.1, false), (.temperature, "hot", true),
      (.topP, 0, true), (.topP, 1, true), (.topP, 1.01, false), (.topP, -1, false), (.topP, .number(.nan), false),
      (.maxTokens, 1, true), (.maxTokens, 0, false), (.maxTokens, -1, true), (.maxTokens, -2, false),
      (.maxCompletionTokens, -2, false), (.frequencyPenalty, -5, true), (.seed, -5, true), (.stop, 1, true),
    ] as [(TargetParameter, JSONValue, Bool)])
  func whatNoAPICanMeanIsImpossible(parameter: TargetParameter, value: JSONValue, isPossible: Bool) {
    #expect((parameter.impossibility(of: value) == nil) == isPossible)
  }

  /// An adapter that hands parameters on refuses only what is impossible; an API's own refuses more.
  @Test(
    arguments: [
      (.simulated, "temperature", -3, false), (.command, "top_p", 7, false), (.http, "max_tokens", -20, false),
      (.recording, "temperature", 1, true), (.command, "temperature", "hot", true), (.command, "heat", -3, true),
      (.command, "max_tokens", -1, true), (.openAIChat, "max_tokens", -1, false), (.ollama, "temperature", 7, true),
      (.anthropic, "temperature", -1, false), (.openAIChat, "presence_penalty", -2, true),
    ] as [(AdapterKind, String, JSONValue, Bool)])
  func aTargetIsRefusedForIt(adapter: AdapterKind, name: String, value: JSONValue, isFine: Bool) {
    var target = Target(name: "t", adapter: adapter, parameters: ["max_tokens": 20])
    if adapter != .anthropic { target.parameters = [:] }
    target.parameters[name] = value
    let findings = target.findings().filter { $0.code == "parameter-value" }
    #expect(findings.map(\.path) == (isFine ? [] : [["parameters", name]]))
  }
}

/// A sampling parameter by the house's name; an adapter writes it as its API wants it.
package enum TargetParameter: String, Sendable, CaseIterable {
  case temperature
  case topP = "top_p"
  case topK = "top_k"
  case maxTokens = "max_tokens"
  case maxCompletionTokens = "max_completion_tokens"
  case seed, stop
  case frequencyPenalty = "frequency_penalty"
  case presencePenalty = "presence_penalty"
  case responseFormat = "response_format"
  case reasoningEffort = "reasoning_effort"
  case toolChoice = "tool_choice"
  case parallelToolCalls = "parallel_tool_calls"

  /// What is wrong with a value, in words that follow the parameter's name; nil when nothing is.
  package func problem(of value: JSONValue, for adapter: AdapterKind) -> String? {
    switch self {
    case .temperature, .topP, .frequencyPenalty, .presencePenalty:
      return value.number == nil ? "must be a number" : impossibility(of: value)
    case .topK, .maxTokens, .maxCompletionTokens:
      return value.integer.map { $0 > 0 } == true ? nil : "must be a whole number from 1"
    case .seed:
      let isFine = value.string == "per-trial" || value.integer.map { $0 >= 0 && $0 <= 0x7FFF_FFFF } == true
      return isFine ? nil : "must be `per-trial` or a whole number from 0 to 2147483647"
    case .stop:
      if value.string?.isEmpty == false { return nil }
      guard case .array(let texts) = value, !texts.isEmpty, texts.allSatisfy({ $0.string?.isEmpty == false }) else {
        return "must be text or a list of texts"
      }
      return nil
    case .responseFormat: return Self.problem(ofFormat: value, for: adapter)
    case .reasoningEffort: return value.string?.isEmpty == false ? nil : "must be a word such as `low`"
    case .toolChoice: return Self.problem(ofChoice: value, for: adapter)
    case .parallelToolCalls: return value.boolean == nil ? "must be true or false" : nil
    }
  }

  /// What is wrong with a number that no API can mean, in words that follow the parameter's name; nil for every other value.
  ///
  /// Bounds that only some APIs have are theirs to tell: a temperature of 3 is nothing odd to a server of one's own, and some take
  /// -1 tokens for no limit.
  package func impossibility(of value: JSONValue) -> String? {
    guard let number = value.number else { return nil }
    switch self {
    case .temperature: return number >= 0 ? nil : "must be 0 or more"
    case .topP: return (0...1).contains(number) ? nil : "must be from 0 to 1"
    case .maxTokens, .maxCompletionTokens: return number >= 1 || number == -1 ? nil : "must be 1 or more"
    case .topK, .seed, .stop, .frequencyPenalty, .presencePenalty, .responseFormat, .reasoningEffort, .toolChoice,
      .parallelToolCalls:
      return nil
    }
  }

  private static func problem(ofFormat value: JSONValue, for adapter: AdapterKind) -> String? {
    switch value["type"]?.string {
    case "text", "json_object":
      return adapter == .anthropic ? "is `json_schema` only: the API has no other" : nil
    case "json_schema":
      guard case .object? = value["json_schema"]?["schema"] else {
        return "needs `json_schema: {name: …, schema: {…}}`"
      }
      return nil
    default: return "must be `{type: json_object}` or `{type: json_schema, json_schema: {name: …, schema: {…}}}`"
    }
  }

  private static func problem(ofChoice value: JSONValue, for adapter: AdapterKind) -> String? {
    if value["name"]?.string?.isEmpty == false { return nil }
    guard let word = value.string, ["auto", "required", "none"].contains(word) else {
      return "must be `auto`, `required`, `none` or `{name: …}`"
    }
    return word == "none" && adapter == .bedrock ? "cannot be `none`: the API has no such choice" : nil
  }
}

extension AdapterKind {
  /// The parameters that the API has; nil where they are passed on as they are.
  package var parameters: [TargetParameter]? {
    switch self {
    case .simulated, .command, .recording, .http: nil
    case .openAIChat:
      [
        .temperature, .topP, .maxTokens, .maxCompletionTokens, .seed, .stop, .frequencyPenalty, .presencePenalty,
        .responseFormat, .reasoningEffort, .toolChoice, .parallelToolCalls,
      ]
    case .openAIResponses:
      [.temperature, .topP, .maxTokens, .responseFormat, .reasoningEffort, .toolChoice, .parallelToolCalls]
    case .anthropic:
      [.temperature, .topP, .topK, .maxTokens, .stop, .responseFormat, .reasoningEffort, .toolChoice]
    case .gemini:
      [
        .temperature, .topP, .topK, .maxTokens, .seed, .stop, .frequencyPenalty, .presencePenalty, .responseFormat,
        .toolChoice,
      ]
    case .bedrock: [.temperature, .topP, .maxTokens, .stop, .toolChoice]
    case .ollama:
      [
        .temperature, .topP, .topK, .maxTokens, .seed, .stop, .frequencyPenalty, .presencePenalty, .responseFormat,
      ]
    }
  }
}

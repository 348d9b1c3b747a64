/// How a target is reached.
public enum AdapterKind: String, Sendable, Codable, Hashable, CaseIterable {
  case simulated, command, recording
  case openAIChat = "openai-chat"
  case openAIResponses = "openai-responses"
  case anthropic, gemini, bedrock, ollama
  /// Any endpoint: the request is a template, the answer is found by pointers.
  case http

  /// Whether requests go over HTTP.
  public var isRemote: Bool {
    switch self {
    case .simulated, .command, .recording: false
    case .openAIChat, .openAIResponses, .anthropic, .gemini, .bedrock, .ollama, .http: true
    }
  }

  /// The block of the target's file that it cannot do without.
  package var neededBlock: String? {
    switch self {
    case .simulated, .command, .recording, .bedrock, .http: rawValue
    case .openAIChat, .openAIResponses, .anthropic, .gemini, .ollama: nil
    }
  }
}

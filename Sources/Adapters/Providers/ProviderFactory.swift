import EvalSchema

/// Makes the adapters that speak HTTP. The `switch` is their registry.
enum ProviderFactory {
  /// Checks a target and makes its adapter over a transport; nothing is sent yet.
  ///
  /// - Throws: every finding about the target at once; a key that is missing is one, told by the name of its variable.
  static func adapter(
    for target: Target, environment: [String: String], transport: any HTTPTransport
  ) throws(DiagnosticError) -> any Adapter {
    let isWhole =
      (target.adapter != .bedrock || target.bedrock != nil) && (target.adapter != .http || target.http != nil)
    if let block = target.adapter.neededBlock, !isWhole {
      throw DiagnosticError(.error("target-section", "the target \"\(target.name)\" has no section `\(block)`"))
    }
    func connection(
      _ address: String?, _ variable: String?, secrets: [String] = []
    ) throws(DiagnosticError) -> ProviderConnection {
      try ProviderConnection(
        target: target, environment: environment, address: address, variable: variable, secrets: secrets)
    }
    func adapter<Dialect: ProviderDialect>(
      _ dialect: Dialect, _ connection: ProviderConnection
    ) throws(DiagnosticError) -> any Adapter {
      try ProviderAdapter(dialect, target: target, connection: connection, transport: transport)
    }
    switch target.adapter {
    case .openAIChat:
      let connection = try connection(OpenAIChat.address, "OPENAI_API_KEY")
      return try adapter(OpenAIChat(target, connection), connection)
    case .openAIResponses:
      let connection = try connection(OpenAIResponses.address, "OPENAI_API_KEY")
      return try adapter(OpenAIResponses(target, connection), connection)
    case .anthropic:
      let connection = try connection(AnthropicMessages.address, "ANTHROPIC_API_KEY")
      return try adapter(AnthropicMessages(target, connection), connection)
    case .gemini:
      let connection = try connection(GeminiGenerate.address, "GEMINI_API_KEY")
      return try adapter(GeminiGenerate(target, connection), connection)
    case .bedrock:
      let address = BedrockConverse.address(in: target.bedrock?.region ?? "")
      let connection = try connection(address, nil, secrets: BedrockConverse.variables)
      return try adapter(BedrockConverse(target, connection, environment: environment), connection)
    case .ollama:
      let connection = try connection(OllamaChat.address, nil)
      return try adapter(OllamaChat(target, connection), connection)
    case .http:
      let connection = try connection(nil, nil)
      return try adapter(HTTPTemplate(target, connection), connection)
    case .simulated, .command, .recording:
      throw DiagnosticError(
        .error("target-section", "`adapter: \(target.adapter.rawValue)` is not reached over HTTP"))
    }
  }
}

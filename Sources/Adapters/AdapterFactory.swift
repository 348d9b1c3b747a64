package import EvalSchema

/// Makes the adapter that a target asks for. The `switch` is the registry.
package enum AdapterFactory {
  /// Checks the target and makes its adapter; nothing is sent, started or listened to yet.
  ///
  /// - Parameter environment: the variables of the process, from which an adapter takes what its target names.
  /// - Throws: every finding about the target at once.
  package static func adapter(
    for target: Target, environment: [String: String]
  ) throws(DiagnosticError) -> any Adapter {
    switch target.adapter {
    case .simulated: try SimulatedAdapter(target: target)
    case .command: try CommandAdapter(target: target, environment: environment)
    case .recording: try RecordingAdapter(target: target)
    case .openAIChat, .openAIResponses, .anthropic, .gemini, .bedrock, .ollama, .http:
      try ProviderFactory.adapter(
        for: target, environment: environment,
        transport: CurlTransport(environment: environment, capacity: max(1, target.limits.concurrency)))
    }
  }
}

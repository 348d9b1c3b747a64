import EvalSchema

/// Answers every question with the question.
struct EchoAdapter: Adapter {
  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    guard case .user(let question)? = request.messages.last else {
      throw AdapterFailure(kind: .badRequest, message: "the last message is not a user's")
    }
    do {
      try await Task.sleep(for: .milliseconds(1))  // Where a client waits for its server.
    } catch {
      throw AdapterFailure(kind: .cancelled, message: "the request was cancelled")
    }
    let tokens = question.unicodeScalars.count / 4
    return Response(
      turn: AssistantTurn(content: question), usage: Usage(inputTokens: tokens, outputTokens: tokens), model: "echo-1")
  }
}

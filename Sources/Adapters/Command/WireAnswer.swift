import EvalSchema

/// An answer of a program: one JSON object on one line, either a message or an error.
struct WireAnswer: Decodable {
  /// A turn as a program writes it.
  struct Turn: Decodable {
    var role: String?
    var content: String?
    var toolCalls: [ToolCall]?

    private enum CodingKeys: String, CodingKey {
      case role, content
      case toolCalls = "tool_calls"
    }
  }

  /// A failure as a program reports it.
  struct Failure: Decodable {
    var kind: String
    var message: String?
    var retryAfter: Double?

    private enum CodingKeys: String, CodingKey {
      case kind, message
      case retryAfter = "retry_after"
    }
  }

  private var message: Turn?
  private var error: Failure?
  private var model: String?
  private var fingerprint: String?
  private var responseID: String?
  private var usage: Usage?
  private var stop: StopReason?

  private enum CodingKeys: String, CodingKey {
    case message, error, model, fingerprint, usage, stop
    case responseID = "response_id"
  }

  /// What of a line is needed to know whom it answers, read without the rest.
  struct Identity: Decodable {
    var id: String?
    var error: Failure?

    /// Reads it.
    static func of(_ line: [UInt8]) throws -> Identity { try TolerantJSON.decode(Identity.self, from: line) }
  }

  /// What a line says: a response, or the failure that the program reports.
  ///
  /// - Parameter callsBefore: the tool calls of the conversation so far, from which calls without an id go on counting.
  static func response(_ line: [UInt8], callsBefore: Int) throws(AdapterFailure) -> Response {
    let answer: WireAnswer
    do {
      answer = try TolerantJSON.decode(WireAnswer.self, from: line)
    } catch {
      throw malformed("the answer does not fit the protocol: \(TolerantJSON.reason(error))")
    }
    switch (answer.message, answer.error) {
    case (nil, nil): throw malformed("the answer has neither `message` nor `error`")
    case (.some, .some): throw malformed("the answer has both `message` and `error`")
    case (let turn?, nil): return try answer.response(turn, callsBefore: callsBefore)
    case (nil, let failure?): return try answer.response(failure)
    }
  }

  private func response(_ turn: Turn, callsBefore: Int) throws(AdapterFailure) -> Response {
    if let role = turn.role, role != "assistant" {
      throw Self.malformed("the message has the role \"\(role.prefix(80))\", not \"assistant\"")
    }
    let usage = usage ?? Usage()
    guard usage.inputTokens >= 0, usage.outputTokens >= 0, usage.cachedInputTokens >= 0, usage.reasoningTokens >= 0
    else {
      throw Self.malformed("the usage is negative")
    }
    let calls = (turn.toolCalls ?? []).enumerated().map { index, call in
      var call = call
      if call.id.isEmpty { call.id = "call_\(callsBefore + index + 1)" }
      return call
    }
    return Response(
      turn: AssistantTurn(content: turn.content ?? "", toolCalls: calls),
      stop: stop ?? (calls.isEmpty ? .end : .toolCalls), usage: usage, model: model, fingerprint: fingerprint,
      responseID: responseID)
  }

  /// The failure that the program reports; the block of a content filter is an answer.
  private func response(_ failure: Failure) throws(AdapterFailure) -> Response {
    if failure.kind == "content-filtered" {
      return Response(
        turn: AssistantTurn(content: failure.message ?? ""), stop: .contentFilter, usage: usage ?? Usage(),
        model: model,
        fingerprint: fingerprint, responseID: responseID)
    }
    let message = failure.message ?? "the program reported \"\(failure.kind)\" without a message"
    let retryAfter = failure.retryAfter.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    guard let kind = FailureKind(rawValue: failure.kind), kind != .cancelled, kind != .grader else {
      throw AdapterFailure(kind: .server, message: "\(failure.kind): \(message)", retryAfter: retryAfter)
    }
    throw AdapterFailure(kind: kind, message: message, retryAfter: retryAfter)
  }

  private static func malformed(_ message: String) -> AdapterFailure {
    AdapterFailure(kind: .malformedResponse, message: message)
  }
}

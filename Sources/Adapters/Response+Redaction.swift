import EvalSchema

extension Response {
  /// The response without secrets: text, calls with their arguments and what they carry, and what the provider says of itself.
  ///
  /// What is read of a body can hold a key that the body did not hold as it is: escaped, or in parts that only reading put together.
  func redacted(by redaction: SecretRedaction) -> Response {
    guard !redaction.isEmpty else { return self }
    var clean = self
    clean.turn.content = redaction.text(turn.content)
    for index in turn.toolCalls.indices {
      let call = turn.toolCalls[index]
      clean.turn.toolCalls[index] = ToolCall(
        id: redaction.text(call.id), name: redaction.text(call.name), arguments: redaction.value(call.arguments))
    }
    clean.model = model.map { redaction.text($0) }
    clean.fingerprint = fingerprint.map { redaction.text($0) }
    clean.responseID = responseID.map { redaction.text($0) }
    return clean
  }
}

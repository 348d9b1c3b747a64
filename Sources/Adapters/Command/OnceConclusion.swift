import EvalSchema

/// What a process of mode `once` comes to: its exit status is part of its answer.
enum OnceConclusion {
  /// The outcome of a request from what its process wrote and how it ended.
  ///
  /// An error that the program reports counts whatever its exit status; a response only with status 0. The id may be left
  /// out, as there is one request only.
  static func outcome(
    answer: [UInt8]?, id: String, end: CommandChild.End, complaint: String, redaction: SecretRedaction
  ) -> CommandMailbox.Outcome {
    let isClean = end.code == 0 && end.signal == 0
    let crash = failure(.server, "the program \(end.description)\(complaint)")
    guard let answer else {
      return isClean ? failure(.malformedResponse, "the program ended without an answer\(complaint)") : crash
    }
    let quote = redaction.quote(answer)
    do {
      let identity = try WireAnswer.Identity.of(answer)
      if !isClean, identity.error == nil { return crash }
      if let other = identity.id, other != id {
        return failure(.malformedResponse, "the program answered an id that nobody asked: \(quote)")
      }
      return .success(answer)
    } catch {
      return isClean ? failure(.malformedResponse, "the program wrote a line that is no answer: \(quote)") : crash
    }
  }

  private static func failure(_ kind: FailureKind, _ message: String) -> CommandMailbox.Outcome {
    .failure(AdapterFailure(kind: kind, message: message))
  }
}

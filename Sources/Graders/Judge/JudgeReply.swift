import EvalSchema

/// A judge's answer, read strictly: one JSON object with `grade`, `reason` and perhaps `quote`. Anything else is no grade.
struct JudgeReply: Sendable {
  /// `pass` or `fail`.
  var result: GradeResult
  /// Its reason.
  var reason: String
  /// The words that it quotes; nil without any.
  var quote: String?
  /// Where they stand.
  var evidence: Evidence?

  /// Why an answer is none.
  struct Problem: Error, Hashable {
    /// In words, without a full stop.
    var message: String
  }

  /// Reads an answer about a transcript.
  ///
  /// The object may stand in one Markdown fence. A quote must occur in the transcript, character for character.
  static func read(_ response: Response, about transcript: Transcript) throws(Problem) -> JudgeReply {
    switch response.stop {
    case .contentFilter, .refusal: throw Problem(message: "the judge refused to answer")
    case .length: throw Problem(message: "the judge's answer was cut at its length limit")
    case .end, .toolCalls: break
    }
    guard response.turn.toolCalls.isEmpty else {
      throw Problem(message: "the judge called a tool instead of answering")
    }
    return try read(response.turn.content, about: transcript)
  }

  /// Reads the text of an answer.
  static func read(_ text: String, about transcript: Transcript) throws(Problem) -> JudgeReply {
    let json: LocatedJSON
    do throws(LocatedJSON.SyntaxError) {
      json = try LocatedJSON.read(text)
    } catch {
      throw Problem(message: "the judge's answer is not one JSON object: \(error.message), in \(text.quoted(most: 60))")
    }
    guard case .object(let members) = json.content else {
      throw Problem(message: "the judge's answer is not a JSON object: \(text.quoted(most: 60))")
    }
    if let stranger = members.keys.filter({ !["grade", "reason", "quote"].contains($0) }).min() {
      throw Problem(message: "the judge's answer has the unknown member \(stranger.quoted(most: 30))")
    }
    guard case .string(let grade)? = members["grade"]?.value else {
      throw Problem(message: "the judge's answer has no `grade`")
    }
    guard let result = GradeResult(rawValue: grade), result != .ungraded else {
      throw Problem(message: "the judge's grade is neither pass nor fail: \(grade.quoted(most: 30))")
    }
    guard case .string(let reason)? = members["reason"]?.value,
      reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
    else { throw Problem(message: "the judge's answer has no `reason`") }
    var reply = JudgeReply(result: result, reason: reason)
    switch members["quote"]?.value {
    case nil, .null: break
    case .string(let quote) where quote.isEmpty: break
    case .string(let quote):
      guard let evidence = place(of: quote, in: transcript) else {
        throw Problem(message: "the judge quotes what is not in the transcript: \(quote.quoted(most: 60))")
      }
      reply.quote = quote
      reply.evidence = evidence
    default: throw Problem(message: "the judge's quote is not a text")
    }
    return reply
  }
}

extension JudgeReply {
  /// Where a quotation stands: in what the system said, then in its calls, then in what tools gave back.
  static func place(of quote: String, in transcript: Transcript) -> Evidence? {
    let needle = Needle(quote)
    let turns = transcript.turns
    for (index, turn) in turns {
      if let span = needle.firstSpan(in: turn.content) {
        return Evidence(message: index, start: span.start, end: span.end)
      }
    }
    for (index, turn) in turns {
      for (number, call) in turn.toolCalls.enumerated() {
        let arguments = (try? CanonicalJSON.text(call.arguments)) ?? ""  // One without JSON holds no quotation.
        if needle.firstSpan(in: call.name) != nil || needle.firstSpan(in: arguments) != nil {
          return Evidence(message: index, call: number)
        }
      }
    }
    for (index, message) in transcript.messages.enumerated() {
      guard case .tool(let result) = message else { continue }
      if let span = needle.firstSpan(in: result.text) {
        return Evidence(message: index, start: span.start, end: span.end)
      }
    }
    return nil
  }
}

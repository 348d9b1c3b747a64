import EvalSchema

/// Writes the line of a trial without an encoder: the common line of a large record.
///
/// Byte for byte what `CanonicalJSON` writes. What is rare, an error, a judge's note, a control character, it leaves to the encoder.
enum TrialLine {
  /// The line without its line break; nil when the encoder is to write it.
  static func bytes(_ trial: TrialRecord) -> [UInt8]? {
    guard trial.error == nil, trial.attempts.isEmpty, trial.cached == nil, trial.grades.allSatisfy({ $0.judge == nil })
    else { return nil }
    var json = JSONBytes(capacity: 2_048)
    json.raw("{\"afterStop\":")
    json.boolean(trial.afterStop)
    json.raw(",\"attempts\":[],\"calls\":")
    json.integer(trial.calls)
    json.raw(",\"case\":")
    json.string(trial.evalCase)
    json.raw(",\"costMicros\":")
    json.integer(trial.costMicros)
    if let fingerprint = trial.fingerprint {
      json.raw(",\"fingerprint\":")
      json.string(fingerprint)
    }
    json.raw(",\"grades\":[")
    for (index, grade) in trial.grades.enumerated() {
      if index > 0 { json.raw(",") }
      write(grade, to: &json)
    }
    json.raw("],\"index\":")
    json.integer(trial.index)
    json.raw(",\"kind\":\"trial\",\"latency\":")
    json.number(trial.latency)
    if let model = trial.model {
      json.raw(",\"model\":")
      json.string(model)
    }
    json.raw(",\"outcome\":")
    json.string(trial.outcome.rawValue)
    json.raw(",\"seed\":")
    json.integer(trial.seed)
    json.raw(",\"startedAt\":")
    json.number(trial.startedAt)
    if let stop = trial.stop {
      json.raw(",\"stop\":")
      json.string(stop.rawValue)
    }
    json.raw(",\"transcript\":")
    guard write(trial.transcript, to: &json) else { return nil }
    json.raw(",\"usage\":{\"cached_input_tokens\":")
    json.integer(trial.usage.cachedInputTokens)
    json.raw(",\"input_tokens\":")
    json.integer(trial.usage.inputTokens)
    json.raw(",\"output_tokens\":")
    json.integer(trial.usage.outputTokens)
    json.raw(",\"reasoning_tokens\":")
    json.integer(trial.usage.reasoningTokens)
    json.raw("},\"variant\":")
    json.string(trial.variant)
    json.raw(",\"version\":")
    json.integer(RecordLine.version)
    json.raw("}")
    return json.isCertain ? json.bytes : nil
  }

  private static func write(_ grade: Grade, to json: inout JSONBytes) {
    json.raw("{")
    if let evidence = grade.evidence {
      json.raw("\"evidence\":{")
      if let call = evidence.call {
        json.raw("\"call\":")
        json.integer(call)
        json.raw(",")
      }
      if let end = evidence.end {
        json.raw("\"end\":")
        json.integer(end)
        json.raw(",")
      }
      json.raw("\"message\":")
      json.integer(evidence.message)
      if let start = evidence.start {
        json.raw(",\"start\":")
        json.integer(start)
      }
      json.raw("},")
    }
    json.raw("\"grader\":")
    json.string(grade.grader)
    json.raw(",\"path\":")
    json.string(grade.path)
    json.raw(",\"reason\":")
    json.string(grade.reason)
    json.raw(",\"result\":")
    json.string(grade.result.rawValue)
    json.raw("}")
  }

  /// Turns of words by hand, every other message by the encoder; false when that cannot write it.
  private static func write(_ transcript: Transcript, to json: inout JSONBytes) -> Bool {
    json.raw("[")
    for (index, message) in transcript.messages.enumerated() {
      if index > 0 { json.raw(",") }
      if case .assistant(let turn) = message, turn.toolCalls.isEmpty {
        json.raw("{\"assistant\":")
        json.string(turn.content)
        json.raw("}")
      } else {
        do { json.raw(try CanonicalJSON.line(message)) } catch { return false }
      }
    }
    json.raw("]")
    return true
  }
}

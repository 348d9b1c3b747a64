import EvalSchema

/// What a failing trial said or did, at the place that its first failing grade points at.
struct EvidenceLine {
  /// The message that holds the evidence, as text.
  let text: String
  /// The scalars that are evidence.
  let span: Range<Int>?

  /// Finds the place: the span of the first failing grade that has one, else its call, else the final text.
  init(_ trial: TrialRecord) {
    let messages = trial.transcript.messages
    let evidence = trial.grades.filter { $0.result == .fail }.compactMap(\.evidence)
      .first { messages.indices.contains($0.message) }
    if let evidence {
      let message = messages[evidence.message]
      if let position = evidence.call, case .assistant(let turn) = message, turn.toolCalls.indices.contains(position) {
        let call = turn.toolCalls[position]
        text = "\(call.name)(\(HTMLReport.short(call.arguments)))"
        span = 0..<call.name.unicodeScalars.count
        return
      }
      if let start = evidence.start, let end = evidence.end, 0 <= start, start < end {
        text = message.text
        span = start..<end
        return
      }
    }
    let calls = trial.transcript.toolCalls.map { "\($0.call.name)(\(HTMLReport.short($0.call.arguments)))" }
    let said = trial.transcript.finalText
    text = said.isEmpty ? (calls.isEmpty ? "(nothing said, nothing called)" : calls.joined(separator: "; ")) : said
    span = nil
  }

  /// The evidence on one line with ⟦ ⟧ around it.
  func line(width: Int) -> String { Excerpt.line(text, span: span, width: width) }

  /// The evidence with what stands around it.
  func passage(bytes: Int) -> String {
    Excerpt(
      text, spans: span.map { [$0] } ?? [],
      size: .init(head: bytes * 2 / 3, tail: bytes / 3, around: bytes / 8, evidence: bytes / 2)
    ).plain
  }
}

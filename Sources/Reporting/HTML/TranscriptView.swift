import EvalSchema

/// A conversation as text: roles as headings, evidence marked and bracketed, calls as indented JSON.
///
/// Nothing of a model's Markdown or HTML is rendered.
struct TranscriptView {
  /// The messages in order.
  let messages: [Message]
  /// For each message, the scalar ranges that graders point at.
  let spans: [Int: [Range<Int>]]
  /// For each message, the calls that graders point at.
  let calls: [Int: Set<Int>]

  /// Makes the view from its parts.
  init(messages: [Message], spans: [Int: [Range<Int>]], calls: [Int: Set<Int>]) {
    self.messages = messages
    self.spans = spans
    self.calls = calls
  }

  /// The transcript of a trial with the evidence of its failing grades, or of all grades when none fails.
  init(_ trial: TrialRecord) {
    let failing = trial.grades.filter { $0.result == .fail }
    var spans: [Int: [Range<Int>]] = [:]
    var calls: [Int: Set<Int>] = [:]
    for evidence in (failing.isEmpty ? trial.grades : failing).compactMap(\.evidence) {
      if let call = evidence.call { calls[evidence.message, default: []].insert(call) }
      if let start = evidence.start, let end = evidence.end, 0 <= start, start < end, evidence.call == nil {
        spans[evidence.message, default: []].append(start..<end)
      }
    }
    self.init(messages: trial.transcript.messages, spans: spans, calls: calls)
  }

  /// Draws the messages.
  mutating func draw(_ page: inout Markup) {
    if messages.isEmpty { page.element("p", ["class": "note"], "No transcript.") }
    for (index, message) in messages.enumerated() {
      page.element("div", ["class": "turn"]) { page in
        page.element("h4", [:], message.role)
        page.element("div") { draw(&$0, message, at: index) }
      }
    }
  }

  private func draw(_ page: inout Markup, _ message: Message, at index: Int) {
    let marked = spans[index] ?? []
    switch message {
    case .system(let text), .user(let text): Self.said(&page, text, spans: marked)
    case .assistant(let turn):
      if !turn.content.isEmpty || turn.toolCalls.isEmpty { Self.said(&page, turn.content, spans: marked) }
      for (position, call) in turn.toolCalls.enumerated() {
        let isEvidence = calls[index]?.contains(position) ?? false
        page.element("div", ["class": "call"]) { draw(&$0, call, isEvidence: isEvidence) }
      }
    case .tool(let result): draw(&page, result, spans: marked)
    }
  }

  private func draw(_ page: inout Markup, _ call: ToolCall, isEvidence: Bool) {
    page.element("div") { page in
      page.text("calls ")
      if isEvidence {
        page.element("mark", [:], "⟦\(call.name)⟧")
      } else {
        page.element("strong", [:], call.name)
      }
      if isAnsweredByNothing(call) { page.element("span", ["class": "bad"], " — unmatched: no recorded reply fits") }
    }
    Self.said(&page, PrettyJSON.text(call.arguments), spans: [], isCode: true)
  }

  private func draw(_ page: inout Markup, _ result: ToolResult, spans: [Range<Int>]) {
    page.element("div", ["class": "note"]) { page in
      page.text(result.name.isEmpty ? "result" : "\(result.name) returned")
      if result.error != nil { page.element("span", ["class": "bad"], " an error") }
      if result.unmatched {
        page.element("span", ["class": "bad"], " — unmatched: no recorded reply fitted the call")
      }
    }
    if let value = result.result, result.error == nil, value.string == nil, spans.isEmpty {
      Self.said(&page, PrettyJSON.text(value), spans: [], isCode: true)
    } else {
      Self.said(&page, result.text, spans: spans)
    }
  }

  /// Whether a call's result says that no recorded reply fitted it.
  private func isAnsweredByNothing(_ call: ToolCall) -> Bool {
    guard !call.id.isEmpty else { return false }
    return messages.contains {
      if case .tool(let result) = $0 { result.call == call.id && result.unmatched } else { false }
    }
  }

  /// Draws a text with its evidence, shortened when it is long; the evidence always stays.
  static func said(
    _ page: inout Markup, _ text: String, spans: [Range<Int>], size: Excerpt.Size = .init(), isCode: Bool = false
  ) {
    page.element("pre", ["class": isCode ? nil : "words"]) { page in
      if text.isEmpty { page.element("span", ["class": "cut"], "(nothing said)") }
      for piece in Excerpt(text, spans: spans, size: size).pieces {
        switch piece {
        case .text(let text): page.text(text)
        case .evidence(let text): page.element("mark", [:], "⟦\(text)⟧")
        case .leftOut(let bytes): page.element("span", ["class": "cut"], " … \(Amount.bytes(bytes)) left out … ")
        }
      }
    }
  }
}

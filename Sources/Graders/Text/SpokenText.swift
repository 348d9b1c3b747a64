import EvalSchema

/// The words of one turn of the system under test.
struct SpokenText: Sendable {
  /// The index of its message in the transcript.
  var message: Int
  /// Its number among the turns, from 1.
  var turn: Int
  /// What it says; may be empty.
  var text: String

  /// The evidence of a span of it.
  func evidence(_ span: ScalarSpan) -> Evidence { Evidence(message: message, start: span.start, end: span.end) }
}

extension Transcript {
  /// What a text grader reads: every turn's words, or the last turn's.
  func spoken(in scope: TextScope) -> [SpokenText] {
    let spoken = turns.enumerated().map { number, turn in
      SpokenText(message: turn.index, turn: number + 1, text: turn.turn.content)
    }
    return scope == .all ? spoken : Array(spoken.suffix(1))
  }
}

extension TextScope {
  /// Where something was sought in vain, for a reason: `in 3 turns`.
  func words(for count: Int) -> String { self == .all ? "in \(count.counted("turn"))" : "in the final text" }
}

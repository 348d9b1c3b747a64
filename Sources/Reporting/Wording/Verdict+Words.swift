import EvalSchema

extension Verdict {
  /// The shape that goes with the word, so that no meaning rests on colour.
  var glyph: String {
    switch self {
    case .pass: "●"
    case .fail: "✖"
    case .inconclusive: "◐"
    case .error: "▲"
    case .empty: "○"
    }
  }

  /// The letter that stands for the shape where only ASCII can be shown.
  var letter: String {
    switch self {
    case .pass: "P"
    case .fail: "F"
    case .inconclusive: "?"
    case .error: "E"
    case .empty: "-"
    }
  }

  /// The word of a heading: `FAIL`.
  var headline: String { rawValue.uppercased() }

  /// The word in a count of cases: `1 undecided`.
  var adjective: String { self == .inconclusive ? "undecided" : rawValue }
}

extension TestKind {
  /// The kind as a word before a limit: a case's own limit, or the cap that goes with its pattern.
  var limitWord: String {
    switch self {
    case .evalCase: "limit"
    case .pattern: "pattern limit"
    case .cap: "cap"
    }
  }
}

extension FailureKind {
  /// The kind as people say it.
  var words: String {
    switch self {
    case .rateLimited: "rate limited"
    case .overloaded: "provider overloaded"
    case .server: "server error"
    case .timeout: "timed out"
    case .network: "network failure"
    case .auth: "key refused"
    case .quota: "quota used up"
    case .badRequest: "bad request"
    case .contextLength: "context too long"
    case .malformedResponse: "malformed response"
    case .tooLarge: "response too large"
    case .cancelled: "cancelled"
    case .grader: "grader could not judge"
    }
  }
}

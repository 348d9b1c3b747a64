import EvalSchema

/// How long a target has accepted nothing: a pure state machine over what its requests came to.
///
/// Trials wait and try again, each within bounds of its own; behind a provider that refuses everything, thousands of them
/// would do so for hours. When nothing was accepted for as long as one request may be tried, the run ends and can be gone on with.
struct Outage: Sendable {
  /// When the first request since the last accepted one was refused.
  private(set) var since: Double?
  /// What was said last.
  private(set) var last: AdapterFailure?

  /// Takes what a request came to; nil is an answer. What the target refused for its content was accepted as a request.
  mutating func hear(_ failure: AdapterFailure?, at now: Double) {
    guard let failure else {
      since = nil
      return
    }
    guard failure.kind != .cancelled else { return }
    guard failure.kind.isRetryable else {
      since = nil
      return
    }
    since = since ?? now
    last = failure
  }

  /// What was said last, when nothing was accepted for so many seconds.
  func failure(after seconds: Double, at now: Double) -> AdapterFailure? {
    guard let since, now - since >= seconds else { return nil }
    return last
  }
}

extension AdapterFailure {
  /// What a footer says when nothing was accepted for so many seconds.
  func outageSentence(after seconds: Double) -> String {
    let minutes = Int((seconds / 60).rounded())
    return "no request was accepted for \(minutes) min, the last one: \(kind.rawValue): "
      + TrialRecord.shortened(message)
  }
}

/// Judges one transcript of one case. One of the two protocols at which the house is open.
///
/// A grader is a pure function of its arguments, or asks a program or a model. It never throws: what it cannot judge is
/// `ungraded` with the reason, which makes the trial errored. A grader that forbids something must not pass on an empty
/// transcript.
public protocol Grader: Sendable {
  /// The grader in words, for example `contains "order 8812"`.
  var label: String { get }

  /// Judges a transcript.
  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade
}

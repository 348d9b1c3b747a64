import EvalSchema

/// What one case did in the trials that its verdict uses, in the order of the trial index.
///
/// A check that reads only this cannot depend on trials after the stop, nor on the order in which answers came back.
struct CaseTrace {
  /// The id of the case.
  let id: String
  /// The indices of its valid trials, rising.
  let indices: [Int]
  /// Whether each of those failed.
  let failed: [Bool]
  /// Whether each of those needed a retry.
  let retried: [Bool]
  /// Why the last turn of each of those ended; nil for an ordinary end.
  let stops: [StopReason?]
  /// The digests of the answers that came, in order.
  let answers: [UInt64]
  /// The same for each variant, in the order of their turns.
  let answersByVariant: [[UInt64]]

  /// Reads the first `used` trials of a case whose trials take turns through `variants` inputs.
  init(id: String, log: CaseLog, used: Int, variants: Int = 1) {
    let valid = log.outcomes.prefix(used).enumerated().filter { $0.element == .passed || $0.element == .failed }
    self.id = id
    indices = valid.map(\.offset)
    failed = valid.map { $0.element == .failed }
    retried = valid.map { (log.retried[$0.offset] ?? 0) > 0 }
    stops = valid.map { log.stops[$0.offset] }
    answers = log.answers.prefix(used).filter { $0 != 0 }
    answersByVariant = IdenticalAnswers.turns(log.answers.prefix(used), of: variants)
  }

  /// The outcomes before the trial at which the case stopped, with their indices.
  ///
  /// A test stops at a trial because of its outcome: the last one is not exchangeable with the others, so tests of the order
  /// leave it out.
  var beforeStop: (indices: ArraySlice<Int>, failed: ArraySlice<Bool>) { (indices.dropLast(), failed.dropLast()) }
}

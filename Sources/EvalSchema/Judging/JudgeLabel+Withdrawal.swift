extension JudgeLabel {
  /// Whether this takes back a label that stands above it: of the same transcript and case, and of its rubric where both name one.
  package func withdraws(_ earlier: JudgeLabel) -> Bool {
    label == .withdrawn && evalCase == earlier.evalCase && transcript == earlier.transcript
      && (rubric == nil || earlier.rubric == nil || rubric == earlier.rubric)
  }
}

extension [JudgeLabel] {
  /// The labels that count: none that a later one took back, and no withdrawal.
  ///
  /// A transcript that is labelled again after its label was taken back counts by the later label. Complexity: O(n) in the labels,
  /// times the withdrawals.
  package var standing: [JudgeLabel] {
    var standing: [JudgeLabel] = []
    for label in self {
      if label.label == .withdrawn {
        standing.removeAll { label.withdraws($0) }
      } else {
        standing.append(label)
      }
    }
    return standing
  }

  /// The position of the first withdrawal above which no label stands that it could take back; nil when there is none.
  package var groundlessWithdrawal: Int? {
    indices.first { index in
      self[index].label == .withdrawn
        && !self[..<index].contains { $0.label != .withdrawn && self[index].withdraws($0) }
    }
  }
}

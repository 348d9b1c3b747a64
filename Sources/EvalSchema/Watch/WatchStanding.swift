/// How a watch stands: what its state means, with numbers and words. Never stored: it is computed from the state.
public struct WatchStanding: Sendable, Hashable {
  /// What a watch is at.
  public enum Word: String, Sendable, Hashable, CaseIterable {
    /// Nothing speaks against it so far.
    case going
    /// It ended well.
    case endedWell = "ended-well"
    /// A rate is above its limit.
    case failed
    /// It ended and showed neither.
    case undecided
    /// It ended and cannot be judged.
    case error
  }

  /// What it is at.
  public var word: Word
  /// Why, in a sentence with numbers.
  public var sentence: String
  /// The cases, worst first.
  public var cases: [CaseStanding]
  /// Gaps, drift and what else a reader must know, as sentences with their codes.
  public var notes: [Diagnostic]
  /// What is claimed, and with which chance it is wrong.
  public var statement: String

  /// Makes the value from its parts.
  public init(word: Word, sentence: String, cases: [CaseStanding], notes: [Diagnostic], statement: String) {
    self.word = word
    self.sentence = sentence
    self.cases = cases
    self.notes = notes
    self.statement = statement
  }

  /// The verdict: a watch that goes on has none yet.
  public var verdict: Verdict? {
    switch word {
    case .going: nil
    case .endedWell: .pass
    case .failed: .fail
    case .undecided: .inconclusive
    case .error: .error
    }
  }
}

/// How one case of a watch stands.
public struct CaseStanding: Sendable, Hashable {
  /// The case.
  public var watched: WatchedCase
  /// Its trials over the whole watch.
  public var counts: WatchCounts
  /// The upper bound of its rate, valid at any look.
  public var upper: Double
  /// Whether its rate is shown to be below its limit.
  public var isShownBelow: Bool
  /// Since which interval its rate is shown to be above its limit; nil when it is not.
  public var failedSince: Int?
  /// The counts since then.
  public var failing: WatchCounts?
  /// The finding as a sentence.
  public var sentence: String

  /// Makes the value from its parts.
  public init(
    watched: WatchedCase, counts: WatchCounts, upper: Double, isShownBelow: Bool, failedSince: Int? = nil,
    failing: WatchCounts? = nil, sentence: String
  ) {
    self.watched = watched
    self.counts = counts
    self.upper = upper
    self.isShownBelow = isShownBelow
    self.failedSince = failedSince
    self.failing = failing
    self.sentence = sentence
  }
}

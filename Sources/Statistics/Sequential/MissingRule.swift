/// How many outcomes may be missing before a test cannot speak.
///
/// Missing outcomes are neither successes nor failures. If they were frequent, what is left could be a biased choice; so a
/// share above the bound spoils a PASS, and far above it the test ends at once.
public struct MissingRule: Sendable, Hashable {
  /// The largest share of missing outcomes.
  public var share: Double

  /// Makes the rule.
  public init(share: Double) { self.share = share }

  /// Missing outcomes that are never held against a test on their own, so that one hiccup in six does not count as a sixth.
  private var grace: Int { share > 0 ? 2 : 0 }

  /// Whether `missing` of `asked` outcomes are too many for a PASS.
  public func spoils(missing: Int, asked: Int) -> Bool {
    missing > grace && Double(missing) > share * Double(asked)
  }

  /// Whether `missing` of `asked` outcomes are so many that the test ends at once: none came in ten, or more than ten and
  /// more than twice the share.
  public func breaks(missing: Int, asked: Int) -> Bool {
    if share <= 0 { return missing > 0 }
    if missing == asked { return missing >= 10 }
    return missing > 10 && Double(missing) > 2 * share * Double(asked)
  }
}

import EvalSchema

/// What can be told of two graders without a transcript: which passes more.
enum GraderOrder {
  /// Whether a grader is known to pass something that another fails; `false` means no more than that it is not known.
  static func isLooser(_ new: GraderSpec, than old: GraderSpec) -> Bool {
    switch (old, new) {
    case (.contains(let old), .contains(let new)):
      old.text == new.text && (isWider(new.scope, old.scope) || (new.ignoreCase && !old.ignoreCase))
    case (.matches(let old), .matches(let new)): old.pattern == new.pattern && isWider(new.scope, old.scope)
    case (.equals(let old), .equals(let new)): old.text == new.text && new.ignoreCase && !old.ignoreCase
    case (.equals(let old), .contains(let new)): new.text.isEmpty || old.text.contains(new.text)
    case (.jsonPath(let old), .jsonPath(let new)): old.path == new.path && isLooser(new, than: old)
    case (.toolCalled(let old), .toolCalled(let new)):
      old.call.name == new.call.name
        && (new.atLeast < old.atLeast || isGreater(new.atMost, old.atMost) || isBroader(new.call, than: old.call))
    case (.toolNotCalled(let old), .toolNotCalled(let new)): isBroader(old, than: new)
    case (.toolOrder(let old), .toolOrder(let new)):
      isBroader(new.before, than: old.before) || isBroader(old.after, than: new.after)
    case (.citesOnly(let old), .citesOnly(let new)): isLooser(new, than: old)
    case (.not(let old), .not(let new)): isLooser(old, than: new)
    case (.all(let old), .all(let new)): hasLost(old, new)
    case (.any(let old), .any(let new)): hasGained(old, new)
    case (.all(let old), .any(let new)): old.count > 1 && new.contains { old.contains($0) }
    case (_, .any(let new)): new.count > 1 && new.contains(old)
    case (.all(let old), _): old.count > 1 && old.contains(new)
    default: false
    }
  }

  /// Whether a grader is known to fail all that another fails.
  static func isAtLeastAsStrict(_ new: GraderSpec, as old: GraderSpec) -> Bool {
    if new == old { return true }
    if case .all(let members) = new, members.contains(old) { return true }
    return isLooser(old, than: new) && !isLooser(new, than: old)
  }

  private static func isWider(_ new: TextScope, _ old: TextScope) -> Bool { new == .all && old == .final }

  /// Whether a bound from above was raised or taken away.
  private static func isGreater<Bound: Comparable>(_ new: Bound?, _ old: Bound?) -> Bool {
    guard let old else { return false }
    return new.map { $0 > old } ?? true
  }

  /// Whether more calls fit a pattern: it lost a condition on the same tool.
  private static func isBroader(_ new: CallPattern, than old: CallPattern) -> Bool {
    new.name == old.name && new != old && isPart(new.arguments, of: old.arguments) && isPart(new.result, of: old.result)
  }

  /// Whether all that a condition asks is asked by another too.
  private static func isPart(_ new: JSONValue?, of old: JSONValue?) -> Bool {
    guard let new else { return true }
    guard let old else { return false }
    if case .object(let wanted) = new, case .object(let members) = old {
      return wanted.allSatisfy { key, value in members[key].map { isPart(value, of: $0) } ?? false }
    }
    return new.isEquivalent(to: old)
  }

  private static func isLooser(_ new: JSONPathSpec, than old: JSONPathSpec) -> Bool {
    if let bound = old.minimum { return new.minimum.map { $0 < bound } ?? (new.exists == true) }
    if let bound = old.maximum { return new.maximum.map { $0 > bound } ?? (new.exists == true) }
    return new.exists == true && old.exists != true && old.exists != false
  }

  private static func isLooser(_ new: CitesOnlySpec, than old: CitesOnlySpec) -> Bool {
    guard new.pattern == old.pattern else { return false }
    let hasMoreSources = old.sources.map { old in new.sources.map { !Set($0).isSubset(of: old) } ?? true } ?? false
    return new.atLeast < old.atLeast || (old.quotesVerbatim && !new.quotesVerbatim) || hasMoreSources
  }

  /// Whether a group lacks a member, with nothing in its place that is as strict.
  private static func hasLost(_ old: [GraderSpec], _ new: [GraderSpec]) -> Bool {
    let added = new.filter { !old.contains($0) }
    let lost = old.filter { !new.contains($0) }
    return lost.contains { member in
      added.isEmpty
        || (added.contains { isLooser($0, than: member) } && !added.contains { isAtLeastAsStrict($0, as: member) })
    }
  }

  /// Whether a group of which one is enough has a new member that is not a stricter form of an old one.
  private static func hasGained(_ old: [GraderSpec], _ new: [GraderSpec]) -> Bool {
    let added = new.filter { !old.contains($0) }
    let lost = old.filter { !new.contains($0) }
    return added.contains { member in
      lost.isEmpty
        || (lost.contains { isLooser(member, than: $0) } && !lost.contains { isAtLeastAsStrict(member, as: $0) })
    }
  }
}

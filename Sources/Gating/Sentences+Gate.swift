import EvalSchema

extension Sentences {
  /// What a gate says; `error` is the chance of error as text, nil when the plan states none.
  static func gate(_ verdict: Verdict, rules: [RuleVerdict], policy: Policy, error: String?, watching: Set<String> = [])
    -> String
  {
    let tests = rules.filter(\.isTest)
    switch verdict {
    case .pass: return passed(tests, policy: policy, error: error ?? "an unknown share", watching: watching)
    case .empty:
      return tests.isEmpty
        ? "Nothing was selected, so nothing was judged."
        : "None of \(plural(tests.count, "test")) decides this gate, so nothing was judged."
    case .fail, .inconclusive, .error: return open(verdict, rules, policy: policy)
    }
  }

  /// A pass, with everything that it does not speak of.
  private static func passed(_ tests: [RuleVerdict], policy: Policy, error: String, watching: Set<String>) -> String {
    let blocking = tests.filter(\.blocks)
    let passing = blocking.filter { $0.verdict == .pass }
    let undecided = blocking.count - passing.count
    let waived = tests.count { $0.waiver != nil }
    let watched = tests.count { !$0.blocks && $0.waiver == nil && $0.members.contains(where: watching.contains) }
    let shown = tests.count - blocking.count - waived - watched
    let all = "\(all(passing.count, "test")) passed"
    var head = [undecided == 0 ? all : "\(passing.count) of \(plural(blocking.count, "test")) passed"]
    if undecided > 0 { head.append("\(undecided) undecided, let through by the policy") }
    if waived > 0 { head.append("\(waived) waived") }
    if watched > 0 { head.append("\(watched) watching") }
    if shown > 0 { head.append("\(shown) shown only") }
    let isPooled = passing.contains { $0.kind == "pattern" }
    let who = undecided + waived + watched + shown > 0 ? "any case that passed" : "any case"
    let subject = isPooled ? "\(who), or the average of any pattern," : who
    let silent = [(undecided, "undecided"), (waived, "waived"), (watched, "watching"), (shown, "shown")].filter {
      $0.0 > 0
    }.map(\.1)
    let nothing = silent.isEmpty ? "" : " Of the \(list(silent)) tests nothing is claimed."
    let claim =
      undecided > 0
      ? "If \(subject) were above its limit, its test would pass in at most \(error) of such releases."
      : "If \(subject) were above its limit, this verdict would appear in at most \(error) of such releases."
    return "\(head.joined(separator: ", ")). \(claim)\(nothing)"
  }

  /// What keeps a gate from passing, with the worst of it in its own words.
  private static func open(_ verdict: Verdict, _ rules: [RuleVerdict], policy: Policy) -> String {
    let blocking = rules.filter { $0.isTest && $0.blocks }
    guard let leading = leading(verdict, rules, policy: policy) else {
      let waived = rules.count { $0.waiver != nil }
      let parts = [(blocking.count, "undecided and let through"), (waived, "waived")].filter { $0.0 > 0 }
      return "no test passed, so nothing was shown: \(parts.map { "\($0.0) \($0.1)" }.joined(separator: ", "))."
    }
    guard leading.isTest else { return leading.sentence }
    let word = verdict == .fail ? "failed" : verdict == .error ? "could not be judged" : "undecided"
    let same = blocking.count { $0.verdict == verdict && !$0.isLetThrough(by: policy) }
    let count = "\(same) of \(plural(blocking.count, "test")) \(word)"
    return "\(count); \(leading.members.count == 1 ? leading.members[0] : leading.id): \(leading.sentence)"
  }

  /// The rule that a verdict other than pass is told by: what is broken in the record, the plan or its coverage before what
  /// that did to single tests, then the worst test, then what is left.
  static func leading(_ verdict: Verdict, _ rules: [RuleVerdict], policy: Policy) -> RuleVerdict? {
    let same = rules.filter { $0.blocks && $0.verdict == verdict && !$0.isLetThrough(by: policy) }
    for kind in ["record", "design", "coverage"] {
      if let broken = same.first(where: { $0.kind == kind }) { return broken }
    }
    return same.first(where: \.isTest) ?? same.first
  }

  /// "a", "a and b", "a, b and c".
  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
  }
}

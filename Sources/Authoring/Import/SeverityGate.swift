package import EvalSchema

/// Maps the severity that a postmortem states to one of the house, by a named scheme; what is ambiguous is asked for.
package struct SeverityGate: Sendable, Hashable {
  /// The outcome for one spelling.
  package enum Reading: Sendable, Hashable {
    /// It means this.
    case known(Severity)
    /// It could mean any of these.
    case ambiguous([Severity])
    /// It names no severity.
    case unknown

    /// What it may mean.
    var severities: [Severity] {
      switch self {
      case .known(let severity): [severity]
      case .ambiguous(let severities): severities
      case .unknown: []
      }
    }
  }

  /// Reads a severity as it is written; prose after the level does not matter ("P0 - all shops").
  package static func read(_ text: String, scheme: SeverityScheme) -> Reading {
    let words = HeadingName(text).words
    guard let first = words.first else { return .unknown }
    if let level = level(words) {
      let first = reading(of: level.number, letter: level.letter, scheme: scheme)
      // "SEV-2 / SEV-1" states two levels: nobody but a person can say which one holds.
      let others = words.indices.dropFirst().compactMap { self.level(Array(words[$0...])) }.filter {
        !$0.letter.isEmpty
      }
      let readings = [first] + others.map { reading(of: $0.number, letter: $0.letter, scheme: scheme) }
      let severities = Set(readings.flatMap(\.severities))
      return severities.count > 1 ? .ambiguous(severities.sorted(by: >)) : first
    }
    // A word in front of the level or behind it: "Severity: high", "high severity".
    let candidates = first == "severity" || first == "sev" ? Array(words.dropFirst()) : words
    guard let word = candidates.first else { return .unknown }
    switch word {
    case "critical", "blocker", "crítica", "crítico", "catastrophic": return .known(.s1)
    case "highest" where scheme == .words || scheme == .jira: return .known(.s1)
    case "high", "alta", "alto": return .known(.s2)
    case "medium", "moderate", "media", "medio", "low", "baja", "bajo", "lowest": return .known(.s3)
    case "highest": return .ambiguous([.s1, .s2])
    case "major" where scheme == .words: return .known(.s2)
    case "minor" where scheme == .words: return .known(.s3)
    // One product's "major" is the highest level, another's the middle one.
    case "major": return .ambiguous([.s1, .s2])
    case "minor": return .ambiguous([.s2, .s3])
    default: return .unknown
    }
  }

  /// The letter of the scheme and the number in `SEV-1`, `Sev 1`, `sev1`, `S1`, `severity::1`, `P0`, or a bare number.
  private static func level(_ words: [String]) -> (letter: String, number: Int)? {
    guard let first = words.first else { return nil }
    for prefix in ["severity", "sev", "s", "p", "priority"] {
      if first == prefix, let next = words.dropFirst().first, let number = Int(next), number >= 0, number < 10 {
        return (prefix.hasPrefix("p") ? "p" : "s", number)
      }
      if first.hasPrefix(prefix), let number = Int(first.dropFirst(prefix.count)), number >= 0, number < 10 {
        return (prefix.hasPrefix("p") ? "p" : "s", number)
      }
    }
    return Int(first).map { ("", $0) }
  }

  private static func reading(of number: Int, letter: String, scheme: SeverityScheme) -> Reading {
    // Level 0 is the worst one in every scheme that has it.
    if number == 0, !letter.isEmpty { return .known(.s1) }
    switch (scheme, letter) {
    case (.sev1, "s"), (.sev0, "s"), (.p1, "p"), (.p0, "p"):
      // A scheme that starts at 0 has two levels that map to S1.
      return .known(number <= 1 ? .s1 : number == 2 ? .s2 : .s3)
    default: return .ambiguous(number <= 1 ? [.s1, .s2] : [.s2, .s3])
    }
  }
}

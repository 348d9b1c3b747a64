/// The failure patterns: what an output or an action did wrong, as it can be observed, apart from why.
///
/// Ids are stable: a renamed pattern keeps its old id as an alias. Aliases of other taxonomies follow their published
/// ids and names (OWASP LLM and Agentic Top 10, MITRE ATLAS, NIST AI 600-1, AVID, MIT, AILuminate, promptfoo,
/// swarmproof, vectara, lakmus).
package enum Taxonomy {
  /// The version of the list; grows when a pattern is added, split or renamed.
  package static let version = 1

  /// Every pattern, outputs before conduct, `other` last.
  package static let patterns: [FailurePattern] = outputPatterns + conductPatterns

  /// The pattern with an id exactly as written in `FailurePattern.id`.
  package static func pattern(_ id: String) -> FailurePattern? {
    patterns.first { $0.id == id }
  }
}

extension Taxonomy {
  /// What an alias means.
  package enum Match: Sendable, Hashable {
    /// Exactly one pattern.
    case one(FailurePattern)
    /// Several patterns, in the order of the list: a person has to choose.
    case several([FailurePattern])
    /// No pattern of the list.
    case none

    /// The patterns that it may be, in the order of the list.
    package var candidates: [FailurePattern] {
      switch self {
      case .one(let pattern): [pattern]
      case .several(let patterns): patterns
      case .none: []
      }
    }
  }

  /// Finds what an id, a name or an alias means, whatever its letter case; spaces, underscores and hyphens are equal.
  ///
  /// An own id or name is always that pattern. An alias of several patterns is `.several`, never a pick. A published
  /// code may be followed by its name (`LLM06:2025 Excessive Agency`, `T2: Tool Misuse`). Complexity: O(n).
  package static func match(_ alias: String) -> Match {
    // An id as it is written in nearly every case needs no spelling out.
    if let own = ids[alias] { return .one(patterns[own]) }
    let key = normalized(alias)
    if key.isEmpty { return .none }
    if let own = names[key] { return .one(patterns[own]) }
    for candidate in [key] + leadingCodes(of: key) {
      let found = index[candidate] ?? families(holding: candidate)
      if found.count == 1 { return .one(patterns[found[0]]) }
      if found.count > 1 { return .several(found.map { patterns[$0] }) }
    }
    return .none
  }

  /// Positions in `patterns` by id.
  private static let ids: [String: Int] = {
    Dictionary(patterns.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }()

  /// Positions in `patterns` by normalized id and name; the first one counts.
  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (position, pattern) in patterns.enumerated() {
      for key in [normalized(pattern.id), normalized(pattern.name)] where names[key] == nil { names[key] = position }
    }
    return names
  }()

  /// Positions in `patterns` by the normalized spelling of each alias, ascending and unique.
  private static let index: [String: [Int]] = {
    var index: [String: [Int]] = [:]
    for (position, pattern) in patterns.enumerated() {
      let exact = pattern.aliases.filter { !$0.contains("*") }
      for spelling in exact.flatMap(spellings) where index[spelling]?.last != position {
        index[spelling, default: []].append(position)
      }
    }
    return index
  }()

  /// Positions of the patterns with an alias such as `bias:*` or `telecom:*-misinformation` that holds a key.
  private static func families(holding key: String) -> [Int] {
    patterns.indices.filter { position in
      patterns[position].aliases.contains { alias in
        guard let star = alias.firstIndex(of: "*") else { return false }
        let prefix = normalized(String(alias[..<star]))
        let suffix = normalized(String(alias[alias.index(after: star)...]))
        return key.hasPrefix(prefix) && key.hasSuffix(suffix) && key.utf8.count > prefix.utf8.count + suffix.utf8.count
      }
    }
  }

  /// The normalized spellings of an alias: as listed, and with and without the name of its taxonomy.
  private static func spellings(of alias: String) -> [String] {
    let key = normalized(alias)
    if let code = key.dropping(prefix: "aml.") {
      return [key, code, "aml \(code)", "atlas \(code)", "mitre atlas \(code)"]
    }
    if let code = key.dropping(prefix: "avid ") { return [key, code] }
    if let code = key.dropping(prefix: "ailuminate ") { return [key, code] }
    if let code = key.dropping(prefix: "nist ") { return [key, "nist ai 600 1 \(code)"] }
    let isOWASP = ["llm", "asi", "t"].contains { prefix in
      guard let digits = key.dropping(prefix: prefix) else { return false }
      return !digits.isEmpty && digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    return isOWASP ? [key, "owasp \(key)"] : [key]
  }

  /// The code with which a text such as `llm06:2025 excessive agency` or `nist 2.2 confabulation` begins, if any.
  ///
  /// Codes of three characters and fewer need a colon: a sentence may begin with `T1`.
  private static func leadingCodes(of key: String) -> [String] {
    let words = key.split(separator: " ", maxSplits: 3).map(String.init)
    return [3, 2, 1].compactMap { count in
      guard words.count >= count else { return nil }
      let head = words.prefix(count).joined(separator: " ")
      let code = head.split(separator: ":").first.map(String.init) ?? head
      let isCode = code.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
      return isCode && (code.utf8.count > 3 || head.utf8.contains(UInt8(ascii: ":"))) ? code : nil
    }
  }

  /// A text in lower case with one space for every run of spaces, underscores, hyphens and dashes, `&` as `and`, and
  /// without the quotes and brackets around it.
  private static func normalized(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.isDash || scalar == "_" {
        scalars.append(" ")
      } else if scalar == "&" {
        scalars.append(contentsOf: " and ".unicodeScalars)
      } else {
        scalars.append(scalar)
      }
    }
    let around: Set<Unicode.Scalar> = ["\"", "'", "`", "*", "[", "]", "(", ")", ",", ".", ";"]
    let words = scalars.split(separator: " ").map { String(String.UnicodeScalarView($0)) }
    let joined = Array(words.joined(separator: " ").unicodeScalars)
    guard let first = joined.firstIndex(where: { !around.contains($0) }),
      let last = joined.lastIndex(where: { !around.contains($0) })
    else { return "" }
    return String(String.UnicodeScalarView(joined[first...last]))
  }
}

extension String {
  /// What follows a prefix, or nil when the text does not begin with it.
  fileprivate func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

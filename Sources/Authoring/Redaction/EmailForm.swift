/// Finds e-mail addresses.
enum EmailForm {
  static func spans(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var least = 0
    for at in scalars.indices where scalars[at] == "@" {
      var start = at
      while start > least, isLocal(scalars[start - 1]) { start -= 1 }
      while start < at, !scalars[start].isWordPart { start += 1 }
      var end = at + 1
      while end < scalars.count,
        scalars[end].isWordPart && scalars[end] != "_" || scalars[end] == "-" || scalars[end] == "."
      {
        end += 1
      }
      while end > at + 1, scalars[end - 1] == "." || scalars[end - 1] == "-" { end -= 1 }
      guard start < at, let domain = domain(scalars[(at + 1)..<end]) else { continue }
      let local = scalars[start..<at].text.lowercased()
      // `git@host:path` names a service; what was redacted before is no person.
      let isFictional =
        local == "git" || local.hasPrefix("redacted-") || FictionalData.isReserved(domain: domain)
      found.append(
        SensitiveSpan(kind: .email, range: start..<end, identity: local + "@" + domain, isFictional: isFictional))
      least = end
    }
    return found
  }

  private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordPart || "._%+-".unicodeScalars.contains(scalar)
  }

  /// A domain in small letters: at least two labels, the last of letters only.
  private static func domain(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
    let labels = scalars.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, last.count >= 2, last.allSatisfy({ !$0.isDigit && $0 != "-" }),
      labels.allSatisfy({ !$0.isEmpty })
    else { return nil }
    return scalars.text.lowercased()
  }
}

/// Gives out pseudonyms: the same for the same thing, another for another.
struct Pseudonyms: Sendable, Hashable {
  private var given: [SensitiveKind: [String: String]] = [:]
  private var counts: [SensitiveKind: Int] = [:]
  private var domains: [String: String] = [:]

  /// Goes on where a map ends.
  init(_ map: RedactionMap) {
    for entry in map.entries {
      given[entry.kind, default: [:]][entry.original] = entry.pseudonym
      counts[entry.kind, default: 0] += 1
      guard entry.kind == .email, let (_, own) = Pseudonyms.parts(entry.original),
        let (_, other) = Pseudonyms.parts(entry.pseudonym)
      else { continue }
      domains[own] = other
    }
  }

  /// The pseudonym of what was found.
  ///
  /// - Parameter isFree: Whether a pseudonym stands nowhere in the text yet: what was there before must not become equal to it.
  mutating func pseudonym(for span: SensitiveSpan, isFree: (String) -> Bool) -> String {
    if let known = given[span.kind]?[span.identity] { return known }
    var number = counts[span.kind, default: 0]
    var pseudonym = ""
    repeat {
      number += 1
      pseudonym = make(span, number)
    } while !isFree(pseudonym) && number < 10_000
    counts[span.kind] = number
    given[span.kind, default: [:]][span.identity] = pseudonym
    return pseudonym
  }

  private mutating func make(_ span: SensitiveSpan, _ number: Int) -> String {
    switch span.kind {
    case .secret: return "REDACTED-KEY-\(number)"
    case .email:
      let own = Pseudonyms.parts(span.identity)?.domain ?? ""
      // Addresses of one house stay addresses of one house.
      let house = domains.count + 1
      let domain =
        domains[own]
        ?? (house <= 3 ? ["example.com", "example.org", "example.net"][house - 1] : "org-\(house).example")
      domains[own] = domain
      return "person-\(number)@\(domain)"
    case .iban: return BankAccountForm.pseudonym(like: span.identity, number: number)
    case .card: return CardForm.pseudonym(like: span.identity, number: number)
    case .phone:
      let digits = String(number)
      return "+00 000 " + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    case .ip:
      if span.identity.contains(":") { return "2001:db8::" + String(number, radix: 16) }
      let blocks = ["203.0.113", "198.51.100", "192.0.2"]
      return blocks[((number - 1) / 254) % blocks.count] + ".\((number - 1) % 254 + 1)"
    case .name: return "Person \(number)"
    }
  }

  private static func parts(_ address: String) -> (local: String, domain: String)? {
    guard let at = address.lastIndex(of: "@") else { return nil }
    return (String(address[..<at]), String(address[address.index(after: at)...]))
  }

  /// Everything but credentials, which no map holds.
  var map: RedactionMap {
    let entries = given.filter { $0.key != .secret }.flatMap { kind, pairs in
      pairs.map { RedactionMap.Entry(kind: kind, original: $0.key, pseudonym: $0.value) }
    }
    return RedactionMap(entries: entries.sorted { ($0.kind.rawValue, $0.pseudonym) < ($1.kind.rawValue, $1.pseudonym) })
  }
}

/// Finds addresses of hosts on the internet: IPv4 in dotted form, and IPv6.
enum NetworkAddressForm {
  static func spans(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var index = 0
    while index < scalars.count {
      guard isPart(scalars[index]) else {
        index += 1
        continue
      }
      var start = index
      var points = 0
      var colons = 0
      while index < scalars.count, isPart(scalars[index]) {
        if scalars[index] == "." { points += 1 }
        if scalars[index] == ":" { colons += 1 }
        index += 1
      }
      guard points >= 3 || colons >= 2 else { continue }
      // A full stop or colon before or behind belongs to the sentence, unless it is `::`.
      var end = index
      while end - start > 1, isMark(scalars[end - 1]), !(scalars[end - 1] == ":" && scalars[end - 2] == ":") {
        end -= 1
      }
      while end - start > 1, isMark(scalars[start]), !(scalars[start] == ":" && scalars[start + 1] == ":") {
        start += 1
      }
      let before = start > 0 ? scalars[start - 1] : " "
      let after = index < scalars.count ? scalars[index] : " "
      if before.isWordPart || before == "-" || after.isWordPart || after == "-" { continue }
      if let span = span(scalars, start..<end, hasPoints: points >= 3) { found.append(span) }
    }
    return found
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == ":" }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isDigit || scalar == "." || scalar == ":"
      || (scalar.value | 0x20) >= 0x61 && (scalar.value | 0x20) <= 0x66 && scalar.value < 0x80
  }

  private static func span(_ scalars: [Unicode.Scalar], _ range: Range<Int>, hasPoints: Bool) -> SensitiveSpan? {
    if hasPoints {
      // A port may follow.
      let host = scalars[range].prefix { $0 != ":" }
      guard let octets = octets(host) else { return nil }
      return SensitiveSpan(
        kind: .ip, range: host.startIndex..<host.endIndex, identity: octets.map(String.init).joined(separator: "."),
        isFictional: isVersion(scalars, range.lowerBound) || FictionalData.isReserved(octets: octets))
    }
    guard let groups = groups(scalars[range]) else { return nil }
    return SensitiveSpan(
      kind: .ip, range: range, identity: groups.map { String($0, radix: 16) }.joined(separator: ":"),
      isFictional: FictionalData.isReserved(groups: groups))
  }

  private static func octets(_ scalars: ArraySlice<Unicode.Scalar>) -> [Int]? {
    let parts = scalars.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { $0.count <= 3 && $0.allSatisfy(\.isDigit) ? Int($0.text) : nil }.filter { $0 < 256 }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }

  /// The eight groups of an IPv6 address; nil for a time, a scope or anything else with colons.
  private static func groups(_ scalars: ArraySlice<Unicode.Scalar>) -> [UInt16]? {
    let parts = scalars.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count <= 9, parts.allSatisfy({ $0.count <= 4 && !$0.contains(".") }) else {
      return nil
    }
    let gaps = parts.indices.dropFirst().dropLast().filter { parts[$0].isEmpty }
    if gaps.isEmpty {
      guard parts.count == 8, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
      return parts.compactMap { UInt16($0.text, radix: 16) }
    }
    let given = parts.filter { !$0.isEmpty }
    // `a::b` is written for many things that are no address.
    guard gaps.count == 1, given.count >= 3, given.count <= 7 else { return nil }
    let head = parts[..<gaps[0]].filter { !$0.isEmpty }.compactMap { UInt16($0.text, radix: 16) }
    let tail = parts[gaps[0]...].filter { !$0.isEmpty }.compactMap { UInt16($0.text, radix: 16) }
    return head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  /// Whether four numbers are a version: `v1.2.3.4`, "version 1.2.3.4".
  private static func isVersion(_ scalars: [Unicode.Scalar], _ start: Int) -> Bool {
    let before = scalars[max(0, start - 12)..<start].text.lowercased().trimmed
    return ["version", "v", "release", "build", "ver."].contains {
      before == $0 || before.hasSuffix(" " + $0) || before.hasSuffix("version")
    }
  }
}

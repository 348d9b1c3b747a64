/// Finds numbers of payment cards by brand, length and checksum (Luhn, ISO/IEC 7812-1).
enum CardForm {
  static func spans(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      let isJoined = start > 0 && (scalars[start - 1].isWordPart || "-.+#".unicodeScalars.contains(scalars[start - 1]))
      if !isJoined, let (end, digits) = card(in: scalars, at: start) {
        found.append(
          SensitiveSpan(
            kind: .card, range: start..<end, identity: digits, isFictional: FictionalData.isFictional(card: digits)))
        index = end
      } else {
        while index < scalars.count, scalars[index].isDigit { index += 1 }
      }
    }
    return found
  }

  /// The longest number of a card that begins at an index, in groups with one kind of separator.
  private static func card(in scalars: [Unicode.Scalar], at start: Int) -> (end: Int, digits: String)? {
    var best: (Int, String)?
    var digits = ""
    var index = start
    var separator: Unicode.Scalar?
    while index < scalars.count {
      let from = index
      while index < scalars.count, scalars[index].isDigit {
        digits.unicodeScalars.append(scalars[index])
        index += 1
      }
      if digits.utf8.count > 19 || index == from { break }
      let isEnd = index == scalars.count || !scalars[index].isWordPart
      if isEnd, isCard(digits) { best = (index, digits) }
      guard index + 1 < scalars.count, scalars[index] == " " || scalars[index] == "-" || scalars[index] == "\u{A0}",
        separator == nil || separator == scalars[index], scalars[index + 1].isDigit, index - from >= 2
      else { break }
      separator = scalars[index]
      index += 1
    }
    return best
  }

  /// Whether digits are a number that a brand gives out.
  static func isCard(_ digits: String) -> Bool {
    let length = digits.utf8.count
    guard length >= 13, let four = Int(digits.prefix(4)), isValid(digits) else { return false }
    let two = four / 100
    switch two {
    case 40...49: return length == 13 || length == 16 || length == 19
    case 51...55: return length == 16
    case 22...27: return length == 16 && (2221...2720).contains(four)
    case 34, 37: return length == 15
    case 30, 36, 38, 39: return length == 14
    case 35: return length == 16
    case 60, 64, 65: return length == 16
    case 62: return length >= 16
    default: return false
    }
  }

  /// Whether the checksum holds. Complexity: O(n).
  static func isValid(_ digits: String) -> Bool {
    let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, item in
      let value = Int(item.element) - 0x30
      let counted = item.offset % 2 == 1 ? value * 2 : value
      return sum + (counted > 9 ? counted - 9 : counted)
    }
    return sum % 10 == 0
  }

  /// A made-up number of the same brand and length that ends with the same four digits and has a valid checksum.
  ///
  /// Five zeros behind the first two digits are given out by nobody; the number stands before the last four.
  static func pseudonym(like digits: String, number: Int) -> String {
    let (head, tail) = (digits.prefix(2), digits.suffix(4))
    let free = digits.utf8.count - 6
    let own = String(number % (free > 8 ? 1_000 : free > 7 ? 100 : 10))
    let zeros = String(repeating: "0", count: max(0, free - 1 - own.utf8.count))
    for check in 0...9 {
      let candidate = head + zeros + "\(check)" + own + tail
      if isValid(String(candidate)) { return String(candidate) }
    }
    return String(repeating: "0", count: digits.utf8.count)
  }
}

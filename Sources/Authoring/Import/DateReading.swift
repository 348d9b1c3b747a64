/// Reads the days that people write; what could be two days is not read.
package enum DateReading {
  /// The first day in a text as `2026-05-14`; nil when there is none, or when day and month could be swapped.
  ///
  /// Reads `2026-05-14`, `2026-05-14T10:00Z`, `May 14, 2026`, `14 May 2026`, `14th of May 2026`. Of a range the last day is meant
  /// by nobody in particular: "January 18-19, 2024" gives nothing.
  package static func day(in text: String) -> String? {
    let words = text.split { " ,()".contains($0) || $0.isNewline }.map(String.init)
    for (index, word) in words.enumerated() {
      if let iso = iso(word) { return iso }
      guard let month = month(word) else { continue }
      let before = index > 0 ? words[index - 1] : ""
      let beforeOf = before.lowercased() == "of" && index > 1 ? words[index - 2] : before
      let after = words.dropFirst(index + 1).first ?? ""
      let next = words.dropFirst(index + 2).first ?? ""
      if let day = day(after), let year = year(next) { return format(year, month, day) }
      if let day = day(beforeOf), let year = year(after) { return format(year, month, day) }
    }
    return nil
  }

  private static func iso(_ word: String) -> String? {
    let digits = word.prefix(10)
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    guard digits.utf8.count == 10, parts.count == 3, parts[0].count == 4, parts[1].count == 2,
      let year = year(String(parts[0])),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    let rest = word.dropFirst(10)
    guard rest.isEmpty || rest.first == "T" || [".", ";", ":"].contains(String(rest)) else { return nil }
    return format(year, month, day)
  }

  private static func format(_ year: Int, _ month: Int, _ day: Int) -> String? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), day >= 1, day <= lengths[month - 1] else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func year(_ text: String) -> Int? {
    guard text.utf8.count == 4, let year = Int(text), year >= 1990, year < 2200 else { return nil }
    return year
  }

  private static func day(_ text: String) -> Int? {
    var digits = text.lowercased()
    for suffix in ["st", "nd", "rd", "th"] where digits.hasSuffix(suffix) { digits.removeLast(2) }
    guard digits.utf8.count <= 2, let day = Int(digits), (1...31).contains(day) else { return nil }
    return day
  }

  private static func month(_ text: String) -> Int? {
    var name = text.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    guard name.utf8.count >= 3 else { return nil }
    let index = months.firstIndex { $0 == name || $0.prefix(3) == name || (name == "sept" && $0 == "september") }
    return index.map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
}

/// How long a response asks to wait: seconds, or until a date (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// The longest wait that is reported, in seconds: a day.
  static let cap: Double = 86_400

  /// Seconds to wait, from 0 to `cap`; nil where the response does not say, or says nothing that can be read.
  ///
  /// `retry-after-ms`, which some providers send, is finer and comes first. A date is compared with the response's own `Date`,
  /// as the two clocks may differ; without one with `now`.
  ///
  /// - Parameter now: seconds since 1970, for a response that has no date of its own.
  static func seconds(in response: HTTPResponse, now: Double) -> Double? {
    if let text = response.header("retry-after-ms"), let milliseconds = number(text) {
      return min(milliseconds / 1000, cap)
    }
    guard let text = response.header("retry-after") else { return nil }
    if let seconds = number(text) { return min(seconds, cap) }
    guard let date = date(text) else { return nil }
    let present = response.header("date").flatMap(self.date).map(Double.init) ?? now
    return min(max(Double(date) - present, 0), cap)
  }

  /// A number that is 0 or more, in plain digits.
  private static func number(_ text: String) -> Double? {
    let text = text.utf8.drop { $0 == 32 }
    guard text.first.map({ (0x30...0x39).contains($0) }) == true,
      text.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 32 })
    else { return nil }
    let digits = text.prefix { $0 != 32 }
    guard digits.count <= 20, let value = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
    return value.isFinite ? value : nil
  }

  /// Seconds since 1970 of a date in any of HTTP's three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
  /// `Sun Nov  6 08:49:37 1994`.
  static func date(_ text: String) -> Int? {
    guard text.utf8.count <= 64 else { return nil }
    var day: Int?
    var month: Int?
    var year: Int?
    var clock: Int?
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }) {
      if word.contains(":") {
        guard clock == nil else { return nil }
        clock = seconds(ofDay: word)
        if clock == nil { return nil }
      } else if let number = Int(word), number >= 0 {
        if day == nil {
          day = number
        } else if year == nil {
          year = word.count == 2 ? number + (number < 70 ? 2000 : 1900) : number
        } else {
          return nil
        }
      } else if month == nil, let index = months.firstIndex(of: String(word.lowercased().prefix(3))) {
        month = index + 1
      }
    }
    guard let day, let month, let year, let clock, (1...31).contains(day), (1970...9999).contains(year) else {
      return nil
    }
    return days(year, month, day) * 86_400 + clock
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func seconds(ofDay word: Substring) -> Int? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard parts.count == 3, (0...23).contains(parts[0]), (0...59).contains(parts[1]), (0...60).contains(parts[2]) else {
      return nil
    }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  /// Days since 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

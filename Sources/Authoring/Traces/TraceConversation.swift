import EvalSchema

/// What the readers of traces share: the prompt apart from the conversation, money, days.
enum TraceConversation {
  /// The application's own prompt, and the conversation behind it.
  static func separated(_ messages: [Message], prompt: [String]) -> (prompt: [String], messages: [Message]) {
    var prompt = prompt.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    var rest = messages[...]
    while case .system(let text)? = rest.first {
      if !prompt.contains(text) { prompt.append(text) }
      rest = rest.dropFirst()
    }
    return (prompt, Array(rest))
  }

  /// A sum as millionths; nil for nothing, and for what is no sum.
  static func micros(_ amount: Double) -> Int? {
    let micros = (amount * 1_000_000).rounded()
    return micros > 0 && micros < 1e15 ? Int(micros) : nil
  }

  /// The seconds between two moments in ISO 8601 of the same day's count; nil when either cannot be read.
  static func seconds(from start: String?, to end: String?) -> Double? {
    guard let start = start.flatMap(seconds), let end = end.flatMap(seconds), end >= start else { return nil }
    return ((end - start) * 1_000).rounded() / 1_000
  }

  /// Seconds since 1970 of `2026-05-14T10:20:30.5Z`; an offset counts.
  static func seconds(_ text: String) -> Double? {
    guard DateReading.day(in: String(text.prefix(10))) != nil, text.utf8.count >= 19 else { return nil }
    let digits = Array(text)
    func number(_ from: Int, _ count: Int) -> Int? { Int(String(digits[from..<(from + count)])) }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2)
    else { return nil }
    var fraction = 0.0
    var index = 19
    if index < digits.count, digits[index] == "." {
      let part = digits[(index + 1)...].prefix { $0.isNumber }
      fraction = Double("0." + String(part)) ?? 0
      index += 1 + part.count
    }
    var offset = 0
    if index + 5 < digits.count, digits[index] == "+" || digits[index] == "-", let hours = number(index + 1, 2),
      let minutes = Int(String(digits[(index + 4)...].prefix(2)))
    {
      offset = (hours * 60 + minutes) * (digits[index] == "-" ? -60 : 60)
    }
    // Days since 1970 of the proleptic Gregorian calendar (Hinnant, 2013).
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Double(days * 86_400 + hour * 3_600 + minute * 60 + second - offset) + fraction
  }

  /// The moment in ISO 8601.
  static func timestamp(seconds: Int) -> String {
    let days = seconds / 86_400 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let second = seconds % 86_400
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return "\(year)-\(two(month))-\(two(day))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}

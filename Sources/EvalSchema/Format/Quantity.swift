/// Reads quantities that carry their unit, as people write them in files and flags.
///
/// A number without its unit is refused: `limit: 1` could mean one per cent or always.
package enum Quantity {
  /// Why a text is no such quantity.
  package struct Problem: Error, Hashable {
    /// The end of the code: `unit`, `range` or `form`.
    package var code: String
    /// What is wrong, without the name of the key.
    package var message: String
    /// What to write.
    package var hint: String?
  }

  /// A rate from 0 to 1, out of `1%` or `0.01`.
  package static func rate(
    _ text: String, in range: ClosedRange<Double> = 0...1
  ) -> Result<Double, Problem> {
    let (digits, unit) = split(text)
    guard let number = decimal(digits), unit.isEmpty || unit == "%" else {
      return .failure(Problem(code: "form", message: "must be a rate, found \"\(text)\"", hint: "write 1% or 0.01"))
    }
    if unit.isEmpty, number >= 1 {
      let decimal = percent(number / 100).map { " or \($0)" } ?? ""
      return .failure(
        Problem(
          code: "unit", message: "has no unit, found \"\(text)\"",
          hint: "\(text) what? write \(text)%\(number < 100 ? decimal : "")"))
    }
    let rate = unit.isEmpty ? number : number / 100
    guard range.contains(rate) else {
      let bounds = "\(percentText(range.lowerBound)) and \(percentText(range.upperBound))"
      return .failure(
        Problem(code: "range", message: "must be between \(bounds), found \"\(text)\"", hint: nil))
    }
    return .success(rate)
  }

  /// A difference of rates, out of `5pp` or `0.05`; a percentage is refused, for it could be one of the rate.
  package static func points(
    _ text: String, in range: ClosedRange<Double> = 0...1
  ) -> Result<Double, Problem> {
    let (digits, unit) = split(text)
    let found = "found \"\(text)\""
    guard let number = decimal(digits), unit.isEmpty || unit == "pp" || unit == "%" else {
      return .failure(
        Problem(code: "form", message: "must be a difference of rates, \(found)", hint: "write 5pp or 0.05"))
    }
    if unit == "%" || unit.isEmpty && !digits.contains(".") {
      return .failure(
        Problem(
          code: "unit", message: "is a difference of failure rates, which has points as its unit, \(found)",
          hint: "write percentage points: \(digits)pp"))
    }
    let points = unit.isEmpty ? number : number / 100
    guard range.contains(points) else {
      let bounds = "\(decimalText(range.lowerBound * 100))pp and \(decimalText(range.upperBound * 100))pp"
      return .failure(Problem(code: "range", message: "must be between \(bounds), \(found)", hint: nil))
    }
    return .success(points)
  }

  /// A difference of rates as people read it: `0.5pp`.
  package static func pointsText(_ points: Double) -> String { decimalText(points * 100) + "pp" }

  /// A span of time as people read it: `24h`, `90s`.
  package static func durationText(_ seconds: Double) -> String {
    for (unit, factor) in [("h", 3600.0), ("min", 60.0)]
    where seconds >= factor && seconds.remainder(dividingBy: factor) == 0 {
      return decimalText(seconds / factor) + unit
    }
    return decimalText(seconds) + "s"
  }

  /// Seconds, out of `250ms`, `60s`, `10m`, `2h` or `30d`.
  package static func duration(
    _ text: String, in range: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude
  ) -> Result<Double, Problem> {
    let units: [String: Double] = ["ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400]
    let (digits, unit) = split(text)
    guard let number = decimal(digits) else {
      return .failure(
        Problem(code: "form", message: "must be a span of time, found \"\(text)\"", hint: "write 60s, 10m or 2h"))
    }
    guard let factor = units[unit] else {
      let hint = unit.isEmpty ? "\(text) what? write \(text)s or \(text)m" : "the units are ms, s, m, h and d"
      return .failure(
        Problem(code: "unit", message: "has \(unit.isEmpty ? "no" : "an unknown") unit, found \"\(text)\"", hint: hint))
    }
    let seconds = number * factor
    guard range.contains(seconds) else {
      let message =
        "must be between \(decimalText(range.lowerBound))s and \(decimalText(range.upperBound))s, found \"\(text)\""
      return .failure(Problem(code: "range", message: message, hint: nil))
    }
    return .success(seconds)
  }

  /// Bytes, out of `512B`, `64KiB`, `4MiB`, `1GiB` or the decimal `kB`, `MB`, `GB`.
  package static func bytes(_ text: String, in range: ClosedRange<Int> = 0...Int.max) -> Result<Int, Problem> {
    let units: [String: Double] = [
      "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]
    let (digits, unit) = split(text)
    guard let number = decimal(digits) else {
      return .failure(
        Problem(code: "form", message: "must be a size, found \"\(text)\"", hint: "write 64KiB or 4MiB"))
    }
    guard let factor = units[unit] else {
      let hint =
        unit.isEmpty ? "\(text) what? write \(text)B, \(text)KiB or \(text)MiB" : "the units are B, KiB, MiB and GiB"
      return .failure(
        Problem(code: "unit", message: "has \(unit.isEmpty ? "no" : "an unknown") unit, found \"\(text)\"", hint: hint))
    }
    guard let bytes = Int(exactly: (number * factor).rounded()), range.contains(bytes) else {
      let message = "must be between \(range.lowerBound) and \(range.upperBound) bytes, found \"\(text)\""
      return .failure(Problem(code: "range", message: message, hint: nil))
    }
    return .success(bytes)
  }

  /// Millionths of a currency and its ISO 4217 code, out of `5 USD`, `5usd` or `0.25 EUR`.
  package static func money(_ text: String) -> Result<(micros: Int, currency: String), Problem> {
    let (digits, unit) = split(text)
    guard let number = decimal(digits) else {
      return .failure(
        Problem(code: "form", message: "must be a sum of money, found \"\(text)\"", hint: "write 5 USD"))
    }
    let currency = unit.uppercased()
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      let hint = unit.isEmpty ? "\(text) what? write \(text) USD" : "a currency has three letters, for example USD"
      return .failure(
        Problem(
          code: "unit", message: "has \(unit.isEmpty ? "no" : "an unknown") currency, found \"\(text)\"", hint: hint))
    }
    guard let micros = Int(exactly: (number * 1_000_000).rounded()) else {
      return .failure(Problem(code: "range", message: "is too much, found \"\(text)\"", hint: nil))
    }
    return .success((micros, currency))
  }

  /// Whether a text is a day of the Gregorian calendar, `2026-05-14`.
  package static func isDate(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return false
    }
    let numbers = parts.compactMap { Int(String($0) ?? "") }
    guard numbers.count == 3, (1...12).contains(numbers[1]) else { return false }
    let (year, month) = (numbers[0], numbers[1])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(numbers[2])
  }

  /// A rate as people read it: `0.5%`.
  package static func percentText(_ rate: Double) -> String { decimalText(rate * 100) + "%" }

  /// The number before the unit, and the unit without white space around it.
  private static func split(_ text: String) -> (digits: String, unit: String) {
    let scalars = Array(text.unicodeScalars.drop(while: \.properties.isWhitespace))
    let end = scalars.firstIndex { !("0"..."9").contains($0) && $0 != "." && $0 != "-" && $0 != "+" } ?? scalars.count
    var unit = scalars[end...].drop(while: \.properties.isWhitespace)
    while unit.last?.properties.isWhitespace == true { unit.removeLast() }
    var digits = String.UnicodeScalarView()
    digits.append(contentsOf: scalars[..<end])
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: unit)
    return (String(digits), String(rest))
  }

  /// A number in plain decimal notation; nothing else, so that `1e9%` and `0x1` are refused.
  private static func decimal(_ text: String) -> Double? {
    guard text.utf8.first.map({ (0x30...0x39).contains($0) || $0 == 0x2D }) ?? false, text.utf8.last != 0x2E else {
      return nil
    }
    return Double(text)
  }

  private static func percent(_ rate: Double) -> String? { rate < 1 ? decimalText(rate) : nil }

  /// A number without a needless fraction.
  private static func decimalText(_ number: Double) -> String {
    let rounded = (number * 1e9).rounded() / 1e9
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}

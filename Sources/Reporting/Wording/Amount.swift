/// Counts, money, durations, sizes and times as people read them: fixed forms without a locale.
enum Amount {
  /// A count with thousands grouped: `612,148`.
  static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var grouped = ""
    for (index, digit) in digits.utf8.enumerated() {
      if index > 0 && (digits.utf8.count - index) % 3 == 0 { grouped += "," }
      grouped.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return (value < 0 ? "-" : "") + grouped
  }

  /// A count with its noun: `1 trial`, `2 trials`.
  static func plural(_ value: Int, _ noun: String) -> String { "\(count(value)) \(noun)\(value == 1 ? "" : "s")" }

  /// Money in millionths of a unit: `3.12 USD`, four decimals below one cent; half a last digit rounds up.
  static func money(_ micros: Int, _ currency: String?) -> String {
    let decimals = micros != 0 && micros.magnitude < 10_000 ? 4 : 2
    let unit = decimals == 4 ? 100 : 10_000
    let rounded = (Int(micros.magnitude) + unit / 2) / unit
    let scale = decimals == 4 ? 10_000 : 100
    let fraction = String(rounded % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.utf8.count)
    return "\(micros < 0 ? "-" : "")\(count(rounded / scale)).\(zeros)\(fraction) \(currency ?? "USD")"
  }

  /// A duration: `0.8 s`, `42.1 s`, `2m31s`, `1h02m`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "unknown" }
    if seconds < 59.95 { return decimal(seconds) + " s" }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours)h\(padded(minutes))m" : "\(minutes)m\(padded(rest))s"
  }

  /// A size in bytes: `41 KB`.
  static func bytes(_ value: Int) -> String {
    switch value {
    case ..<1_024: plural(value, "byte")
    case ..<1_048_576: "\(value / 1_024) KB"
    default: decimal(Double(value) / 1_048_576) + " MB"
    }
  }

  /// An ISO 8601 time in UTC as `2026-11-20 08:12:03 UTC`; anything else as it is.
  static func time(_ iso: String) -> String {
    guard iso.utf8.count >= 20, iso.hasSuffix("Z"), iso.utf8.dropFirst(10).first == UInt8(ascii: "T") else {
      return iso
    }
    return "\(iso.prefix(10)) \(iso.dropFirst(11).prefix(8)) UTC"
  }

  /// A number with one decimal.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((value.magnitude * 10).rounded())
    return "\(value < 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

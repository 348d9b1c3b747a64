import EvalSchema
import FoundationEssentials

/// A moment on the command line: a day (its beginning in UTC), or a time in ISO 8601 with its zone.
enum Moment {
  /// Reads `2026-11-20` or `2026-11-20T10:00:00Z`.
  static func date(_ option: String, _ invocation: Invocation) throws -> Date? {
    guard let text = invocation.value(option) else { return nil }
    let day = String(text.unicodeScalars.prefix(10))
    if Quantity.isDate(day) {
      let whole = text == day ? day + "T00:00:00Z" : text
      // What is no time is told below, with the form that is meant.
      if let date = try? Date(whole, strategy: .iso8601) { return date }
    }
    throw UsageError(
      "--\(option) takes a day or a time; found \"\(text)\"",
      hint: "write 2026-11-20 or 2026-11-20T10:00:00Z, both in UTC")
  }
}

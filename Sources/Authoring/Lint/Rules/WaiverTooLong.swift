import EvalSchema

/// A known failure is accepted for a short time only.
enum WaiverTooLong {
  /// The longest time, in days.
  static let days = 30

  static let rule = LintRule.evalset(
    .error, "waiver-too-long",
    because: "A waiver is for at most \(days) days: what is accepted for longer is no known failure but the product."
  ) { loaded, context in
    guard let now = context.today.flatMap(dayNumber) else { return [] }
    return loaded.evalset.waivers.enumerated().compactMap { index, waiver in
      guard let expires = dayNumber(waiver.expires) else { return nil }
      guard expires - now > days else { return nil }
      return .error(
        "waiver-too-long",
        "the waiver of \"\(waiver.evalCase)\" runs for \(expires - now) days; at most \(days) are allowed",
        at: loaded.placeOfWaiver(index), hint: "choose an earlier `expires`")
    }
  }

  /// The day's number since 1970-01-01; nil for no day. Method: days from civil (Hinnant, 2013).
  static func dayNumber(_ date: String) -> Int? {
    guard Quantity.isDate(date) else { return nil }
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

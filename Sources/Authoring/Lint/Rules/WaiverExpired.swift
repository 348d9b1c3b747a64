import EvalSchema

/// A waiver ends.
enum WaiverExpired {
  static let rule = LintRule.evalset(
    .warning, "waiver-expired",
    because: "An expired waiver keeps nothing from blocking any more; left in the file it only looks as if it did."
  ) { loaded, context in
    guard let now = context.today.flatMap(WaiverTooLong.dayNumber) else { return [] }
    return loaded.evalset.waivers.enumerated().compactMap { index, waiver in
      guard let expires = WaiverTooLong.dayNumber(waiver.expires), expires < now else { return nil }
      return .warning(
        "waiver-expired", "the waiver of \"\(waiver.evalCase)\" expired on \(waiver.expires)",
        at: loaded.placeOfWaiver(index), hint: "remove it, or decide again and record it")
    }
  }
}

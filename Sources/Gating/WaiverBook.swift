import EvalSchema

/// The waivers of a run: which are in force on the day it began.
struct WaiverBook {
  /// Those in force, by case id.
  let active: [String: Waiver]
  /// Those whose last day has passed.
  let expired: [Waiver]
  /// Those whose last day, or whose day of the run, is not a day: they waive nothing.
  let unreadable: [Waiver]

  /// Reads the waivers from a record. Days are compared as ISO 8601 texts.
  init(_ log: RunLog) {
    let today = String(log.header.startedAt.unicodeScalars.prefix(10))
    let isKnown = Quantity.isDate(today)
    let dated = log.header.waivers.filter { isKnown && Quantity.isDate($0.expires) }
    unreadable = log.header.waivers.filter { !isKnown || !Quantity.isDate($0.expires) }
    active = Dictionary(
      dated.filter { $0.expires >= today }.map { ($0.evalCase, $0) }, uniquingKeysWith: { first, _ in first })
    expired = dated.filter { $0.expires < today }
  }

  /// The waiver that keeps a test from blocking: each of its cases has one.
  func waiver(for test: PlannedTest) -> Waiver? {
    let waivers = test.members.compactMap { active[$0] }
    return !waivers.isEmpty && waivers.count == test.members.count ? waivers.first : nil
  }
}

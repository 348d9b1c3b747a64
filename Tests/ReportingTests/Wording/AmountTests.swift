import EvalSchema
import Testing

@testable import Reporting

@Suite struct AmountTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")]) func counts(
    value: Int, text: String
  ) {
    #expect(Amount.count(value) == text)
  }

  @Test(arguments: [
    (3_120_000, "3.12 USD"), (0, "0.00 USD"), (210, "0.0002 USD"), (1_005_000, "1.01 USD"),
    (1_234_567_890, "1,234.57 USD"),
  ])
  func money(micros: Int, text: String) { #expect(Amount.money(micros, "USD") == text) }

  @Test(arguments: [
    (0.84, "0.8 s"), (59.96, "1m00s"), (151.2, "2m31s"), (3_725, "1h02m"), (-1, "unknown"), (.infinity, "unknown"),
  ])
  func durations(seconds: Double, text: String) { #expect(Amount.duration(seconds) == text) }

  @Test func timesAreSpelledOut() {
    #expect(Amount.time("2026-11-20T08:12:03Z") == "2026-11-20 08:12:03 UTC")
    #expect(Amount.time("yesterday") == "yesterday")
  }

  @Test func boundsAreRoundedOutwardAndMarginsNeverFlatter() {
    #expect(ReportOutline.bounds(0.1069, 0.2851, limit: 0.05) == "10.6% – 28.6%")
    #expect(ReportOutline.bound(.fail, 0.1069, 0.2851, limit: 0.05) == "≥ 10.6%")
    #expect(ReportOutline.bound(.pass, 0.1069, 0.2851, limit: 0.05) == "≤ 28.6%")
    #expect(ReportOutline.margin(0.0069) == "+0.69 pp")
    #expect(ReportOutline.margin(0.0169) == "+1.6 pp")
    #expect(ReportOutline.margin(-0.0161) == "−1.7 pp")
    #expect(ReportOutline.observed(0, of: 0) == "0/0")
  }

  @Test func jsonStaysOnALineWhenItFits() {
    #expect(PrettyJSON.text(["id": 4_411, "fields": ["state"]]) == #"{"fields": ["state"], "id": 4411}"#)
    let long = PrettyJSON.text(["note": .string(String(repeating: "x", count: 80)), "a": 1])
    #expect(long.hasPrefix("{\n  \"a\": 1,\n  \"note\": \"xxx"))
    #expect(PrettyJSON.text([:]) == "{}")
  }
}

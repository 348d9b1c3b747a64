import Testing

@testable import EvalSchema

@Suite struct QuantityTests {
  @Test(arguments: [
    ("1%", 0.01), ("0.01", 0.01), ("100%", 1), ("0%", 0), ("0", 0), ("0.5 %", 0.005), (" 2% ", 0.02), ("99.9%", 0.999),
  ])
  func aRateHasAUnitOrIsBelowOne(text: String, rate: Double) throws {
    #expect(abs(try Quantity.rate(text).get() - rate) < 1e-15)
  }

  @Test(arguments: [
    ("1", "unit"), ("1.0", "unit"), ("10", "unit"), ("110%", "range"), ("-1%", "range"), ("-0.1", "range"),
    ("", "form"),
    ("%", "form"), ("1e-2", "form"), ("0x1%", "form"), ("one", "form"), ("1 percent", "form"), ("1%%", "form"),
    (".5", "form"), ("1.%", "form"), ("nan", "form"), ("٣%", "form"), ("1,5%", "form"),
  ])
  func anyOtherRateIsRefused(text: String, code: String) {
    guard case .failure(let problem) = Quantity.rate(text) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(problem.code == code)
  }

  @Test func theBareNumberIsAskedBack() {
    guard case .failure(let problem) = Quantity.rate("10") else {
      Issue.record("accepted")
      return
    }
    #expect(problem.hint == "10 what? write 10% or 0.1")
  }

  @Test(arguments: [("60s", 60), ("250ms", 0.25), ("10m", 600), ("1.5h", 5400), ("30 d", 2_592_000)])
  func aDurationHasItsUnit(text: String, seconds: Double) throws {
    #expect(try Quantity.duration(text).get() == seconds)
  }

  @Test(arguments: [("60", "unit"), ("60 parsecs", "unit"), ("soon", "form"), ("-1s", "range")])
  func anyOtherDurationIsRefused(text: String, code: String) {
    guard case .failure(let problem) = Quantity.duration(text) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(problem.code == code)
  }

  @Test(arguments: [("4MiB", 4_194_304), ("64KiB", 65536), ("10 B", 10), ("1kB", 1000), ("0.5KiB", 512)])
  func aSizeHasItsUnit(text: String, bytes: Int) throws {
    #expect(try Quantity.bytes(text).get() == bytes)
  }

  @Test(arguments: [("4", "unit"), ("4Mb", "unit"), ("x", "form"), ("99999999999999GiB", "range"), ("-1B", "range")])
  func anyOtherSizeIsRefused(text: String, code: String) {
    guard case .failure(let problem) = Quantity.bytes(text) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(problem.code == code)
  }

  @Test(arguments: [("5 USD", 5_000_000, "USD"), ("0.25eur", 250_000, "EUR")])
  func aSumHasItsCurrency(text: String, micros: Int, currency: String) throws {
    let sum = try Quantity.money(text).get()
    #expect(sum.micros == micros)
    #expect(sum.currency == currency)
  }

  @Test(arguments: [
    ("2026-05-14", true), ("2024-02-29", true), ("2026-02-29", false), ("2000-02-29", true), ("1900-02-29", false),
    ("2026-13-01", false), ("2026-00-10", false), ("2026-01-32", false), ("26-01-01", false), ("2026-1-1", false),
    ("03/04/2025", false), ("2026-05-14T00:00:00Z", false), ("2026-04-31", false),
  ])
  func aDayIsADayOfTheCalendar(text: String, isDate: Bool) {
    #expect(Quantity.isDate(text) == isDate)
  }
}

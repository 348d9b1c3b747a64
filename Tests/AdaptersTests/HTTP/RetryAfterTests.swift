import Testing

@testable import Adapters

@Suite struct RetryAfterTests {
  /// 1994-11-06 08:49:37, the example of RFC 9110.
  private static let example = 784_111_777

  @Test(
    arguments: [
      "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
  func aDateIsReadInEachOfItsForms(_ text: String) { #expect(RetryAfter.date(text) == Self.example) }

  @Test(
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
      ("Tue, 31 Dec 2030 23:59:59 GMT", 1_924_991_999),
    ])
  func aDateIsCounted(_ text: String, _ seconds: Int) { #expect(RetryAfter.date(text) == seconds) }

  @Test(arguments: [
    "", "soon", "06 Nov 1994", "Sun, 06 Nov 1994 25:00:00 GMT", "1:2", "Sun, 99 Nov 1994 08:49:37 GMT", "5 5 5 5 1:1:1",
  ])
  func whatIsNoDateIsNone(_ text: String) { #expect(RetryAfter.date(text) == nil) }

  @Test(
    arguments: [
      ("7", 7), (" 1.5 ", 1.5), ("0", 0), ("999999999", 86_400), ("-3", nil), ("1e9", nil), ("nan", nil), ("soon", nil),
      ("", nil), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
      ("Mon, 06 Nov 2094 08:00:00 GMT", 86_400),
    ] as [(String, Double?)])
  func theWaitIsSecondsOrUntilADate(_ value: String, _ seconds: Double?) {
    let response = HTTPResponse(status: 429, headers: [.init(name: "Retry-After", value: value)])
    #expect(RetryAfter.seconds(in: response, now: Double(Self.example)) == seconds)
  }

  @Test func theServersOwnClockCounts() {
    let response = HTTPResponse(
      status: 429,
      headers: [
        .init(name: "Date", value: "Sun, 06 Nov 1994 08:49:37 GMT"),
        .init(name: "Retry-After", value: "Sun, 06 Nov 1994 08:49:40 GMT"),
      ])
    #expect(RetryAfter.seconds(in: response, now: 0) == 3)
  }

  @Test func millisecondsComeFirst() {
    let response = HTTPResponse(
      status: 429, headers: [.init(name: "retry-after", value: "2"), .init(name: "Retry-After-Ms", value: "250")])
    #expect(RetryAfter.seconds(in: response, now: 0) == 0.25)
  }

  @Test func nothingIsAskedWithoutTheHeader() {
    #expect(RetryAfter.seconds(in: HTTPResponse(status: 429), now: 0) == nil)
  }
}

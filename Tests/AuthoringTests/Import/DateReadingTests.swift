import Testing

@testable import Authoring

@Suite struct DateReadingTests {
  @Test(arguments: [
    ("2026-05-14", "2026-05-14"), ("2026-05-14T10:00:00Z", "2026-05-14"), ("closed (2026-05-14)", "2026-05-14"),
    ("May 14, 2026", "2026-05-14"), ("14 May 2026", "2026-05-14"), ("14th of May 2026", "2026-05-14"),
    ("Sept 3, 2025", "2025-09-03"), ("Feb 29, 2024", "2024-02-29"), ("Thursday, March 5, 2026, 10:00", "2026-03-05"),
  ])
  func daysThatCanOnlyBeOneAreRead(_ text: String, _ day: String) {
    #expect(DateReading.day(in: text) == day)
  }

  @Test(arguments: [
    "03/04/2025", "February 2024", "January 18-19, 2024", "2025-02-29", "2026-13-01", "yesterday", "", "2026-5-4",
    "May 32, 2026",
    "20260514",
  ])
  func whatCouldBeTwoDaysIsNotRead(_ text: String) {
    #expect(DateReading.day(in: text) == nil)
  }
}

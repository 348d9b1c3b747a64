import EvalSchema
import Testing

@testable import Authoring

@Suite struct WaiverTooLongTests {
  private static func findings(expires: String, today: String?) throws -> [String] {
    let waiver = Waiver(evalCase: "INC-1", owner: "a", reason: "b", record: "c", expires: expires)
    let evalset = LintBench.evalset([try LintBench.evalCase()], waivers: [waiver])
    return LintBench.findings(WaiverTooLong.rule, of: evalset, today: today)
  }

  @Test(arguments: ["2026-06-14", "2027-05-14"])
  func tellsTheBadOne(expires: String) throws {
    #expect(try Self.findings(expires: expires, today: "2026-05-14") == ["waivers.yaml waiver-too-long"])
  }

  @Test(arguments: ["2026-06-13", "2026-05-14", "2026-01-01"])
  func isSilentOnTheGoodOne(expires: String) throws {
    #expect(try Self.findings(expires: expires, today: "2026-05-14") == [])
  }

  @Test func isSilentWithoutAClock() throws {
    #expect(try Self.findings(expires: "2020-01-01", today: nil) == [])
    #expect(try Self.findings(expires: "2120-01-01", today: nil) == [])
  }

  @Test(arguments: [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11017), ("2026-05-14", 20587)])
  func daysAreCountedFrom1970(date: String, number: Int) {
    #expect(WaiverTooLong.dayNumber(date) == number)
  }
}

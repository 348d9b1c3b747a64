import EvalSchema
import Testing

@testable import Authoring

@Suite struct WaiverExpiredTests {
  private static func findings(expires: String, today: String?) throws -> [String] {
    let waiver = Waiver(evalCase: "INC-1", owner: "a", reason: "b", record: "c", expires: expires)
    let evalset = LintBench.evalset([try LintBench.evalCase()], waivers: [waiver])
    return LintBench.findings(WaiverExpired.rule, of: evalset, today: today)
  }

  @Test(arguments: ["2026-05-13", "2025-05-14"])
  func tellsTheBadOne(expires: String) throws {
    #expect(try Self.findings(expires: expires, today: "2026-05-14") == ["waivers.yaml waiver-expired"])
  }

  @Test(arguments: ["2026-05-14", "2026-06-13"])
  func isSilentOnTheGoodOne(expires: String) throws {
    #expect(try Self.findings(expires: expires, today: "2026-05-14") == [])
  }

  @Test func isSilentWithoutAClock() throws {
    #expect(try Self.findings(expires: "2020-01-01", today: nil) == [])
    #expect(try Self.findings(expires: "2120-01-01", today: nil) == [])
  }
}

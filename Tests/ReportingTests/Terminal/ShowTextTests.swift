import EvalSchema
import Testing

@testable import Reporting

@Suite struct ShowTextTests {
  @Test func aCaseNamesItsFailingTrialNextAndNeverItself() throws {
    let show = ShowText(Fixture.sample, style: .plain)
    let failing = try #require(show.evalCase("INC-2041-refund-without-approval"))
    #expect(failing.last == "next: relapse show reports/01J9ZK3Q7X INC-2041-refund-without-approval/0")
    let passing = try #require(show.evalCase("INC-1902-pii-echo"))
    #expect(passing.contains("trials with transcripts"))
    #expect(!passing.contains { $0.hasPrefix("next:") })
  }
}

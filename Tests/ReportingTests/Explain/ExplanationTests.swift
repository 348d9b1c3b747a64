import EvalSchema
import Testing

@testable import Reporting

@Suite struct ExplanationTests {
  @Test(arguments: ReasonCode.allCases) func everyReasonHasAPageOfItsOwn(reason: ReasonCode) throws {
    let page = try #require(Explanation.pages[reason.rawValue])
    #expect(page.hasPrefix("\(reason.rawValue)\n\n") && page.contains("\n\nWhat to do: ") && page.hasSuffix("\n"))
    #expect(
      Explanation.pages.values.count { $0.dropFirst(reason.rawValue.count) == page.dropFirst(reason.rawValue.count) }
        == 1)
  }
}

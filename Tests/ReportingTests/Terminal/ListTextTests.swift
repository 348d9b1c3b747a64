import EvalSchema
import Testing

@testable import Reporting

@Suite struct ListTextTests {
  @Test func columnsLineUpAndNothingHostilePasses() {
    let lines = ListText(style: .plain).table(["case", "title"], [["a", "x\u{1B}[2J"], ["longer", "y"]])
    #expect(lines == ["case    title", "a       x␛[2J", "longer  y"])
  }
}

import Testing

@testable import relapse

@Suite struct ProgressDisplayTests {
  @Test func noLineOfTheBlockIsAsWideAsTheTerminal() {
    let block = ["\u{1B}[1mrelapse\u{1B}[0m · support-agent on candidate", "二二二二二二", "short"]
    #expect(
      ProgressDisplay.drawing(block, over: 3, columns: 10)
        == "\u{1B}[3A\u{1B}[0J\u{1B}[1mrelapse\u{1B}[0m ·\n二二二二\nshort\n")
    #expect(ProgressDisplay.drawing(["abc"], over: 0, columns: 80) == "abc\n")
    #expect(ProgressDisplay.drawing(["abc"], over: 0, columns: 1) == "\n")
  }

  @Test func aNarrowTerminalIsNarrow() {
    let console = Console(isTerminal: { _ in true }, sink: { _, _ in })
    for columns in [1, 12, 20, 21, 200] {
      #expect(console.width(.error, environment: ["COLUMNS": String(columns)]) == columns)
    }
  }
}

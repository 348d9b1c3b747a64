import Testing

@testable import Authoring

@Suite struct KeyedValueTests {
  private func values(_ text: String) -> [KeyedValue] { KeyedValue.all(in: MarkdownDocument(text).blocks) }

  @Test func linesOfOneParagraphAreSeveralValues() {
    let found = values(
      "**Input**: \"hello\"\n**Expected**: A reply\nand nothing else\n**Actual**: \"You owe\" (wrong)\n")
    #expect(found.map(\.field) == [.input, .expected, .badOutput])
    #expect(found.map(\.text) == ["hello", "A reply\nand nothing else", "\"You owe\" (wrong)"])
    #expect(found.map(\.lines) == [1...1, 2...3, 4...4])
  }

  @Test func aKeyAloneTakesWhatStandsBelow() {
    let found = values("**Input:**\n\n```\nrefund me\n now\n```\n\n**Actual:**\n\n> Done.\n> Bye.\n\nProse after it.\n")
    #expect(found.map(\.text) == ["refund me\n now", "Done.\nBye."])
    #expect(found.map(\.lines) == [1...6, 8...11])
  }

  @Test func anIntroducedExhibitIsTheValue() {
    let found = values("**Actual:** the agent wrote:\n\n> Done.\n")
    #expect(found.map(\.text) == ["Done."])
  }

  @Test func bulletsHoldTheirRest() {
    let found = values("- Input: a\n  b\n- Actual:\n\n  ```\n  c\n  ```\n- nothing\n")
    #expect(found.map(\.field) == [.input, .badOutput])
    #expect(found.map(\.text) == ["a\nb", "c"])
    #expect(found.map(\.lines) == [1...2, 3...7])
  }

  @Test func commentaryAfterAValueIsNotAPartOfIt() {
    let found = values("**Actual:** It stopped.\n\nNobody had asked it to stop there.\n")
    #expect(found.map(\.text) == ["It stopped."])
  }

  @Test func plainKeysCountOnlyWhenTheyAreKnown() {
    #expect(values("Input: a\nNote: b\n").map(\.text) == ["a\nNote: b"])
    #expect(values("Note: a\n").isEmpty)
  }

  @Test(arguments: ["_No response_", "*No response*", "N/A", "-", "", "TBD", "none"])
  func blanksSayNothing(_ text: String) {
    #expect(KeyedValue.isBlank(text))
  }

  @Test(arguments: [
    ("\"a b\"", "a b"), ("“a”", "a"), ("`a`", "a"), ("\"a\" and \"b\"", "\"a\" and \"b\""), ("\"", "\""),
    ("\"\"", "\"\""),
  ])
  func quotationMarksAroundAWholeValueGo(_ text: String, _ expected: String) {
    #expect(KeyedValue.unquoted(text) == expected)
  }
}

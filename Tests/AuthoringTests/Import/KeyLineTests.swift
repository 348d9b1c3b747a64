import Testing

@testable import Authoring

@Suite struct KeyLineTests {
  @Test(arguments: [
    ("**Status**: Closed", "Status", "Closed", true), ("**Status:** Closed  ", "Status", "Closed", true),
    ("__Status__: Closed", "Status", "Closed", true), ("**Status: Closed**", "Status", "Closed", true),
    ("**Input**", "Input", "", true), ("**Expected Behavior:**", "Expected Behavior", "", true),
    ("**Answer** (screenshot): x", "Answer (screenshot)", "x", true),
    ("**Owner** — the team", "Owner", "the team", true),
    ("Status: Closed", "Status", "Closed", false), ("🔴 **Estado**: Activo", "Estado", "Activo", true),
    ("Estado：cerrado", "Estado", "cerrado", false), ("Severity: **high**", "Severity", "**high**", false),
    ("_Status:_ Open", "Status", "Open", true),
  ])
  func keysAreFoundInEveryForm(_ line: String, _ key: String, _ value: String, _ isEmphasised: Bool) throws {
    let parsed = try #require(KeyLine(line))
    #expect(parsed.key == key)
    #expect(parsed.value == value)
    #expect(parsed.isEmphasised == isEmphasised)
  }

  @Test(arguments: [
    "", "just prose", "see https://example.org/a:b", "a time of 12:30 is no key", "`code: x`",
    "**bold** words in prose",
    "a sentence of many words that goes on and on: no key", ": x", "**", "*",
  ])
  func proseIsNoKey(_ line: String) {
    #expect(KeyLine(line) == nil)
  }

  @Test func aBreakEndsALine() {
    let lines = KeyLine.lines(of: "**A**: x<br>**B**: y<br>\n**C**: z<br/>")
    #expect(lines.map(\.text) == ["**A**: x", "**B**: y", "**C**: z"])
    #expect(lines.map(\.offset) == [0, 0, 1])
  }
}

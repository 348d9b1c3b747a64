import Testing

@testable import Authoring

@Suite struct TruncationGateTests {
  private func line(_ text: String) -> Int? {
    let document = MarkdownDocument(text)
    return TruncationGate(document, fields: TripleFinder(document).seen).line
  }

  private static let form = "### Input\n\nI asked it.\n\n### Actual\n\nIt deleted it.\n\n### Expected\n\n"

  @Test(arguments: [
    (form + "It should have escalated\n", 11), (form + "It should have asked before the\n", 11),
    (form + "It asks whether to del", 11),
    ("# A\n\nThe agent went on and\n", 3), ("# A\n\n- one of the things was,\n", 3), ("# A\n\n```\nlog line\n", 3),
    ("# A\n\ntext text text [truncated]\n", 3), ("# A\n\n<!-- open\n", 3),
  ])
  func aDocumentThatBreaksOffIsFound(_ text: String, _ expected: Int) {
    #expect(line(text) == expected)
  }

  @Test(arguments: [
    form + "It asks first.\n", form + "Ask first\n", form + "Two lines on the invoice\n",
    "# A\n\n- [ ] add an alarm\n",
    "# A\n\nModel\n\nSonnet\n", "# A\n\n**Next update**:\n", "# A\n\n→ Cache or client\n",
    "# A\n\n```\nx\n```\n", "# A\n",
    "**Input**: a\n**Actual**: b\n**Expected**: A reply without a total\n", "",
  ])
  func aMissingFullStopAloneProvesNothing(_ text: String) {
    #expect(line(text) == nil)
  }
}

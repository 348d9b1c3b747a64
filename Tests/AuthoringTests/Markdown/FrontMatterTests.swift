import Testing

@testable import Authoring

@Suite struct FrontMatterTests {
  @Test(arguments: [
    ("---\na: b\n---\n", FrontMatter.Notation.yaml, "a: b\n", 3), ("---\r\na: b\r\n---\r\nx", .yaml, "a: b\n", 3),
    ("---\n# note\na: b\n...\n", .yaml, "# note\na: b\n", 4), ("+++\na = 1\n+++\n", .toml, "a = 1\n", 3),
    ("---\n---\n", .yaml, "", 2), ("---  \na:\n  - b\n---  \n", .yaml, "a:\n  - b\n", 4),
  ])
  func fencesAtTheStartHoldMetadata(_ text: String, _ notation: FrontMatter.Notation, _ body: String, _ end: Int) throws
  {
    let matter = try #require(FrontMatter(SourceLines(text)))
    #expect(matter.notation == notation)
    #expect(matter.text == body)
    #expect(matter.end == end)
  }

  @Test(arguments: [
    "", "---\n", "---\nprose without a key\n---\n", "\n---\na: b\n---\n", "---\na: b\n", "# A\n---\na: b\n---\n",
  ])
  func anythingElseIsMarkdown(_ text: String) {
    #expect(FrontMatter(SourceLines(text)) == nil)
  }
}

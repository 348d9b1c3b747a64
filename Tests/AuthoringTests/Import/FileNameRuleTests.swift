import Testing

@testable import Authoring

@Suite struct FileNameRuleTests {
  @Test(arguments: ["INC-2041", "INC-2041-refund", "a", "A_b.c-1", "pm2025-002", "console"])
  func usualIdsAreNames(_ id: String) {
    #expect(FileNameRule.problem(with: id) == nil)
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-rf", "a b", "a\nb", "a\0b", "CON", "nul.txt", "com1", "a..b",
    "a.", "ü",
    "a:b", "a*", String(repeating: "a", count: 101),
  ])
  func whatCouldLeaveTheFolderOrConfuseASystemIsNot(_ id: String) {
    #expect(FileNameRule.problem(with: id) != nil)
  }

  @Test(arguments: [
    ("Refund issued, without approval!", "refund-issued-without-approval"), ("The agent's “fix”", "the-agents-fix"),
    ("違反", ""), ("  ", ""), ("A/B testing", "a-b-testing"),
  ])
  func slugsAreWordsJoinedByHyphens(_ text: String, _ slug: String) {
    #expect(FileNameRule.slug(text) == slug)
  }

  @Test func slugsEndAtAWord() {
    #expect(FileNameRule.slug("one two three", most: 9) == "one-two")
    #expect(FileNameRule.slug("incomprehensibilities", most: 5) == "incom")
  }
}

import Testing

@testable import EvalSchema

@Suite struct TextFormTests {
  @Test(arguments: [
    (TextForm.filled, " a "), (.any, ""), (.line, "a b"), (.identifier, "INC-2041_x.y"), (.identifier, "7"),
    (.path, "postmortems/INC-1.md"), (.path, "a..b/c"), (.nearPath, "../prompts/x.md"), (.url, "https://api.x.y/v1"),
    (.variable, "OPENAI_API_KEY"), (.lines, "31"), (.lines, "31-38"), (.jsonPath, "$.a[0]"), (.jsonPath, "$"),
    (.currency, "EUR"), (.sha256, "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"),
  ])
  func takesWhatIsRight(form: TextForm, text: String) {
    #expect(form.problem(of: text) == nil)
  }

  @Test(arguments: [
    (TextForm.filled, " \u{2003}\n"), (.line, "a\nb"), (.line, "a\u{1B}[31m"), (.identifier, ""), (.identifier, "-x"),
    (.identifier, "../x"), (.identifier, "a/b"), (.identifier, "ä"), (.identifier, ".hidden"), (.identifier, "a b"),
    (.identifier, "a\u{0}"), (.identifier, String(repeating: "a", count: 121)), (.path, "/etc/passwd"), (.path, "../x"),
    (.path, "a/../../b"), (.path, "~/x"), (.path, "a\\b"), (.path, "a\u{0}b"), (.nearPath, "/x"), (.url, "ftp://x"),
    (.url, "https://"), (.url, "https:///x"), (.url, "https://a b"), (.variable, "sk-123"), (.variable, "1A"),
    (.lines, "0"), (.lines, "38-31"), (.lines, "3-"), (.lines, "a"), (.lines, "1-2-3"), (.jsonPath, "a.b"),
    (.currency, "usd"), (.sha256, "6f0c…"), (.sha256, String(repeating: "A", count: 64)),
  ])
  func refusesWhatIsWrong(form: TextForm, text: String) {
    #expect(form.problem(of: text) != nil)
  }
}

import Testing

@testable import Authoring

@Suite struct RichTextTests {
  @Test(arguments: [
    ("<h2>A</h2><p>b &lt;c&gt;</p>", "## A\n\nb <c>"), ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
    ("<pre>a\n  b</pre>", "```\na\n  b\n```"), ("<p>a</p><style>p{}</style><p>b</p>", "a\n\nb"),
    ("<blockquote><p>q</p></blockquote>", "q"),
  ])
  func markupBecomesMarkdown(_ html: String, _ markdown: String) {
    #expect(HTMLText.isHTML(html))
    let lines = SourceLines(HTMLText.markdown(of: html)).lines.map { $0.trimmed == ">" ? "" : $0 }
    let text = lines.joined(separator: "\n").trimmed
    #expect(text.hasSuffix(markdown) || text.replacing("> ", with: "").contains(markdown), "\(text)")
  }

  @Test func aTagThatNeverEndsIsDropped() {
    #expect(HTMLText.markdown(of: "<p>a</p><script>evil") == "a\n\n\n")
    #expect(HTMLText.markdown(of: "a < b").trimmed == "a < b")
  }

  @Test func proseIsNoMarkup() {
    #expect(!HTMLText.isHTML("1 < 2 and </b> alone"))
  }
}

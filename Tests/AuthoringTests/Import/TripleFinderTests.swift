import EvalSchema
import Testing

@testable import Authoring

@Suite struct TripleFinderTests {
  @Test(arguments: [
    "### Failure\n**Input**: a\n**Expected**: b\n**Actual**: c\n", "## X\n\n- Input: a\n- Expected: b\n- Actual: c\n",
    "Input: a\nExpected: b\nActual: c\n", "# T\n\n## Input\n\na\n\n## Expected\n\nb\n\n## Actual\n\nc\n",
    "### What You Asked Claude to Do\n\na\n\n### What Claude Actually Did\n\nc\n\n### Expected Behavior\n\nb\n",
    "# T\n\n**Task (English):** a\n\n**Expected:** b\n\n**Actual:** c\n",
    "# T\n\n**Prompt**\n\n```\na\n```\n\n**Model output**\n\n> c\n\n**What should have happened**\n\nb\n",
    "# T\n\n1. Input: a\n2. Expected: b\n3. Actual: c\n", "# T\n\n**Input**: a<br>**Expected**: b<br>**Actual**: c\n",
  ])
  func threeKeysInOneSectionAreACase(_ text: String) {
    let found = TripleFinder(MarkdownDocument(text))
    #expect(found.triples.map(\.input.text) == ["a"])
    #expect(found.triples.map(\.expected.text) == ["b"])
    #expect(found.triples.map(\.badOutput.text) == ["c"])
  }

  @Test func everySectionThatHasThemIsACase() {
    let one = "### Failure 1: One\n**Input**: a\n**Expected**: b\n**Actual**: c\n\n"
    let found = TripleFinder(MarkdownDocument("# T\n\n## Failures\n\n" + one + one + one))
    #expect(found.triples.count == 3)
    #expect(found.triples.map(\.input.lines.lowerBound) == [6, 11, 16])
  }

  @Test(arguments: [
    // One is missing, blank, or there twice.
    "**Input**: a\n**Expected**: b\n", "**Input**: a\n**Expected**: b\n**Actual**:\n",
    "**Input**: a\n**Input**: a2\n**Expected**: b\n**Actual**: c\n",
    "### Input\n\na\n\n### Actual\n\nc\n\n### Expected\n\n_No response_\n",
    // They stand in different sections.
    "## A\n\n**Input**: a\n\n## B\n\n**Expected**: b\n\n## C\n\n**Actual**: c\n",
    // They are about tests or recovery.
    "## Verification Steps\n\n**Input**: a\n**Expected**: b\n**Actual**: c\n",
    "## Testing Required\n\n**Input**: a\n**Expected**: b\n**Actual**: c\n",
    "## Recovery\n\n### Step 1\n\n**Input**: a\n**Expected**: b\n**Actual**: c\n",
    // They are no keys.
    "```\nInput: a\nExpected: b\nActual: c\n```\n", "> Input: a\n> Expected: b\n> Actual: c\n",
    "<!-- Input: a\nExpected: b\nActual: c -->\n",
    // Words that only look like the keys.
    "## Impact\n\na\n\n## Response\n\nb\n\n## Recovery\n\nc\n",
  ])
  func nothingElseIsACase(_ text: String) {
    #expect(TripleFinder(MarkdownDocument(text)).triples.isEmpty)
  }

  @Test(arguments: [
    ("## Recovery plan\n\n**Expected Result:** index restored\n", "expected"),
    ("## Verification\n\n### Step 1\n\n**Expected**: the job is green\n", "expected"),
    ("## Rollback\n\n> **User**: \"hello\"\n", "input"),
  ])
  func whatIsExpectedOfAStepIsNotEvenProposed(_ text: String, _ field: String) {
    #expect(TripleFinder(MarkdownDocument(text)).proposals.isEmpty)
  }

  @Test(arguments: [
    ("> **User**: \"refund me\"\n", "input", 1, 1), ("> **Chatbot**: \"done\"\n> bye\n", "known_bad", 1, 2),
    ("The user asked:\n\n> refund me\n", "input", 3, 3),
    ("# T\n\nThe assistant replied with a fake link.\n", "known_bad", 3, 3),
    ("## Testing\n\n**Expected Behavior:**\n\n1. it asks\n2. it waits\n", "expected", 3, 6),
    ("**Actual Policy**: no refunds\n", "expected", 1, 1), ("## Steps to reproduce\n\nSay hello.\n", "input", 3, 3),
    ("- **User**: \"hi\"\n- **Smith**: \"x\"\n", "input", 1, 1), ("- **Chatbot**: \"hi\"\n", "known_bad", 1, 1),
    ("| Input | Expected | Actual |\n| - | - | - |\n| a | b | c |\n", "input", 3, 3),
    ("```\nUser: hello\n```\n", "input", 1, 3), ("```\nassistant: hello\n```\n", "known_bad", 1, 3),
  ])
  func whatLooksLikeAPartIsProposedWithItsLines(_ text: String, _ field: String, _ first: Int, _ last: Int) throws {
    let proposal = try #require(TripleFinder(MarkdownDocument(text)).proposals.first)
    #expect(proposal.field == field)
    #expect(proposal.lines == LineRange(first: first, last: last))
  }

  @Test func proposalsAreFewAndShort() {
    let text = (1...40).map { "> said \($0) " + String(repeating: "x", count: 500) + "\n\n" }.joined()
    let proposals = TripleFinder(MarkdownDocument(text)).proposals
    #expect(proposals.count == TripleFinder.mostProposals)
    #expect(proposals.allSatisfy { $0.quote.unicodeScalars.count <= 161 })
  }
}

import Testing

@testable import Graders

@Suite struct CitationTests {
  @Test(
    arguments: [
      ("see [policy-7].", ["policy-7"]), ("[policy-7][policy-8]", ["policy-7", "policy-8"]),
      ("[policy-7, policy-9; 3]", ["policy-7", "policy-9", "3"]),
      ("[^1] and [^policy-7]", ["1", "policy-7"]), ("[invented]", ["invented"]), ("[Policy 99]", ["Policy 99"]),
      ("[Smith et al., 2020]", ["2020"]), ("[your name]", []), ("[x] done, [ ] open, [] none, [sic]", []),
      ("[here](https://e.org)", []), ("[policy-99](https://e.org)", ["policy-99"]),
      ("[policy-7](https://e.org)", ["policy-7"]),
      ("[two words]", ["two words"]), ("[a\nb]", []), ("[[policy-7]]", ["policy-7"]),
      ("approval[policy-7]", ["policy-7"]),
      ("[ policy-7 ]", ["policy-7"]), ("[…]", []), ("] [", []), ("[политика]", ["политика"]),
      ("[e\u{301}1]", ["e\u{301}1"]),
    ] as [(String, [String])])
  func bracketsHoldCitations(text: String, ids: [String]) {
    let scalars = Array(text.unicodeScalars)
    let citations = Citation.bracketed(in: scalars, allowed: ["policy-7", "two words"])
    #expect(citations.map(\.id) == ids)
    #expect(citations.allSatisfy { text.slice($0.span) == $0.id })
  }

  @Test func aMegabyteOfOpenBracketsIsLinear() {
    let text = Array(repeating: Unicode.Scalar("["), count: 1 << 20)
    #expect(Citation.bracketed(in: text, allowed: []).isEmpty)
  }
}

import Testing

@testable import Adapters

@Suite struct AlternativeTextTests {
  private func draws(_ source: String, count: UInt64 = 400) -> Set<String> {
    let text = AlternativeText(source)
    return Set(
      (0..<count).map { seed in
        var generator = SplitMix64(seed: seed)
        return text.drawn(with: &generator)
      })
  }

  @Test(arguments: [
    ("plain", ["plain"]),
    ("[[a|b]]", ["a", "b"]),
    ("x[[a|b]]y[[1|2]]z", ["xay1z", "xay2z", "xby1z", "xby2z"]),
    ("[[a|[[b|c]] d]]", ["a", "b d", "c d"]),
    ("[[|no]]", ["", "no"]),
    ("[[a|b|c|d]]", ["a", "b", "c", "d"]),
    ("[[e\u{301}|\u{1F600}]]", ["e\u{301}", "\u{1F600}"]),
    ("[[\"\u{301}|\r\n]]", ["\"\u{301}", "\r\n"]),
  ])
  func everyAlternativeIsDrawn(source: String, expected: [String]) {
    #expect(draws(source) == Set(expected))
  }

  @Test(arguments: [
    "", "[1, [2, 3]]", "[[1, 2], [3, 4]]", "[[wiki link]]", "[[open|never closed", "closed]] only", "a | b", "[[[[a]]",
    "]]",
    "[[a]] | [[b]]", "[", "[[", "[[|", "[[x [[y]] z]]",
  ])
  func whatIsNoChoiceStaysAsItIs(source: String) {
    #expect(AlternativeText(source).isConstant)
    #expect(draws(source, count: 3) == [source])
  }

  @Test func nestingIsBoundedAndHostileTextIsReadInLinearTime() {
    let deep = String(repeating: "[[a|", count: 20_000)
    #expect(draws(deep, count: 1) == [deep])
    let closed = String(repeating: "[[a|", count: 100) + "b" + String(repeating: "]]", count: 100)
    #expect(draws(closed, count: 1).count == 1)
  }
}

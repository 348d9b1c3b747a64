import Testing

@testable import Authoring

@Suite struct PatternGateTests {
  @Test(arguments: [
    ("approval-bypass", PatternGate.Reading.known("approval-bypass")), ("Approval bypass", .known("approval-bypass")),
    ("LLM10", .known("runaway-loop")), ("no such pattern", .unknown), ("", .unknown),
  ])
  func oneNameIsOnePattern(_ text: String, _ reading: PatternGate.Reading) {
    #expect(PatternGate.read(text) == reading)
  }

  @Test func severalPatternsAreAskedFor() {
    #expect(PatternGate.read("approval-bypass + bad-citation") == .ambiguous(["bad-citation", "approval-bypass"]))
    guard case .ambiguous(let ids) = PatternGate.read("hallucination") else {
      Issue.record("an alias of several patterns was picked")
      return
    }
    #expect(ids.count > 1)
  }
}

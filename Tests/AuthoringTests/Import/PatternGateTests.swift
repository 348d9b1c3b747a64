import EvalSchema
import Testing

@testable import Authoring

@Suite struct PatternGateTests {
  @Test func anUnknownNameIsToldWithItsPlaceAndTheNearestOne() {
    let metadata = PostmortemImporter().read(
      text: PostmortemFixture(more: "**Failure pattern:** aproval-bypass", body: PostmortemFixture.triple).text,
      file: "a.md")
    let block = PostmortemImporter().read(
      text: PostmortemFixture(
        body: PostmortemFixture.block().replacing("pattern: approval-bypass", with: "pattern: aproval-bypass")
      )
      .text, file: "a.md")
    for document in [metadata, block] {
      let found = document.diagnostics.first { $0.code == "missing-pattern" }
      #expect(found?.message.contains("did you mean `approval-bypass`") == true, "\(document.diagnostics)")
      #expect(found?.place?.line != nil)
    }
  }

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

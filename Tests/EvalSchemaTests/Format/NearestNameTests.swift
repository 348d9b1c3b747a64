import Testing

@testable import EvalSchema

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("faliure", "failure"), ("failureLimit", "failure_limit"), ("sevrity", "severity"), ("Known-Bad", "known_bad"),
    ("pasmortem", "postmortem"), ("lmit", "limit"), ("grders", "graders"),
  ])
  func findsWhatWasMeant(name: String, meant: String) {
    let names = ["failure", "failure_limit", "severity", "known_bad", "postmortem", "limit", "graders", "id"]
    #expect(NearestName.of(name, in: names) == meant)
  }

  @Test(arguments: ["zebra", "", "x", "completely-different", "ix"])
  func saysNothingWhenNothingIsNear(name: String) {
    #expect(NearestName.of(name, in: ["failure", "severity", "id"]) == nil)
  }

  @Test(arguments: [("ab", "ba", 1), ("abc", "abc", 0), ("", "abc", 3), ("kitten", "sitting", 3)])
  func countsEdits(left: String, right: String, edits: Int) {
    #expect(NearestName.edits(Array(left.utf8), Array(right.utf8)) == edits)
  }
}

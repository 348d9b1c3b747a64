import Testing

@testable import EvalSchema

@Suite struct JSONValueHoldsTests {
  @Test(
    arguments: [
      (["a": 1, "b": 2], ["a": 1], true), (["a": 1], ["a": 1, "b": 2], false), (["a": 1], [:], true),
      (["a": ["b": 1, "c": 2]], ["a": ["c": 2]], true), (["a": 1], ["a": 1.0], true), (["a": 1], ["a": "1"], false),
      ([1, 2], [1, 2], true), ([1, 2], [1], false), ([["a": 1, "b": 2]], [["a": 1]], true), ([:], [], false),
      (["a": .null], ["a": .null], true), ([:], ["a": .null], false), ("text", "text", true), (true, 1, false),
      (.string("{\"a\":1}"), ["a": 1], false),
    ] as [(JSONValue, JSONValue, Bool)])
  func aValueHoldsAtLeastWhatAPartStates(value: JSONValue, part: JSONValue, holds: Bool) {
    #expect(value.holds(part) == holds)
  }

  @Test func everyValueHoldsItself() {
    for value in [1, 1.5, "a", true, .null, [1, [2]], ["a": ["b": [.null]]]] as [JSONValue] {
      #expect(value.holds(value))
    }
  }
}

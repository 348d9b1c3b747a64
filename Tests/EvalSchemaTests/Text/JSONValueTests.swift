import Testing

@testable import EvalSchema

@Suite struct JSONValueTests {
  @Test(arguments: [
    ("1", JSONValue.integer(1)), ("-7", .integer(-7)), ("0.5", .number(0.5)), ("1e3", .number(1000)),
    ("true", .boolean(true)),
    ("null", .null), ("~", .null), ("", .null), ("yes", .string("yes")), ("1_000", .string("1_000")),
    ("0x1F", .string("0x1F")),
    ("12:30", .string("12:30")), ("1.2.3", .string("1.2.3")), ("inf", .string("inf")), ("nan", .string("nan")),
    ("-", .string("-")), ("e5", .string("e5")), ("1%", .string("1%")), ("99999999999999999999", .number(1e20)),
  ])
  func plainScalarsFollowTheCoreSchema(_ text: String, _ value: JSONValue) {
    #expect(JSONValue(plainScalar: text) == value)
  }

  @Test func valuesSurviveTheirBytes() throws {
    let value: JSONValue = ["a": [1, 2.5, "x\u{301}\"\u{2028}", true, .null], "b": ["c": [:]], "": -3]
    let copy = try CanonicalJSON.decode(JSONValue.self, from: CanonicalJSON.line(value))
    #expect(copy == value)
  }

  @Test func numbersAreEqualWhateverTheirNotation() {
    let left: JSONValue = ["id": 1, "items": [2.0]]
    let right: JSONValue = ["id": 1.0, "items": [2]]
    #expect(left.isEquivalent(to: right))
    #expect(!left.isEquivalent(to: ["id": 1, "items": [2, 3]]))
    #expect(!JSONValue.string("1").isEquivalent(to: 1))
  }
}

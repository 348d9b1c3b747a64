import EvalSchema
import Testing

@testable import Adapters

@Suite struct TolerantJSONTests {
  @Test(
    arguments: [
      (#"{"a":[1,-2.5,true,null,"x"]}"#, ["a": [1, -2.5, true, .null, "x"]]),
      (#"["\ud83d\ude00"]"#, ["\u{1F600}"]),
      (#"["\ud800 x"]"#, ["\u{FFFD} x"]),
      (#"["\ude00\ud83d"]"#, ["\u{FFFD}\u{FFFD}"]),
      (#"["\ud83d\ud83d\ude00"]"#, ["\u{FFFD}\u{1F600}"]),
      (#"["\\ud800", "\ud800"]"#, [#"\ud800"#, "\u{FFFD}"]),
      (#"[1e400, -1e999, NaN, Infinity, -Infinity]"#, ["1e400", "-1e999", "NaN", "Infinity", "-Infinity"]),
      (#"{"NaN": "NaN \" 1e400", "x": NaN}"#, ["NaN": "NaN \" 1e400", "x": "NaN"]),
    ] as [(String, JSONValue)])
  func whatJSONCannotHoldIsMended(source: String, expected: JSONValue) throws {
    #expect(try TolerantJSON.decode(JSONValue.self, from: Array(source.utf8)) == expected)
  }

  @Test func bytesThatAreNotUTF8AreMended() throws {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x62, 0x22]
    #expect(try TolerantJSON.decode(JSONValue.self, from: bytes) == "a\u{FFFD}b")
  }

  @Test(arguments: ["", "{", "nope", #"["a"#, #"["\ud8"#, "NaNa", #"{"a" 1}"#, #""\"#])
  func everythingElseStaysAnError(source: String) {
    #expect(throws: (any Error).self) { try TolerantJSON.decode(JSONValue.self, from: Array(source.utf8)) }
  }

  @Test func deepNestingFailsWithoutACrash() {
    let source = String(repeating: "[", count: 100_000)
    #expect(throws: (any Error).self) { try TolerantJSON.decode(JSONValue.self, from: Array(source.utf8)) }
  }
}

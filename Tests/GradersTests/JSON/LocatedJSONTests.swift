import EvalSchema
import Testing

@testable import Graders

@Suite struct LocatedJSONTests {
  @Test(
    arguments: [
      ("1", .integer(1)), ("-0", .integer(0)), ("1.0", .number(1)), ("1e2", .number(100)), ("1E-2", .number(0.01)),
      ("99999999999999999999", .number(1e20)), ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
      (#""a\n\"\\\/\b\f\r\tA""#, .string("a\n\"\\/\u{8}\u{C}\r\tA")), (#""\ud83d\ude92""#, .string("🚒")),
      ("\"e\u{301}\"", .string("e\u{301}")), ("\"\"", .string("")), ("[]", .array([])), (" [ 1 , [2] ] ", [1, [2]]),
      ("{}", .object([:])), ("{\"a\":{\"b\":[null]}}", ["a": ["b": [.null]]]), ("\r\n{ \"a\" : 1 }\r\n", ["a": 1]),
      ("```json\n{\"a\": 1}\n```", ["a": 1]), ("\n```\r\n[1]\r\n```  \n", [1]), ("~~~\n1\n~~~", 1),
      ("````json\n1\n````", 1),
    ] as [(String, JSONValue)])
  func readsJSONBareOrInOneFence(text: String, value: JSONValue) throws {
    #expect(try LocatedJSON.read(text).value == value)
  }

  @Test(arguments: [
    ("", 0), ("   ", 3), ("{", 1), ("[1,]", 3), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{'a':1}", 1), ("01", 2), ("-", 1),
    ("1.", 2),
    ("1e", 2), (".5", 0), ("+1", 0), ("NaN", 0), ("tru", 0), ("nul", 0), ("1e400", 0), ("\"a", 2), ("\"a\nb\"", 2),
    (#""\x""#, 2), (#""\ud800""#, 6), (#""\ud800A""#, 6), (#""\ud800\u0041""#, 12), (#""\udc00""#, 6),
    (#""\u00g0""#, 5), (#""\u00"#, 2),
    ("1 2", 2), ("{\"a\":1 \"b\":2}", 7), ("{\"a\":1,\"a\":2}", 7), ("{\"a\" 1}", 5), ("[1", 2), ("[1 2]", 3),
    ("Here it is: {}", 0), ("```json\n{}", 0), ("```json {} ```", 0), ("```\n{}\n```\nok", 0),
    ("```\n1\n```\n```\n2\n```", 6),
    ("/* c */ 1", 0), ("\u{FEFF}1", 0), ("{\"a\":\u{A0}1}", 5), ("\"a\u{0}\"", 2),
  ])
  func whatIsNotJSONSaysWhere(text: String, offset: Int) {
    let error = #expect(throws: LocatedJSON.SyntaxError.self) { try LocatedJSON.read(text) }
    #expect(error?.offset == offset, "\(String(describing: error))")
  }

  @Test func nestingIsBounded() throws {
    let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
    #expect(throws: Never.self) { try LocatedJSON.read(deep(128)) }
    #expect(throws: LocatedJSON.SyntaxError.self) { try LocatedJSON.read(deep(129)) }
    #expect(throws: LocatedJSON.SyntaxError.self) { try LocatedJSON.read(deep(500_000)) }
  }

  @Test func valuesKnowWhereTheyStand() throws {
    let text = "```json\n{\"é\u{301}\": [10, \"🚒\"]}\n```"
    let root = try LocatedJSON.read(text)
    guard case .object(let members) = root.content, let list = members["é\u{301}"],
      case .array(let elements) = list.content
    else {
      Issue.record("not an object with a list")
      return
    }
    #expect(
      ([root, list] + elements).map { text.slice($0.span) } == [
        "{\"é\u{301}\": [10, \"🚒\"]}", "[10, \"🚒\"]", "10", "\"🚒\"",
      ])
  }

  @Test func aMegabyteIsRead() throws {
    let text = "[" + String(repeating: "{\"a\": \"é\"},", count: 100_000) + "0]"
    #expect(try LocatedJSON.read(text).value[100_000] == 0)
  }
}

import Testing

@testable import EvalSchema

@Suite struct ShapeCheckerTests {
  private static let place = Place(file: "f", line: 1, column: 1)

  private static func plain(_ text: String) -> Node { Node(.scalar(text, quoted: false), at: place) }
  private static func quoted(_ text: String) -> Node { Node(.scalar(text, quoted: true), at: place) }
  private static func map(_ members: (String, Node)...) -> Node {
    Node(.mapping(members.map { Node.Entry(key: $0.0, keyPlace: place, value: $0.1) }), at: place)
  }
  private static func list(_ nodes: Node...) -> Node { Node(.sequence(nodes), at: place) }

  private static func check(_ node: Node, _ shape: Shape) -> (json: JSONValue, codes: [String]) {
    var checker = ShapeChecker(definitions: ["tree": tree])
    let json = checker.check(node, against: shape, as: "it")
    return (json, checker.diagnostics.map(\.code))
  }

  private static let tree = Shape.tagged(
    name: "a tree", [.optional("leaf", .text, ""), .optional("not", .reference("tree"), "")])
  private static let object = Shape.object(
    "a thing",
    [
      .required("name", .text, ""), .optional("count", .integer(0...9), ""), .optional("a", .boolean, ""),
      .optional("b", .boolean, ""),
    ], exactlyOneOf: [["a", "b"]])

  static let right: [(Shape, Node, JSONValue)] = [
    (Shape.text, plain("1"), JSONValue.string("1")), (.text, plain("true"), "true"), (.text, quoted("null"), "null"),
    (.text(.any), quoted(""), ""), (.boolean, plain("true"), true), (.integer(0...9), plain("7"), 7),
    (.number(0...1), plain("0.5"), 0.5), (.number(0...1), plain("1"), 1),
    (.rate(name: "limit", 0...1), plain("1%"), 0.01),
    (.duration(0...100), plain("60s"), 60.0), (.bytes(0...Int.max), plain("4MiB"), 4_194_304),
    (.date, plain("2026-05-14"), "2026-05-14"), (.money, plain("5 USD"), ["micros": 5_000_000, "currency": "USD"]),
    (.list(of: .text), list(plain("1"), plain("b")), ["1", "b"]), (.map(of: .text), map(("k", plain("2"))), ["k": "2"]),
    (.any, list(plain("1"), quoted("1"), plain("~")), [1, "1", .null]),
    (.reference("tree"), map(("not", map(("leaf", plain("x"))))), ["not": ["leaf": "x"]]),
    (.either([.text, .list(of: .text)], expecting: "x"), list(plain("a")), ["a"]),
    (.either([.integer(0...9), .choice(["auto"])], expecting: "x"), plain("auto"), "auto"),
    (.either([.integer(0...9), .choice(["auto"])], expecting: "x"), plain("3"), 3),
  ]

  @Test(arguments: right)
  func meansTheJSONOfItsShape(shape: Shape, node: Node, json: JSONValue) {
    let result = Self.check(node, shape)
    #expect(result.codes == [])
    #expect(result.json == json)
  }

  static let wrong: [(Shape, Node, [String])] = [
    (Shape.text, plain(""), ["empty-value"]), (.text, plain("null"), ["empty-value"]),
    (.text, quoted(" "), ["empty-value"]),
    (.text, list(), ["wrong-kind"]), (.boolean, plain("yes"), ["wrong-kind"]),
    (.boolean, quoted("true"), ["wrong-kind"]),
    (.boolean, plain("1"), ["wrong-kind"]), (.integer(0...9), plain("10"), ["number-range"]),
    (.integer(0...9), plain("1.5"), ["wrong-kind"]), (.integer(0...9), quoted("1"), ["wrong-kind"]),
    (.integer(0...9), plain("0x1"), ["wrong-kind"]), (.integer(0...9), plain("99999999999999999999"), ["wrong-kind"]),
    (.number(0...1), plain("2"), ["number-range"]), (.number(0...1), plain(".inf"), ["wrong-kind"]),
    (.number(0...1), plain("1e999"), ["wrong-kind"]), (.rate(name: "limit", 0...1), plain("1"), ["limit-unit"]),
    (.rate(name: "limit", 0...1), plain("110%"), ["limit-range"]), (.duration(0...100), plain("60"), ["duration-unit"]),
    (.bytes(0...9), plain("4MiB"), ["size-range"]), (.date, plain("today"), ["date-form"]),
    (.money, plain("5"), ["money-unit"]), (.choice(["a", "b"]), plain("c"), ["unknown-value"]),
    (.list(of: .text, atLeast: 1), list(), ["empty-value"]), (.list(of: .text), plain("a"), ["wrong-kind"]),
    (.list(of: .text, atMost: 1), list(plain("a"), plain("b")), ["too-many"]),
    (.list(of: .text, atLeast: 2), list(plain("a")), ["too-few"]), (.list(of: .text), plain(""), ["empty-value"]),
    (.map(of: .text, keys: .identifier), map(("a/b", plain("x"))), ["key-form"]),
    (.map(of: .text, atLeast: 1), map(), ["empty-value"]), (.any, plain("99999999999999999999"), ["number-range"]),
    (.reference("tree"), map(), ["empty-value"]), (.reference("tree"), plain("x"), ["wrong-kind"]),
    (.reference("tree"), map(("leaf", plain("x")), ("not", map(("leaf", plain("y"))))), ["one-key"]),
    (.reference("tree"), map(("not", map(("laef", plain("x"))))), ["unknown-key"]),
    (.either([.text, .list(of: .text)], expecting: "x"), map(), ["wrong-kind"]),
    (.either([.integer(0...9), .choice(["auto"])], expecting: "x"), plain("10"), ["wrong-kind"]),
    (object, map(("name", plain("x"))), ["missing-key"]),
    (object, map(("name", plain("x")), ("a", plain("true")), ("b", plain("true"))), ["one-key"]),
    (object, map(("nme", plain("x")), ("a", plain("true"))), ["unknown-key"]),
    (
      object, map(("name", plain("")), ("count", plain("x")), ("a", plain("no"))),
      ["empty-value", "wrong-kind", "wrong-kind"]
    ),
    (object, plain("x"), ["wrong-kind"]),
  ]

  @Test(arguments: wrong)
  func refusesEverythingElse(shape: Shape, node: Node, codes: [String]) {
    #expect(Self.check(node, shape).codes == codes)
  }

  @Test func asksForTheNearestKey() {
    var checker = ShapeChecker()
    _ = checker.check(
      Self.map(("faliure", Self.plain("x"))), against: .object("a thing", [.optional("failure", .text, "")]), as: "it")
    #expect(checker.diagnostics.map(\.message) == ["unknown key `faliure`: did you mean `failure`?"])
  }

  @Test func hostileTextCannotForgeLinesInMessages() {
    var checker = ShapeChecker()
    let text = "x\n::error::forged\u{1B}[2J" + String(repeating: "y", count: 1000)
    _ = checker.check(Self.quoted(text), against: .choice(["a"]), as: "it")
    _ = checker.check(Self.map((text, Self.plain("1"))), against: .object("a thing", []), as: "it")
    #expect(checker.diagnostics.count == 2)
    for finding in checker.diagnostics {
      #expect(finding.message.unicodeScalars.allSatisfy { $0.value >= 0x20 })
      #expect(finding.message.unicodeScalars.count < 200)
    }
  }
}

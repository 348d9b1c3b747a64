import EvalSchema
import Testing

@testable import Graders

@Suite struct JSONPathTests {
  @Test(
    arguments: [
      ("$", []), ("$.a", [.name("a")]), ("$.a.b_1", [.name("a"), .name("b_1")]), ("$[0]", [.index(0)]),
      ("$[-1]", [.index(-1)]), ("$['a b']", [.name("a b")]), ("$[\"a'b\"]", [.name("a'b")]),
      (#"$['it\'s']"#, [.name("it's")]), (#"$["a\"b\\c\u00e9"]"#, [.name("a\"b\\cé")]), ("$['a\"b']", [.name("a\"b")]),
      ("$[ 'a' ][ 2 ]", [.name("a"), .index(2)]), ("$.größe", [.name("größe")]), ("$['']", [.name("")]),
      ("$.a[0]['b'].c", [.name("a"), .index(0), .name("b"), .name("c")]), ("$.👩\u{200D}🚒", [.name("👩\u{200D}🚒")]),
    ] as [(String, [JSONPath.Step])])
  func readsNamesAndIndices(text: String, steps: [JSONPath.Step]) throws {
    #expect(try JSONPath(text).steps == steps)
  }

  @Test(arguments: [
    ("", 0), ("a", 0), ("$a", 1), ("$.", 2), ("$..a", 2), ("$.*", 2), ("$[*]", 2), ("$[1:2]", 3), ("$[?(@.a)]", 2),
    ("$['a", 2), ("$['a'", 5), ("$[", 2), ("$[]", 2), ("$[01]", 2), ("$[-0]", 2), ("$[1", 3), ("$.1a", 2), ("$.a b", 3),
    ("$['a','b']", 5), ("$[99999999999999999999]", 2), (#"$['\x']"#, 2), ("$ .a", 1),
  ])
  func whatIsNotSupportedSaysWhere(text: String, offset: Int) {
    let error = #expect(throws: JSONPath.SyntaxError.self) { try JSONPath(text) }
    #expect(error?.offset == offset, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ("$.a[1].b", "2", 3), ("$.a[-1].b", "2", 3), ("$.a[2]", nil, 1), ("$.a[-3]", nil, 1), ("$.a.b", nil, 1),
      ("$[0]", nil, 0),
      ("$.x.y", nil, 0), ("$.n", "null", 1), ("$.n.x", nil, 1), ("$", "{\"a\": [1, {\"b\": 2}], \"n\": null}", 0),
    ] as [(String, String?, Int)])
  func followsAsFarAsThereAreValues(path: String, found: String?, walked: Int) throws {
    let text = "{\"a\": [1, {\"b\": 2}], \"n\": null}"
    let result = try JSONPath(path).follow(from: LocatedJSON.read(text))
    #expect(result.value.map { text.slice($0.span) } == found)
    #expect(result.walked == walked)
  }
}

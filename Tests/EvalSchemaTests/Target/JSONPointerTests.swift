import Testing

@testable import EvalSchema

@Suite struct JSONPointerTests {
  /// The document and the pointers of RFC 6901, section 5.
  private static let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
  ]

  @Test(arguments: [
    ("/foo", ["bar", "baz"] as JSONValue), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
    ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
  ])
  func thePointersOfTheRFCHold(pointer: String, value: JSONValue) throws {
    #expect(try #require(JSONPointer(pointer)).value(in: Self.document) == value)
  }

  @Test func theEmptyPointerIsTheDocument() throws {
    #expect(try #require(JSONPointer("")).value(in: Self.document) == Self.document)
  }

  @Test(arguments: ["/foo/2", "/foo/01", "/foo/-1", "/foo/+1", "/foo/-", "/foo/bar", "/none", "/a~1b/x", "/foo/0/0"])
  func whatIsNotThereIsNothing(pointer: String) throws {
    #expect(try #require(JSONPointer(pointer)).value(in: Self.document) == nil)
  }

  @Test(arguments: ["foo", "$.foo", "#/foo", "/a~", "/a~2", "~"])
  func whatIsNoPointerIsRefused(text: String) { #expect(JSONPointer(text) == nil) }
}

import EvalSchema
import Testing

@testable import Graders

@Suite struct JSONValueExcerptTests {
  @Test(
    arguments: [
      (.string("a\"b\n"), #""a\"b\n""#), (.number(240), "240"), (.number(0.5), "0.5"),
      (["b": 1, "a": [true]], #"{"a":[true],"b":1}"#),
      (.number(.infinity), "a number"), (.number(1e300), "1e+300"),
    ] as [(JSONValue, String)])
  func excerptsAreShortJSON(value: JSONValue, text: String) {
    #expect(value.excerpt() == text)
  }
}

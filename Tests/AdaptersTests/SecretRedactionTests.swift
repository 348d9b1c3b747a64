import EvalSchema
import Testing

@testable import Adapters

@Suite struct SecretRedactionTests {
  private let redaction = SecretRedaction(["KEY": "hunter2!", "LONG": "hunter2!hunter2!", "SHORT": "a"])

  @Test(arguments: [
    ("", ""), ("a", "a"), ("my hunter2! is", "my [KEY] is"), ("hunter2!hunter2!", "[LONG]"),
    ("hunter2!hunter2!hunter2!", "[LONG][KEY]"), ("hunter2!\u{301}", "[KEY]\u{301}"), ("hunter", "hunter"),
  ])
  func valuesBecomeNames(text: String, expected: String) {
    #expect(redaction.text(text) == expected)
  }

  @Test(arguments: [
    (#"{"a":"x\/k7+y=z\u003d"}"#, #"{"a":"[KEY]"}"#), (#"\nx/k7+y=z="#, #"\n[KEY]"#),
    (#"\\x\/k7\u002By=z="#, #"\\[KEY]"#),
    (#"{\"a\":\"x\\\/k7+y=z=\"}"#, #"{\"a\":\"[KEY]\"}"#), (#"\u0078/k7+y=z= and x/k7+y=z="#, "[KEY] and [KEY]"),
    (#"x\/k7+y=z"#, #"x\/k7+y=z"#),
  ])
  func escapesHideNothing(text: String, expected: String) {
    #expect(SecretRedaction(["KEY": "x/k7+y=z="]).text(text) == expected)
  }

  @Test func valuesAreCleanInEveryPart() {
    let redaction = SecretRedaction(["KEY": "hunter2!", "PIN": "123456"])
    let value: JSONValue = [
      "hunter2!": ["a hunter2! b", 1, .null, true, 2.5], "b": ["hunter2!": "c"], "c": 123456, "d": 12345, "[KEY]": 1,
    ]
    #expect(
      redaction.value(value) == [
        "[KEY]": 1, "[KEY]_": ["a [KEY] b", 1, .null, true, 2.5], "b": ["[KEY]": "c"], "c": "[PIN]", "d": 12345,
      ])
    #expect(SecretRedaction().value(value) == value)
  }

  /// A text of backslashes alone costs no more than another.
  @Test func nothingButBackslashesIsRead() {
    let text = String(repeating: "\\", count: 200_000)
    #expect(redaction.text(text) == text)
  }

  @Test func whatIsNotTextStaysReadable() {
    #expect(redaction.text([0xFF] + Array("hunter2!".utf8)) == "\u{FFFD}[KEY]")
    #expect(SecretRedaction().text([0xFF, 0x41]) == "\u{FFFD}A")
  }

  @Test func quotesAreShort() {
    let line = Array(String(repeating: "é", count: 200).utf8)
    #expect(redaction.quote(line) == "\"" + String(repeating: "é", count: 160) + "…\"")
    #expect(redaction.quote(Array("hunter2!".utf8)) == "\"[KEY]\"")
    #expect(redaction.quote(Array(repeating: 0x61, count: 6_000)).utf8.count < 200)
  }
}

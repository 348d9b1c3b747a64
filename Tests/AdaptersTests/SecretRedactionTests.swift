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

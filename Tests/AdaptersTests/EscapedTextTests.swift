import Testing

@testable import Adapters

@Suite struct EscapedTextTests {
  /// What of a text stands at an index.
  private func found(_ text: String, in bytes: String, at start: Int = 0) -> String? {
    let bytes = Array(bytes.utf8)
    let range = bytes.withUnsafeBufferPointer { EscapedText.range(of: Array(text.utf8), in: $0, at: start) }
    return range.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("a/b", "a/b", "a/b"), ("a/b", #"a\/b-"#, #"a\/b"#), ("a/b", #"a\\\/b"#, #"a\\\/b"#),
    ("a/b", #"a\u002fb"#, #"a\u002fb"#),
    ("a/b", #"a\\u002Fb"#, #"a\\u002Fb"#), ("a/b", #"\u0061\u002f\u0062c"#, #"\u0061\u002f\u0062"#),
    ("u00", #"\u0075\u0030\u0030"#, #"\u0075\u0030\u0030"#), ("a\nb", #"a\nb"#, #"a\nb"#), ("a\"b", #"a\"b"#, #"a\"b"#),
    (#"a\b"#, #"a\b"#, #"a\b"#), (#"a\b"#, #"a\\b"#, #"a\\b"#), (#"a\"#, #"a\\"#, #"a\\"#), (#"\a"#, #"\\a"#, #"\\a"#),
    ("é🙂b", #"\u00e9\ud83d\uDE42b"#, #"\u00e9\ud83d\uDE42b"#), ("é", "é", "é"),
  ])
  func aTextIsFoundHoweverItIsEscaped(text: String, bytes: String, expected: String) {
    #expect(found(text, in: bytes) == expected)
  }

  @Test(arguments: [
    ("a/b", ""), ("a/b", "a/"), ("a/b", #"a\"#), ("a/b", #"a\u"#), ("a/b", #"a\u002"#), ("a/b", #"a\u003fb"#),
    ("a/b", "au002fb"), ("a/b", #"a\u00zfb"#), ("🙂", #"\ud83d"#), ("🙂", #"\ud83d\ud83d"#), ("a\nb", "anb"),
    (#"a\b"#, "ab"),
  ])
  func whatIsAnotherTextIsNot(text: String, bytes: String) {
    #expect(found(text, in: bytes) == nil)
  }

  /// What stands before it stays whole, so that JSON stays JSON.
  @Test(arguments: [(#"\\ab"#, "ab"), (#"\\\/b"#, #"\/b"#), (#"\\\u0061b"#, #"\u0061b"#), (#"\\u0061b"#, #"\\u0061b"#)])
  func backslashesBeforeItStayOutside(bytes: String, expected: String) {
    let text = expected.hasSuffix("/b") ? "/b" : "ab"
    #expect(found(text, in: bytes) == expected)
  }
}

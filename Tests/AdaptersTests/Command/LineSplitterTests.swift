import Testing

@testable import Adapters

@Suite struct LineSplitterTests {
  /// What chunks come to, with the rest at the end.
  private func split(_ chunks: [String], limit: Int = 100) -> (events: [LineSplitter.Event], rest: String?) {
    var splitter = LineSplitter(limit: limit)
    var events: [LineSplitter.Event] = []
    for chunk in chunks { Array(chunk.utf8).withUnsafeBytes { events += splitter.push($0) } }
    return (events, splitter.finish().map { String(decoding: $0, as: UTF8.self) })
  }

  private static func line(_ text: String) -> LineSplitter.Event { .line(Array(text.utf8)) }

  @Test(
    arguments: [
      ([], [], nil),
      ([""], [], nil),
      (["a\n"], ["a"], nil),
      (["a\nb\n", "c"], ["a", "b"], "c"),
      (["a", "b", "\n", "\n", "c\n"], ["ab", "", "c"], nil),
      (["a\r\n"], ["a\r"], nil),
      (["é", "\n"], ["é"], nil),
    ] as [([String], [String], String?)])
  func linesDoNotDependOnChunks(chunks: [String], lines: [String], rest: String?) {
    let (events, left) = split(chunks)
    #expect(events == lines.map(Self.line))
    #expect(left == rest)
    let bytewise = split(chunks.joined().utf8.map { String(decoding: [$0], as: UTF8.self) }.filter { $0 != "\u{FFFD}" })
    if chunks.joined().utf8.allSatisfy({ $0 < 0x80 }) { #expect(bytewise.events == events) }
  }

  @Test(arguments: [(["12345\n"], false), (["123456\n"], true), (["123", "456"], true), (["1\n123456\nx\n"], true)])
  func aLineOverTheLimitEndsEverything(chunks: [String], isTooLong: Bool) {
    let (events, rest) = split(chunks + ["more\nmore\n"], limit: 5)
    #expect(events.contains(.tooLong(beginning: Array("123456".utf8))) == isTooLong)
    if isTooLong {
      #expect(events.last == .tooLong(beginning: Array("123456".utf8)))
      #expect(rest == nil)
    } else {
      #expect(events == [Self.line("12345"), Self.line("more"), Self.line("more")])
    }
  }

  @Test func onlyTheBeginningOfALongLineIsKept() {
    let (events, _) = split([String(repeating: "x", count: 90_000)], limit: 50_000)
    #expect(events == [.tooLong(beginning: Array(repeating: UInt8(ascii: "x"), count: 4_096))])
  }

  @Test(arguments: [("", true), (" \t\r", true), (" x", false)])
  func blankIsWhatHoldsNothing(text: String, expected: Bool) {
    #expect(Array(text.utf8).isBlank == expected)
  }
}

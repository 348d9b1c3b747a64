import Testing

@testable import Adapters

@Suite struct BoundedTailTests {
  @Test(
    arguments: [
      ([], ""), (["abc"], "abc"), (["abcdefgh"], "abcdefgh"), (["abcd", "efgh"], "abcdefgh"),
      (["abcdefghi"], "bcdefghi"),
      (["abcd\n", "efgh\n"], "efgh\n"), (["ab\ncd\nef\ngh"], "ef\ngh"), (["0123456789abcdef\n"], "9abcdef\n"),
      (["a\n", "b\n", "c\n", "d\n", "e\n"], "c\nd\ne\n"), (["\n1234567\n"], "1234567\n"),
    ] as [([String], String)])
  func theEndIsKeptInWholeLines(chunks: [String], expected: String) {
    var tail = BoundedTail(capacity: 8)
    for chunk in chunks { Array(chunk.utf8).withUnsafeBytes { tail.push($0) } }
    #expect(String(decoding: tail.content, as: UTF8.self) == expected)
  }

  @Test func memoryIsBounded() {
    var tail = BoundedTail(capacity: 1_000)
    for round in 0..<5_000 { Array("line \(round)\n".utf8).withUnsafeBytes { tail.push($0) } }
    #expect(tail.content.count <= 1_000)
    #expect(String(decoding: tail.content, as: UTF8.self).hasSuffix("line 4998\nline 4999\n"))
  }
}

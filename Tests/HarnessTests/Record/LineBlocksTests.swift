import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

@Suite struct LineBlocksTests {
  @Test(arguments: [1, 2, 3, 7, 64])
  func linesAreWholeWhateverTheBlock(size: Int) async throws {
    let lines = ["", "a", "bcdefghij", "", "ü\r", "last"]
    try await withTemporaryFolder { folder in
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: folder + "/x"))
      var seen: [String] = []
      var ends: [Bool] = []
      try LineBlocks(path: folder + "/x", blockSize: size).forEach { line in
        #expect(line.number == seen.count + 1)
        seen.append(String(decoding: line.bytes, as: UTF8.self))
        ends.append(line.isTerminated)
      }
      #expect(seen == lines && ends == [true, true, true, true, true, false])
    }
  }

  @Test func anEndedFileHasNoFurtherLine() async throws {
    try await withTemporaryFolder { folder in
      try Data("a\n".utf8).write(to: URL(filePath: folder + "/x"))
      var count = 0
      try LineBlocks(path: folder + "/x").forEach { _ in count += 1 }
      #expect(count == 1)
      #expect(throws: LineBlocks.Failure.self) { try LineBlocks(path: folder + "/y").forEach { _ in } }
      #expect(throws: LineBlocks.Failure.self) { try LineBlocks(path: folder).forEach { _ in } }
    }
  }
}

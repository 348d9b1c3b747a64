import EvalSchema
import Foundation
import Testing

@testable import relapse

@Suite struct ExplainCommandTests {
  /// Every code that a finding in the sources has, read from the sources.
  @Test func everyCodeOfAFindingIsExplained() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var codes: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\.(?:error|warning)\(\s*"([a-z0-9-]+)",/) { codes.insert(String(match.1)) }
    }
    #expect(codes.count > 100)
    let world = try TestWorld()
    #expect(await world.run("explain") == .pass)
    let known = Set(world.printed.split(separator: "\n").map(String.init))
    #expect(codes.subtracting(known).sorted() == [])
  }
}

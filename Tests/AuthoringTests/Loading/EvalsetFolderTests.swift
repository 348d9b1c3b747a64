import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct EvalsetFolderTests {
  @Test(arguments: [
    ("a/b", "a/b"), ("./a//b/.", "a/b"), ("a/../b", "b"), ("a/b/../../c", "c"), ("..", nil), ("a/../../b", nil),
    ("", ""),
  ])
  func pathsThatClimbOutHaveNoNormalForm(path: String, normal: String?) {
    #expect(EvalsetFolder.normalized(path) == normal)
  }

  private static func code(_ file: String, in folder: EvalsetFolder, limit: Int = 100) -> String? {
    do {
      _ = try folder.read(file, limit: limit)
      return nil
    } catch {
      return error.diagnostics.first?.code
    }
  }

  @Test func onlyRegularFilesInsideAreRead() throws {
    let temporary = try TemporaryEvalset(["a/b": "12345"])
    try temporary.link("out", to: "/etc")
    try temporary.link("loop", to: "loop")
    mkfifo(temporary.path + "/pipe", 0o600)
    let folder = try EvalsetFolder(temporary.path + "/")
    #expect(try folder.read("a/b", limit: 5) == Array("12345".utf8))
    #expect(try folder.read("a/../a/b", limit: 5) == Array("12345".utf8))
    #expect(Self.code("a/b", in: folder, limit: 4) == "file-too-large")
    #expect(Self.code("a", in: folder) == "not-a-file")
    #expect(Self.code("pipe", in: folder) == "not-a-file")
    #expect(Self.code("x", in: folder) == "file-missing")
    #expect(Self.code("loop", in: folder) == "file-missing")
    #expect(Self.code("../x", in: folder) == "path-outside")
    #expect(Self.code("/etc/hostname", in: folder) == "path-outside")
    #expect(Self.code("out/hostname", in: folder) == "path-outside")
    #expect(Self.code("a\u{0}b", in: folder) == "path-outside")
    #expect(folder.shown("a/b") == temporary.path + "/a/b")
  }
}

import EvalSchema
import Foundation
import Testing

@testable import Authoring

@Suite struct ImportFolderTests {
  @Test(arguments: [
    ("INC-1.md", true), ("a.JSON", true), ("a.yml", true), ("a.jsonl", true), ("a.txt", false), ("md", false),
    ("README.md", false), ("index.md", false), ("postmortem-template.md", false), (".md", false),
    ("evalset.yaml", false),
    ("case.schema.json", false),
  ])
  func namesTellDocuments(_ name: String, _ isDocument: Bool) {
    #expect(ImportFolder.isDocument(name) == isDocument)
  }

  @Test func aFolderGivesItsDocumentsSortedAndNoLinks() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-folder-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }  // Left-overs of a test harm nobody.
    try FileManager.default.createDirectory(atPath: folder + "/b/.git", withIntermediateDirectories: true)
    for name in ["z.md", "b/a.json", "b/README.md", "b/.git/x.md", "b/c.txt"] {
      try Data("x".utf8).write(to: URL(filePath: folder + "/" + name))
    }
    try FileManager.default.createSymbolicLink(atPath: folder + "/b/round", withDestinationPath: folder)
    let found = try ImportFolder.documents(in: folder + "/")
    #expect(found == [folder + "/b/a.json", folder + "/z.md"])
    #expect(ImportFolder.isFolder(folder))
    #expect(!ImportFolder.isFolder(folder + "/z.md"))
    #expect(throws: DiagnosticError.self) { try ImportFolder.documents(in: folder + "/b/.git/none") }
    #expect(throws: DiagnosticError.self) {
      try ImportFolder.documents(in: folder + "/b/round/b/.git/..//.git/../.git/x.md")
    }
  }
}

import EvalSchema
import Testing

@testable import Authoring

@Suite struct SourceTextTests {
  @Test func offsetsAndPlacesAgree() {
    let source = SourceText("ab\r\né😀c\n\nd", file: "f", lineOffset: 10)
    #expect(source.place(scalarOffset: 0) == Place(file: "f", line: 11, column: 1))
    #expect(source.place(scalarOffset: 6) == Place(file: "f", line: 12, column: 3))
    #expect(source.place(byteOffset: 10) == Place(file: "f", line: 12, column: 3))
    #expect(source.place(byteOffset: 13) == Place(file: "f", line: 14, column: 1))
    #expect((11...14).map { source.line($0) } == ["ab", "é😀c", "", "d"])
    #expect(source.line(10) == nil)
    #expect(source.line(15) == nil)
  }

  @Test func onlyFindingsOfTheTextAreAnnotated() {
    let source = SourceText("a\nb", file: "f")
    let findings = [
      Diagnostic.error("x", "x", at: Place(file: "f", line: 2, column: 1)),
      .error("x", "x", at: Place(file: "g", line: 2)),
      .error("x", "x", at: Place(file: "f")), .error("x", "x"),
    ]
    #expect(source.annotate(findings).map(\.sourceLine) == ["b", nil, nil, nil])
  }
}

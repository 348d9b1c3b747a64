import Testing

@testable import Authoring

@Suite struct MarkdownDocumentTests {
  @Test func bothFormsOfHeadingsCount() {
    let document = MarkdownDocument("Title\n=====\n\ntext\n\nSecond\n---\n\n### Third *one*\n")
    let headings = document.sections.compactMap { section in
      section.heading.map { (section.level, section.title, $0.lines) }
    }
    #expect(headings.map(\.0) == [1, 2, 3])
    #expect(headings.map(\.1) == ["Title", "Second", "Third one"])
    #expect(headings.map(\.2) == [1...2, 6...7, 9...9])
    #expect(document.title?.lines == 1...2)
  }

  @Test func headingsInFencesAreText() {
    let document = MarkdownDocument("# A\n\n```text\n# B\n```\n\n    # C\n")
    #expect(document.sections.map(\.title) == ["", "A"])
  }

  @Test func fencesHoldInfoAndLiteral() {
    let document = MarkdownDocument("~~~yaml eval-case\na: 1\n\nb: 2\n~~~\n")
    #expect(document.blocks.map(\.kind) == [.code(info: "yaml eval-case", literal: "a: 1\n\nb: 2\n", isClosed: true)])
    #expect(document.blocks[0].lines == 1...5)
    #expect(document.blocks[0].fenceName == "yaml")
  }

  @Test func anOpenFenceIsKnownToBeOpen() {
    let document = MarkdownDocument("text\n\n```\na\n")
    #expect(document.blocks.last?.kind == .code(info: "", literal: "a\n", isClosed: false))
    #expect(MarkdownDocument("```\n").blocks.last?.kind == .code(info: "", literal: "", isClosed: false))
  }

  @Test func tablesHaveHeaderRowsAndLines() throws {
    let document = MarkdownDocument("\n| *Key* | Value |\n| --- | --- |\n| `a` | [b](c) |\n| d | e \\| f |\n")
    guard case .table(let table) = try #require(document.blocks.first).kind else {
      Issue.record("not a table")
      return
    }
    #expect(table.header == .init(cells: ["Key", "Value"], line: 2))
    #expect(table.rows == [.init(cells: ["a", "b"], line: 4), .init(cells: ["d", "e | f"], line: 5)])
  }

  @Test func taskItemsKnowTheirBox() throws {
    let document = MarkdownDocument("- [x] done\n- [ ] open\n- plain\n")
    guard case .list(false, let items) = try #require(document.blocks.first).kind else {
      Issue.record("not a list")
      return
    }
    #expect(items.map(\.isChecked) == [true, false, nil])
    #expect(items.map(\.source) == ["done", "open", "plain"])
    #expect(items.map(\.lines) == [1...1, 2...2, 3...3])
  }

  @Test func sourcesLoseTheMarksOfTheirContainers() throws {
    let document = MarkdownDocument("> - **A**: x\n>   more\n>\n>   ```\n>   code\n>   ```\n")
    guard case .quote(let blocks) = try #require(document.blocks.first).kind,
      case .list(_, let items) = try #require(blocks.first).kind
    else {
      Issue.record("not a list in a quote")
      return
    }
    #expect(items[0].blocks.map(\.source) == ["**A**: x\nmore", "```\ncode\n```"])
    #expect(items[0].blocks[1].kind == .code(info: "", literal: "code\n", isClosed: true))
    #expect(items[0].blocks[1].lines == 4...6)
  }

  @Test func commentsSayNothing() {
    let document = MarkdownDocument("# A\n\n<!-- guidance\nmore -->\n\n{/* truncate */}\n")
    #expect(document.blocks[1].isComment)
    #expect(document.blocks[1].lines == 3...4)
    let section = document.sections[1]
    #expect(section.content.count == 1)
  }

  @Test func frontMatterShiftsEveryLine() {
    let document = MarkdownDocument("---\nid: x\n---\n# A\n\ntext\n")
    #expect(document.frontMatter?.text == "id: x\n")
    #expect(document.frontMatter?.lines == 2...2)
    #expect(document.blocks.map(\.lines) == [4...4, 6...6])
    #expect(document.sections.map(\.lines) == [1...6, 4...6])
  }

  @Test func aByteOrderMarkIsDropped() {
    #expect(MarkdownDocument("\u{FEFF}# A\n").sections.map(\.title) == ["", "A"])
    #expect(MarkdownDocument("\u{FEFF}---\na: b\n---\n").frontMatter != nil)
  }

  @Test func sectionsNestByLevel() throws {
    let document = MarkdownDocument("top\n\n## A\n\n#### A1\n\nx\n\n### A2\n\n# B\n\n## C\n")
    let root = document.root
    #expect(root.blocks.map(\.source) == ["top"])
    #expect(root.subsections.map(\.title) == ["A", "B"])
    #expect(root.subsections[0].subsections.map(\.title) == ["A1", "A2"])
    #expect(root.subsections[0].lines == 3...10)
    #expect(root.subsections[0].subsections[0].path == ["A"])
    #expect(root.subsections[1].subsections.map(\.title) == ["C"])
  }

  @Test(arguments: [
    String(repeating: ">", count: 5_000) + " x\n", String(repeating: "- ", count: 2_000) + "x\n",
    String(repeating: "[", count: 20_000), String(repeating: "*a ", count: 20_000), "", "\n", "\r", "# \n", "|\n|-\n",
    "```",
  ])
  func hostileTextIsOnlyText(_ text: String) {
    let document = MarkdownDocument(text)
    for block in document.blocks { #expect(block.lines.lowerBound >= 1) }
  }

  @Test func documentsCanBeReadAtTheSameTime() async {
    let text = "| a | b |\n| - | - |\n| ~~c~~ | d |\n\n- [x] e\n"
    let alone = MarkdownDocument(text)
    let all = await withTaskGroup(of: MarkdownDocument.self) { group in
      for _ in 0..<64 { group.addTask { MarkdownDocument(text) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(all.count == 64)
    #expect(all.allSatisfy { $0 == alone })
  }
}

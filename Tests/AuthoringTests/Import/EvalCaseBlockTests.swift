import EvalSchema
import Testing

@testable import Authoring

@Suite struct EvalCaseBlockTests {
  private func read(_ text: String) -> (blocks: [EvalCaseBlock], diagnostics: [Diagnostic]) {
    let document = MarkdownDocument(text)
    let node = document.frontMatter.flatMap { YAMLReader.read($0.text, file: "x.md", lineOffset: 1).node }
    return EvalCaseBlock.all(in: document, frontMatter: node, file: "x.md")
  }

  @Test(arguments: ["eval-case", "yaml eval-case", "{.eval-case}", "Eval-Case"])
  func theInfoStringNamesTheBlock(_ info: String) {
    let found = read("# A\n\n```\(info)\nid: x\n```\n\n- item\n\n  ~~~eval-case\n  id: y\n  ~~~\n")
    #expect(found.blocks.map { $0.node["id"]?.text } == ["x", "y"])
    #expect(found.blocks.map(\.lines) == [4...4, 10...10])
    #expect(found.diagnostics.isEmpty)
  }

  @Test func theFrontMatterMayHoldTheSame() {
    let found = read("---\nid: INC-1\ncases:\n  - id: x\n    input:\n      messages: []\n  - id: y\n---\n# A\n")
    #expect(found.blocks.map { $0.node["id"]?.text } == ["x", "y"])
    #expect(found.blocks.map(\.lines) == [4...6, 7...7])
    #expect(found.blocks.map(\.text) == [nil, nil])
    #expect(found.blocks[0].range(of: "input") == LineRange(first: 5, last: 6))
  }

  @Test(arguments: [
    ("```eval-case\na: [\n```\n", nil), ("```eval-case\n- a\n```\n", "eval-case-shape"),
    ("```eval-case\ntext\n```\n", "eval-case-shape"),
    ("```eval-case\nincident: {id: x}\n```\n", "eval-case-incident"), ("```eval-case\nid: x\n", "unclosed-fence"),
    ("---\ncases: x\n---\n", "eval-case-shape"), ("```eval-case\nid: x\nid: y\n```\n", nil),
    ("```eval-case\n```\n", nil),
  ])
  func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ code: String?) {
    let found = read(text)
    if let code { #expect(found.diagnostics.map(\.code).contains(code)) }
    #expect(found.diagnostics.hasErrors || found.blocks.isEmpty)
    #expect(found.diagnostics.allSatisfy { $0.place?.line != nil && $0.place?.file == "x.md" })
  }

  @Test func rangesEndBeforeTheNextKey() {
    let block = read("```eval-case\nid: x\ninput:\n  messages:\n    - user: a\nexpected:\n  behavior: b\n```\n").blocks[
      0]
    #expect(block.range(of: "input") == LineRange(first: 3, last: 5))
    #expect(block.range(of: "expected") == LineRange(first: 6, last: 7))
    #expect(block.range(of: "known_bad") == nil)
  }
}

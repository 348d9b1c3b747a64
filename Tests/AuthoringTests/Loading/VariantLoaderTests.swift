import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantLoaderTests {
  private func evalset(_ variants: String, _ files: [String: String?] = [:]) throws -> TemporaryEvalset {
    try TemporaryEvalset(
      ["cases/INC-1.yaml": TemporaryEvalset.caseText + variants].merging(files.mapValues { $0 }) { first, _ in first })
  }

  @Test func messagesOfAFileAreReadIntoTheCase() throws {
    let folder = try evalset(
      "variants:\n  - {name: a, prepend: fixtures/talk.yaml}\n  - {name: b, append: [{user: Well?}]}\n",
      ["fixtures/talk.yaml": "- user: \"Hello?\"\n- assistant: \"Yes.\"\n"])
    #expect(folder.findings() == [])
    let evalCase = try #require(EvalsetLoader.load(folder.path).loaded?.cases.first?.caseFile.evalCase)
    #expect(evalCase.variants[0].prepend?.file == "fixtures/talk.yaml")
    #expect(
      evalCase.input(of: evalCase.variants[0]).messages.map(\.text) == ["Hello?", "Yes.", "Please refund order 8812."])
    #expect(evalCase.input(of: evalCase.variants[1]).messages.map(\.text) == ["Please refund order 8812.", "Well?"])
  }

  @Test func theContentOfAFileIsPartOfTheDigest() throws {
    func digest(_ text: String) throws -> Digest {
      let folder = try evalset("variants:\n  - {name: a, prepend: t.yaml}\n", ["t.yaml": "- user: \"\(text)\"\n"])
      return try CaseStrictness(of: #require(EvalsetLoader.load(folder.path).loaded).cases[0].caseFile.evalCase)
        .digest()
    }
    #expect(try digest("Hello") != digest("Hullo"))
    #expect(try digest("Hello") == digest("Hello"))
  }

  /// What a person may get wrong, each with every finding at its place.
  static let wrong: [(String, [String])] = [
    ("variants:\n  - {name: a}\n", ["cases/INC-1.yaml:35:5 missing-key"]),
    ("variants:\n  - {set: {order_id: 1}}\n", ["cases/INC-1.yaml:35:5 missing-key"]),
    ("variants:\n  - {name: base, set: {order_id: 1}}\n", ["cases/INC-1.yaml:35:12 variant-base"]),
    (
      "variants:\n  - {name: a, set: {order_id: 1}}\n  - {name: a, set: {order_id: 2}}\n",
      ["cases/INC-1.yaml:36:12 duplicate-variant"]
    ),
    ("variants:\n  - {name: a b, set: {order_id: }}\n", ["cases/INC-1.yaml:35:12 identifier-form"]),
    ("variants:\n  - {name: a, set: {order_id: }}\n", ["cases/INC-1.yaml:35:21 empty-value"]),
    ("variants:\n  - {name: a, prepend: ../x.yaml}\n", ["cases/INC-1.yaml:35:24 path-outside"]),
    ("variants:\n  - {name: a, prepend: /etc/passwd}\n", ["cases/INC-1.yaml:35:24 path-outside"]),
    ("variants:\n  - {name: a, prepend: none.yaml}\n", ["cases/INC-1.yaml:35:24 file-missing"]),
    ("variants:\n  - {name: a, prepend: bad.yaml}\n", ["bad.yaml:1:3 unknown-key"]),
    ("variants:\n  - {name: a, prepend: out.yaml}\n", ["cases/INC-1.yaml:35:24 path-outside"]),
    ("variants:\n  - {name: a, prepend: []}\n", ["cases/INC-1.yaml:35:24 empty-value"]),
    ("variants:\n  - {name: a, prepend: {user: hi}}\n", ["cases/INC-1.yaml:35:24 wrong-kind"]),
    ("variants:\n  - {name: a, replace: {order: \"a\\0b\"}}\n", ["cases/INC-1.yaml:35:12 variant-text"]),
    (
      "variants:\n  - {name: a, sett: {order_id: 1}}\n",
      ["cases/INC-1.yaml:35:5 missing-key", "cases/INC-1.yaml:35:15 unknown-key"]
    ),
    (
      "variants:\n  - {name: base, set: {x: }}\n  - {name: b, append: none.yaml, replace: {a: \"\\0\"}}\n",
      [
        "cases/INC-1.yaml:35:12 variant-base", "cases/INC-1.yaml:35:24 empty-value",
        "cases/INC-1.yaml:36:12 variant-text", "cases/INC-1.yaml:36:23 file-missing",
      ]
    ),
  ]

  @Test(arguments: wrong.indices) func everyMistakeHasItsPlace(index: Int) throws {
    let (variants, findings) = Self.wrong[index]
    let folder = try evalset(variants, ["bad.yaml": "- usr: hi\n"])
    try folder.link("out.yaml", to: "/etc/hostname")
    let lines = TemporaryEvalset.caseText.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(
      folder.findings()
        == findings.map {
          $0.replacing("yaml:35:", with: "yaml:\(lines + 2):").replacing("yaml:36:", with: "yaml:\(lines + 3):")
        })
  }

  @Test func aCredentialInAFileOfMessagesIsRefused() throws {
    let folder = try evalset(
      "variants:\n  - {name: a, prepend: t.yaml}\n",
      ["t.yaml": "- user: \"my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD\"\n"])
    #expect(folder.findings().contains { $0.hasSuffix("secret-in-file") })
  }
}

import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct EvalsetLoaderTests {
  @Test func aRightEvalsetIsLoadedWhole() throws {
    let folder = try TemporaryEvalset([
      "evalset.yaml": EvalsetFormat.format.example,
      "waivers.yaml": "waivers:\n  - {case: INC-1, owner: a, reason: b, record: T-1, expires: 2026-06-01}\n",
      "cases/INC-0.yaml": TemporaryEvalset.caseText.replacing("id: INC-1\ntitle", with: "id: INC-0\ntitle"),
      "cases/.hidden.yaml.swp": "x", "cases/README.md": "x",
    ])
    let (loaded, diagnostics) = EvalsetLoader.load(folder.path)
    #expect(diagnostics.map { folder.line($0) } == [])
    let evalset = try #require(loaded?.evalset)
    #expect(evalset.manifest.name == "support-agent")
    #expect(evalset.manifest.policy.confidence == 0.95)
    #expect(evalset.manifest.policy.severities.s3.cap == 0.5)
    #expect(evalset.policyLine == 7)
    #expect(evalset.cases.map(\.evalCase.id) == ["INC-0", "INC-1"])
    #expect(evalset.cases.map(\.file) == ["cases/INC-0.yaml", "cases/INC-1.yaml"])
    #expect(evalset.cases[1].sha256 == Digest(of: TemporaryEvalset.caseText))
    #expect(evalset.waivers.map(\.evalCase) == ["INC-1"])
    #expect(loaded?.postmortems.map(\.file) == ["postmortems/INC-1.md"])
    #expect(loaded?.postmortems.first?.sha256 == Digest(of: TemporaryEvalset.postmortem))
  }

  /// The files that differ from a right evalset, and every finding.
  static let bad: [(changes: [String: String?], findings: [String])] = [
    (["evalset.yaml": String?.none], ["evalset.yaml manifest-missing"]),
    (["evalset.yaml": String?.none, "evalset.yml": "name: x"], ["evalset.yaml manifest-missing"]),
    (["evalset.yaml": ""], ["evalset.yaml yaml-empty"]),
    (["evalset.yaml": "- a"], ["evalset.yaml:1:1 wrong-kind"]),
    (["evalset.yaml": "owner: x"], ["evalset.yaml:1:1 missing-key"]),
    (["evalset.yaml": "name: a b"], ["evalset.yaml:1:7 identifier-form"]),
    (["evalset.yaml": "name: x\nversion: 2"], ["evalset.yaml:2:10 number-range"]),
    (["evalset.yaml": "name: x\nseverity_scheme: sev2"], ["evalset.yaml:2:18 unknown-value"]),
    (["evalset.yaml": "name: x\npatterns: [approval-bypas]"], ["evalset.yaml:2:12 unknown-pattern"]),
    (["evalset.yaml": "name: x\npatterns: [approval-bypass, hallucination]"], ["evalset.yaml:2:29 pattern-ambiguous"]),
    (["evalset.yaml": "name: x\npolicy: {confidence: 95}"], ["evalset.yaml:2:22 confidence-unit"]),
    (["evalset.yaml": "name: x\npolicy: {confidence: 100%}"], ["evalset.yaml:2:22 confidence-range"]),
    (["evalset.yaml": "name: x\npolicy: {faliure: 1%}"], ["evalset.yaml:2:10 unknown-key"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S1: 1%}}"], ["evalset.yaml:2:27 wrong-kind"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S4: {limit: 1%}}}"], ["evalset.yaml:2:23 unknown-key"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S1: {}}}"], ["evalset.yaml:2:27 missing-key"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 1}}}"], ["evalset.yaml:2:35 limit-unit"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 0%}}}"], ["evalset.yaml:2:35 limit-range"]),
    (["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 100%}}}"], ["evalset.yaml:2:35 limit-range"]),
    (
      ["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 1%, cap: 50%}}}"],
      ["evalset.yaml:2:44 cap-without-pattern"]
    ),
    (
      ["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 5%, unit: pattern, cap: 1%}}}"],
      ["evalset.yaml:2:59 limit-range"]
    ),
    (
      ["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 1%, budget: many}}}"],
      ["evalset.yaml:2:47 wrong-kind"]
    ),
    (
      ["evalset.yaml": "name: x\npolicy: {severities: {S1: {limit: 1%, blocks: no}}}"], ["evalset.yaml:2:47 wrong-kind"]
    ),
    (["evalset.yaml": "name: x\npolicy: {error_share: 60%}"], ["evalset.yaml:2:23 share-range"]),
    (["evalset.yaml": "name: x\npolicy: {minimum_valid: 0}"], ["evalset.yaml:2:25 number-range"]),
    (["evalset.yaml": "name: x\npolicy: {identical_outputs: pass}"], ["evalset.yaml:2:29 unknown-value"]),
    (["cases/INC-1.yaml": String?.none], ["cases no-cases"]),
    (["cases/INC-1.yaml": String?.none, "cases/a/INC-1.yaml": "x"], ["cases no-cases", "cases/a unread-file"]),
    (["cases/INC-2.yml": "x"], ["cases/INC-2.yml unread-file"]),
    (["cases/INC-2.json": "{}"], ["cases/INC-2.json unread-file"]),
    (
      ["cases/INC-2.yaml": TemporaryEvalset.caseText],
      ["cases/INC-2.yaml:1:5 id-mismatch", "cases/INC-2.yaml:1:5 duplicate-id"]
    ),
    (
      ["cases/inc-1.yaml": TemporaryEvalset.caseText.replacing("id: INC-1\ntitle", with: "id: inc-1\ntitle")],
      ["cases/inc-1.yaml:1:5 duplicate-id"]
    ),
    (["waivers.yml": "waivers: []"], ["waivers.yml unread-file"]),
    (["waivers.yaml": "[]"], ["waivers.yaml:1:1 wrong-kind"]),
    (["waivers.yaml": "waivers:\n  - case: INC-1"], Array(repeating: "waivers.yaml:2:5 missing-key", count: 4)),
    (
      ["waivers.yaml": "waivers:\n  - {case: INC-7, owner: a, reason: b, record: c, expires: 2026-01-01}"],
      ["waivers.yaml:2:12 waiver-unknown-case"]
    ),
    (
      ["waivers.yaml": "waivers:\n  - {case: INC-1, owner: a, reason: '', record: c, expires: soon}"],
      ["waivers.yaml:2:37 empty-value", "waivers.yaml:2:61 date-form"]
    ),
    (
      [
        "waivers.yaml":
          "waivers:\n  - &a {case: INC-1, owner: a, reason: b, record: c, expires: 2026-01-01}\n"
          + "  - {case: INC-1, owner: a, reason: b, record: c, expires: 2027-01-01}"
      ], ["waivers.yaml:3:12 duplicate-waiver"]
    ),
  ]

  @Test(arguments: bad.indices)
  func nothingWrongIsAcceptedSilently(index: Int) throws {
    let (changes, findings) = Self.bad[index]
    let folder = try TemporaryEvalset(changes)
    #expect(folder.findings() == findings)
    #expect(throws: DiagnosticError.self) { try EvalsetLoader.judgeable(folder.path) }
  }

  @Test func theFindingsOfAllFilesComeAtOnce() throws {
    let folder = try TemporaryEvalset([
      "evalset.yaml": "nam: x", "cases/A.yaml": "id: [", "cases/INC-1.yaml": "id: 1\n", "waivers.yaml": "x: 1",
    ])
    let files = Set(folder.findings().compactMap { $0.split(separator: ":").first })
    #expect(files == ["evalset.yaml", "cases/A.yaml", "cases/INC-1.yaml", "waivers.yaml"])
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let (loaded, diagnostics) = EvalsetLoader.load("/nowhere/at/all")
    #expect(loaded == nil)
    #expect(diagnostics.map(\.code) == ["folder-missing"])
  }

  @Test func linksCannotLeaveTheEvalset() throws {
    let outside = try TemporaryEvalset()
    let folder = try TemporaryEvalset()
    try folder.link("cases/INC-2.yaml", to: outside.path + "/cases/INC-1.yaml")
    try folder.link("postmortems/INC-2.md", to: outside.path + "/postmortems/INC-1.md")
    try folder.link("waivers.yaml", to: "/dev/zero")
    #expect(
      folder.findings() == [
        "cases/INC-2.yaml path-outside", "postmortems/INC-2.md path-outside", "waivers.yaml path-outside",
      ])
  }

  @Test func linksWithinTheEvalsetAreFollowed() throws {
    let folder = try TemporaryEvalset(["cases/INC-1.yaml": String?.none, "fixtures/a": TemporaryEvalset.caseText])
    try FileManager.default.createDirectory(atPath: folder.path + "/cases", withIntermediateDirectories: true)
    try folder.link("cases/INC-1.yaml", to: "../fixtures/a")
    #expect(folder.findings() == [])
  }

  @Test func aLargeFileIsNotRead() throws {
    let folder = try TemporaryEvalset(["cases/INC-1.yaml": String(repeating: "# x\n", count: 1_100_000)])
    #expect(folder.findings() == ["cases/INC-1.yaml file-too-large"])
  }

  @Test func anotherSplitOfTheSameCasesHasTheSameDigest() throws {
    let first = try TemporaryEvalset()
    let second = try TemporaryEvalset(["cases/INC-1.yaml": "# a comment\n" + TemporaryEvalset.caseText])
    let digests = try [first, second].map { try EvalsetLoader.judgeable($0.path).loaded.evalset.digest() }
    #expect(digests[0] == digests[1])
  }

  @Test(arguments: [
    ("---\nno_case: the tool was removed\n---\n# x", "the tool was removed"), ("# x", nil),
    ("---\nno_case: true\n---\n", nil),
    ("---\nno_case:\n---\n", nil), ("---\r\nno_case: gone\r\n---\r\n", "gone"), ("---\nno_case: open", nil),
  ])
  func aReasonForNoCaseIsRead(text: String, reason: String?) {
    #expect(EvalsetLoader.noCaseReason(in: Array(text.utf8)) == reason)
  }
}

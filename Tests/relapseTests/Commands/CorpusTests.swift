import EvalSchema
import Foundation
import Testing

@testable import relapse

/// Real postmortems of public repositories, which are no part of the project: each gets its verdict through the program.
///
/// They lie beside the test data (`RELAPSE_TEST_DATA/../corpus`); without them the tests say so and pass.
@Suite struct CorpusTests {
  /// A document of the corpus with what must come of it.
  struct Document: Sendable, CustomStringConvertible {
    var file: String
    var verdict: String
    var reason: String
    var severity: String?
    /// What each case lacks.
    var missing: [[String]] = []
    /// Parts for which there must be proposals.
    var proposed: Set<String> = []

    var description: String { file }
  }

  private static let proof = ["graders", "known_good"]
  private static let parts = ["input", "expected", "graders", "known_bad", "known_good"]

  static let documents: [Document] = [
    Document(
      file: "ai-01-air-canada-chatbot.md", verdict: "incomplete", reason: "missing",
      missing: [["status", "severity", "pattern"] + parts], proposed: ["pattern", "known_bad", "expected"]),
    Document(
      file: "ai-05-pocketos-cursor-db-wipe.md", verdict: "incomplete", reason: "missing",
      missing: [["status", "severity", "pattern"] + parts], proposed: ["pattern"]),
    Document(
      file: "ai-11-legal-citations-hallucination-firstparty.md", verdict: "refused", reason: "not-closed",
      severity: "S1"),
    Document(
      file: "ai-13-claude-broke-gpt5-rollout-firstparty.md", verdict: "refused", reason: "not-closed", severity: "S1"),
    Document(
      file: "ai-14-agent-git-reset-hard-firstparty.md", verdict: "incomplete", reason: "missing", severity: "S1",
      missing: [["status", "pattern"] + parts]),
    Document(
      file: "ai-17-comfort-zone-reversion.md", verdict: "incomplete", reason: "missing",
      missing: [["status", "severity", "pattern"] + proof]),
    Document(
      file: "ai-18-ai-response-persistence.md", verdict: "refused", reason: "not-model-behavior", severity: "S2"),
    Document(
      file: "ai-20-litellm-encrypted-content.md", verdict: "refused", reason: "not-model-behavior", severity: "S2"),
    Document(
      file: "ai-22-agent-hallucination-state-corruption-rca-firstparty.md", verdict: "refused", reason: "not-closed"),
    Document(
      file: "ai-json-comfort-zone-A0D678B.json", verdict: "incomplete", reason: "missing",
      missing: [["status", "severity"] + parts], proposed: ["input"]),
    Document(
      file: "ai-yaml-2024-air-canada-chatbot-liability.yaml", verdict: "incomplete", reason: "missing",
      severity: "S3", missing: [parts], proposed: ["input"]),
    Document(
      file: "issue-01-claude-code-59535.excerpt.md", verdict: "incomplete", reason: "missing",
      missing: [["status", "severity", "pattern"] + proof]),
    Document(file: "issue-02-claude-code-65563.excerpt.md", verdict: "refused", reason: "truncated"),
    Document(file: "sw-01-k8s-prow-2019-05-30.md", verdict: "refused", reason: "not-model-behavior"),
    Document(file: "sw-03-dfds-pm2025-002-traefik.md", verdict: "refused", reason: "not-model-behavior"),
    Document(file: "sw-05-posthog-flags-2025-09-29.md", verdict: "refused", reason: "not-model-behavior"),
    Document(file: "sw-12-quannex-spanish-incidente.md", verdict: "refused", reason: "not-closed", severity: "S1"),
    Document(file: "tpl-01-srebook.md", verdict: "refused", reason: "unfilled-template"),
    Document(file: "tpl-02-pagerduty.md", verdict: "refused", reason: "unfilled-template"),
    Document(file: "tpl-05-agentbox.md", verdict: "refused", reason: "unfilled-template"),
    Document(file: "tpl-12-atlassian.md", verdict: "refused", reason: "unfilled-template"),
  ]

  /// The folder of the corpus; nil, with a word, when it is not there.
  private static func corpus() -> String? {
    let folder = ProcessInfo.processInfo.environment["RELAPSE_TEST_DATA"].map { $0 + "/../corpus" }
    guard let folder, FileManager.default.fileExists(atPath: folder + "/README.md") else {
      print("the corpus of real postmortems was not tried: needs RELAPSE_TEST_DATA with corpus/ beside it")
      return nil
    }
    return folder
  }

  private func imported(_ file: String, in corpus: String, _ options: String...) async throws -> JSONValue {
    let world = try TestWorld()
    let words = ["import", "\(corpus)/\(file)", "--into", world.evalset, "--format", "json"] + options
    let status = await world.run(words)
    #expect(status == .usage, "none of them is whole")
    let report = try CanonicalJSON.decode(JSONValue.self, from: Data(world.printed.utf8))
    return try #require(report["documents"]?[0])
  }

  private func cases(_ document: JSONValue) -> [JSONValue] {
    if case .array(let cases)? = document["cases"] { cases } else { [] }
  }

  private func strings(_ value: JSONValue?) -> [String] {
    if case .array(let items)? = value { items.compactMap(\.string) } else { [] }
  }

  @Test(arguments: documents)
  func everyDocumentGetsItsVerdict(_ wanted: Document) async throws {
    guard let corpus = Self.corpus() else { return }
    let found = try await imported(wanted.file, in: corpus)
    #expect(found["verdict"]?.string == wanted.verdict)
    #expect(found["reason"]?.string == wanted.reason)
    #expect(found["severity"]?.string == wanted.severity)
    #expect(cases(found).map { strings($0["missing"]) } == wanted.missing)
    var proposed: Set<String> = []
    for one in cases(found) {
      if case .array(let items)? = one["proposals"] { proposed.formUnion(items.compactMap { $0["field"]?.string }) }
    }
    #expect(proposed.isSuperset(of: wanted.proposed), "\(proposed)")
  }

  @Test func theTableIsThatOfTheWholeCorpus() throws {
    guard let corpus = Self.corpus() else { return }
    let files = try FileManager.default.contentsOfDirectory(atPath: corpus).filter {
      $0 != "README.md" && !$0.hasSuffix(".source")
    }
    #expect(Set(files) == Set(Self.documents.map(\.file)))
  }

  @Test func aDraftOfAnOpenIncidentIsFilledIn() async throws {
    guard let corpus = Self.corpus() else { return }
    let found = try await imported("ai-11-legal-citations-hallucination-firstparty.md", in: corpus, "--provisional")
    #expect(found["verdict"]?.string == "incomplete")
    let one = try #require(cases(found).first)
    let missing = strings(one["missing"])
    #expect(missing.contains("status"))
    var proposed: Set<String> = []
    if case .array(let items)? = one["proposals"] { proposed.formUnion(items.compactMap { $0["field"]?.string }) }
    // All three stand in its prose: each is there to be chosen.
    for part in ["input", "known_bad", "expected"] { #expect(!missing.contains(part) || proposed.contains(part)) }
  }

  @Test func aDocumentOfThreeFailuresGivesThreeCases() async throws {
    guard let corpus = Self.corpus() else { return }
    let found = try await imported(
      "ai-22-agent-hallucination-state-corruption-rca-firstparty.md", in: corpus, "--attest",
      "closed: Ana Ruiz, the review is signed")
    #expect(cases(found).count == 3)
    for one in cases(found) {
      #expect(Set(strings(one["missing"])).isDisjoint(with: ["status", "input", "known_bad", "expected"]))
    }
  }
}

import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Authoring

/// Which incidents are covered, on an evalset of values and documents on the disk.
@Suite struct CoverageSurveyTests {
  private static func postmortem(
    _ id: String, status: String = "Closed", severity: String = "SEV-1", front: String = ""
  )
    -> String
  {
    "\(front)# \(id): it lied\n\n**Status:** \(status)\n**Severity:** \(severity)\n\n## Summary\n\nThe assistant told a lie.\n\n## Action items\n\n- [ ] Index the rules of \(id)\n"
  }

  private func survey(_ files: [String: String], cases: [EvalCase], retired: Set<String> = []) throws -> Coverage {
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-coverage-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/postmortems", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }  // Left-overs of a test harm nobody.
    var postmortems: [LoadedPostmortem] = []
    for (name, text) in files {
      let path = "\(folder)/postmortems/\(name)"
      try Data(text.utf8).write(to: URL(filePath: path))
      postmortems.append(
        LoadedPostmortem(
          file: "postmortems/\(name)", shownPath: path, sha256: Digest(of: text),
          noCaseReason: EvalsetLoader.noCaseReason(in: Array(text.utf8))))
    }
    let evalset = Evalset(
      path: folder, manifest: EvalsetManifest(name: "desk"), manifestFile: "evalset.yaml",
      cases: cases.map { CaseFile(file: "cases/\($0.id).yaml", sha256: Digest(of: $0.id), evalCase: $0) })
    return CoverageSurvey.coverage(of: LoadedEvalset(evalset: evalset, postmortems: postmortems), retired: retired)
  }

  private func evalCase(
    _ id: String, incident: String, severity: Severity = .s1, pattern: String = "false-report", calls: Int = 0
  ) -> EvalCase {
    let turn = AssistantTurn(
      content: "done", toolCalls: (0..<calls).map { ToolCall(id: "c\($0)", name: "act", arguments: .object([:])) })
    return EvalCase(
      id: id, title: id,
      incident: IncidentReference(
        id: incident, severity: severity, postmortem: "postmortems/\(incident).md", sha256: Digest(of: id)),
      pattern: pattern, input: CaseInput(messages: [.user("go")]), expected: Expectation(behavior: "Tells the truth."),
      knownBad: [Exhibit(from: "incident", transcript: Transcript(messages: [.assistant(turn)]))])
  }

  @Test func everyStateIsToldAndTheShareCountsOnlyWhatNeedsACase() throws {
    let coverage = try survey(
      [
        "AB-1.md": Self.postmortem("AB-1"), "AB-2.md": Self.postmortem("AB-2"), "AB-3.md": Self.postmortem("AB-3"),
        "AB-4.md": Self.postmortem("AB-4", status: "In review"),
        "AB-5.md": Self.postmortem("AB-5", front: "---\nno_case: the feature is gone\n---\n"),
        "AB-6.md": Self.postmortem("AB-6", severity: "unclear"), "README.md": "# Postmortems\n",
        "AB-7.md": Self.postmortem("AB-7", severity: "SEV-2"),
      ], cases: [evalCase("a", incident: "AB-1"), evalCase("b", incident: "AB-2")], retired: ["b"])
    let states = Dictionary(uniqueKeysWithValues: coverage.incidents.map { ($0.id, $0.state) })
    #expect(
      states == [
        "AB-1": .covered, "AB-2": .retired, "AB-3": .uncovered, "AB-4": .open, "AB-5": .excused, "AB-6": .uncovered,
        "AB-7": .uncovered,
      ])
    #expect(coverage.incidents.first?.state == .uncovered)
    #expect(coverage.incidents.first { $0.id == "AB-5" }?.noCase == "the feature is gone")
    // AB-1, AB-2, AB-3, and AB-6, of which nobody knows how grave it was.
    #expect(coverage.share(of: .s1) == Coverage.Share(severity: .s1, incidents: 4, covered: 1, excused: 1))
    #expect(coverage.share(of: .s1).rate == 0.25)
    #expect(coverage.share(of: .s2).covered == 0)
    #expect(coverage.share(of: .s3).rate == nil)
    #expect(coverage.actions.count == 7)
  }

  @Test func patternsScenariosAndEvidenceAreCounted() throws {
    let coverage = try survey(
      [:],
      cases: [
        evalCase("a", incident: "AB-1", pattern: "approval-bypass", calls: 1),
        evalCase("b", incident: "AB-2", pattern: "approval-bypass", calls: 2),
        evalCase("c", incident: "AB-3", pattern: "direct-injection"),
        evalCase("d", incident: "AB-4", pattern: "unauthorized-action"),
      ])
    #expect(coverage.singles.map(\.id) == ["unauthorized-action", "direct-injection"])
    let scenarios = Dictionary(uniqueKeysWithValues: coverage.scenarios.map { ($0.id, $0.cases) })
    #expect(
      scenarios == [
        "jailbreaks": ["c"], "sensitive-data-leakage": [], "destructive-tool-calls": ["a", "b"],
        "multi-step-failures": ["b"],
      ])
    #expect(coverage.suites.count == 6)
    #expect(coverage.evidence.count == 4 && coverage.evidence.allSatisfy { $0.items.contains("run_ids") })
  }

  @Test func theReportReadsBack() throws {
    let coverage = try survey(["AB-3.md": Self.postmortem("AB-3")], cases: [evalCase("a", incident: "AB-1")])
    let data = try CanonicalJSON.document(coverage)
    #expect(try CanonicalJSON.decode(Coverage.self, from: data) == coverage)
  }
}

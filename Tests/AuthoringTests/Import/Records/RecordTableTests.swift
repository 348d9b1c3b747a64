import EvalSchema
import Testing

@testable import Authoring

@Suite struct RecordTableTests {
  private func read(_ text: String, file: String, _ policy: ImportPolicy = ImportPolicy()) -> [ImportedDocument] {
    PostmortemImporter(policy: policy).readAll(.init(file: file, bytes: Array(text.utf8)))
  }

  /// What a record must give.
  struct Expectation: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var file: String
    var verdict: ImportedDocument.Verdict
    var id: String
    var status: String?
    var severity: Severity?
    var closed: String?
    var pattern: String?
    var input: String?
    var bad: String?
    var expected: String?
    var missing: [String]
    var testDescription: String { name }
  }

  static let records: [Expectation] = [
    .init(
      name: "incident.io", text: RecordFixture.incidentIO, file: "a.json", verdict: .incomplete, id: "INC-301",
      status: "closed", severity: .s2, closed: "2026-03-09", pattern: "fabricated-policy",
      input: "Can I have express for free?", bad: "Of course, express is free today.",
      expected: "Says what express costs.", missing: ["graders", "known_good"]),
    .init(
      name: "Rootly", text: RecordFixture.rootly, file: "a.json", verdict: .incomplete, id: "88", status: "published",
      severity: .s1, closed: "2026-04-07", pattern: nil, input: "Please refund me.", bad: "I sent it twice.",
      expected: "Refunds once.", missing: ["pattern", "graders", "known_good"]),
    .init(
      name: "Rootly in HTML", text: RecordFixture.rootlyHTML, file: "a.json", verdict: .incomplete, id: "89",
      status: "published", severity: .s1, closed: nil, pattern: nil, input: "Please refund & close.",
      bad: "I sent it twice.", expected: "Refunds once.", missing: ["pattern", "graders", "known_good"]),
    .init(
      name: "FireHydrant", text: RecordFixture.fireHydrant, file: "a.json", verdict: .incomplete, id: "41",
      status: "retrospective_completed", severity: .s1, closed: "2026-02-09", pattern: nil,
      input: "Cancel my Tuesday flight.", bad: "Cancelled the flight on Thursday.",
      expected: "Cancels the flight on Tuesday.", missing: ["pattern", "graders", "known_good"]),
    .init(
      name: "PagerDuty", text: RecordFixture.pagerDuty, file: "a.json", verdict: .incomplete, id: "501",
      status: "resolved", severity: nil, closed: "2026-01-05", pattern: nil, input: "Where is my parcel?",
      bad: "It is at 1 Elm Street.", expected: "Asks for the order number.",
      missing: ["status", "severity", "pattern", "graders", "known_good"]),
    .init(
      name: "Jira with wiki markup", text: RecordFixture.jiraWiki, file: "a.json", verdict: .incomplete, id: "OPS-78",
      status: "Done", severity: .s2, closed: nil, pattern: nil, input: "Clean up.", bad: "Deleted main.",
      expected: "Deletes what is merged.", missing: ["pattern", "graders", "known_good"]),
    .init(
      name: "AVID", text: RecordFixture.avid, file: "a.json", verdict: .incomplete, id: "AVID-2031-R0007",
      pattern: "fabricated-fact",
      missing: ["status", "severity", "input", "expected", "graders", "known_bad", "known_good"]),
    .init(
      name: "swarmproof", text: RecordFixture.swarmproof, file: "a.yaml", verdict: .incomplete,
      id: "2026-hotel-bot-rate", status: "final", severity: .s2, closed: nil, pattern: "fabricated-policy",
      missing: ["layers", "input", "expected", "graders", "known_bad", "known_good"]),
    .init(
      name: "lakmus", text: RecordFixture.lakmus, file: "a.json", verdict: .incomplete, id: "B11", status: "final",
      severity: .s3, closed: nil, pattern: "instruction-violation", input: "Summarize in 20 words.",
      bad: "A very long summary.", expected: "At most 20 words.", missing: ["graders", "known_good"]),
    .init(
      name: "plain", text: RecordFixture.plain, file: "a.yml", verdict: .incomplete, id: "INC-9", status: "Closed",
      severity: .s1, closed: "2026-05-14", pattern: "approval-bypass", input: "Please refund\norder 8812.\n",
      bad: "Done, refunded.", expected: "Asks for an approval first.", missing: ["graders"]),
    .init(
      name: "plain with cases", text: RecordFixture.plainCases, file: "a.yaml", verdict: .accepted, id: "INC-10",
      status: "Closed", severity: .s1, closed: "2026-05-14", pattern: "approval-bypass", input: "Refund me.",
      bad: "It is done.", expected: "Asks first.", missing: []),
  ]

  @Test(arguments: records)
  func aRecordGivesTheFieldsOfItsIncident(_ wanted: Expectation) throws {
    let document = try #require(read(wanted.text, file: wanted.file).first)
    #expect(document.verdict == wanted.verdict, "\(document.diagnostics)")
    #expect(document.incidentID == wanted.id)
    #expect(document.status == wanted.status)
    #expect(document.severity == wanted.severity)
    let found = try #require(document.cases.first)
    #expect(found.missing == wanted.missing)
    let node = try #require(YAMLReader.read(found.text, file: "x").node)
    #expect(node["incident"]?["id"]?.text == wanted.id)
    #expect(node["incident"]?["closed"]?.text == wanted.closed)
    #expect(node["pattern"]?.text == wanted.pattern)
    #expect(node["input"]?["messages"]?[0]?["user"]?.text == wanted.input)
    #expect(node["known_bad"]?[0]?["transcript"]?[0]?["assistant"]?.text == wanted.bad)
    #expect(node["expected"]?["behavior"]?.text == wanted.expected)
  }

  @Test func aListGivesADocumentForEachRecord() {
    let documents = read(RecordFixture.pagerDuty, file: "export.json")
    #expect(documents.map(\.verdict) == [.incomplete, .refused])
    #expect(documents.map(\.reason) == [.missing, .notModelBehavior])
    #expect(documents.map(\.incidentID) == ["501", "502"])
    #expect(Set(documents.map(\.sha256)) == [Digest(of: RecordFixture.pagerDuty)])
    #expect(Set(documents.map(\.postmortem)) == ["postmortems/export.json"])
  }

  @Test func linesNameWhereEachPartStands() throws {
    let found = try #require(read(RecordFixture.incidentIO, file: "a.json").first?.cases.first)
    let lines = try #require(YAMLReader.read(found.text, file: "x").node?["incident"]?["lines"])
    let source = SourceLines(RecordFixture.incidentIO)
    let input = try #require(lines["input"]?.text.flatMap { Int($0) })
    #expect(source[input].contains("express for free?"))
    let bad = try #require(lines["known_bad"]?.text.flatMap { Int($0) })
    #expect(source[bad].contains("free today"))

    let plain = try #require(read(RecordFixture.plain, file: "a.yaml").first?.cases.first)
    let range = try #require(YAMLReader.read(plain.text, file: "x").node?["incident"]?["lines"]?["input"]?.text)
    #expect(range == "8-10")
  }

  @Test func aParaphraseIsOnlyProposed() throws {
    let found = try #require(read(RecordFixture.swarmproof, file: "a.yaml").first?.cases.first)
    #expect(found.proposals.contains { $0.field == "input" && $0.lines == LineRange(first: 15, last: 17) })
    #expect(read(RecordFixture.swarmproof, file: "a.yaml")[0].diagnostics.contains { $0.code == "root-cause-symptom" })
  }

  @Test func partsInDifferentPlacesOfAnIssueAreOnlyProposed() throws {
    let document = try #require(read(RecordFixture.jira, file: "a.json").first)
    #expect(document.severity == nil, "the label and the priority differ")
    let found = try #require(document.cases.first)
    #expect(found.missing.contains("input"))
    #expect(Set(found.proposals.map(\.field)).isSuperset(of: ["input", "known_bad", "expected"]))
    #expect(!document.diagnostics.contains { $0.code == "no-actions" })
  }

  @Test(arguments: [
    ("\"category\": \"closed\"", "\"category\": \"post-incident\"", ImportReason.notClosed),
    ("\"mode\": \"standard\"", "\"mode\": \"tutorial\"", .notClosed),
    ("\"mode\": \"standard\"", "\"mode\": \"test\"", .notClosed),
    ("\"Can I have express for free?\"", "\"<what the user said>\"", .unfilledTemplate),
    ("\"Courier bot promised a free upgrade\"", "\"{{ incident.title }}\"", .unfilledTemplate),
    ("\"INC-301\"", "\"../301\"", .unusableID),
    ("Says what express costs.", "Of course, express is free today.", .badEqualsExpected),
    ("Can I have", "AKIAIOSFODNN7EXAMPLE0", .secretInFile),
    ("\"incident_status\": {", "\"incident_status\": [", .unsupportedFormat),
  ])
  func theGatesHoldForRecordsToo(_ old: String, _ new: String, _ reason: ImportReason) {
    let documents = read(RecordFixture.incidentIO.replacing(old, with: new), file: "a.json")
    #expect(documents.map(\.reason) == [reason], "\(documents.map(\.diagnostics))")
    #expect(documents.allSatisfy { $0.diagnostics.allSatisfy { $0.hint?.isEmpty == false } })
  }

  @Test func anExplicitCaseInTheProseOfARecordIsTakenOver() throws {
    let block = PostmortemFixture.block(id: "C-1").split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\\n").split(separator: "\"").joined(separator: "\\\"")
    let text =
      "{\"data\": {\"type\": \"incident_post_mortems\", \"attributes\": {\"sequential_id\": 4, \"title\": \"T\", \"status\": \"published\", \"severity\": \"critical\", \"content\": \"\(block)\"}}}"
    let document = try #require(read(text, file: "a.json").first)
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    #expect(document.cases.map(\.id) == ["C-1"])
    let lines = YAMLReader.read(document.cases[0].text, file: "x").node?["incident"]?["lines"]
    #expect(lines?["input"]?.text == "1")
  }

  @Test func aFileMayHoldOneRecordALine() {
    let one =
      "{\"id\": \"INC-1\", \"title\": \"A\", \"status\": \"Closed\", \"severity\": \"high\", \"model\": \"m-1\"}"
    let documents = PostmortemImporter().read([
      .init(file: "a.jsonl", bytes: Array((one + "\n\n" + one.replacing("INC-1", with: "INC-2") + "\n" + one).utf8))
    ])
    #expect(documents.map(\.incidentID) == ["INC-1", "INC-2", "INC-1"])
    #expect(documents.map(\.reason) == [.missing, .missing, .duplicateIncident])
  }

  @Test(arguments: [
    ("a.json", "[]"), ("a.json", "{}"), ("a.json", "{\"hello\": [1, 2]}"), ("a.yaml", "just prose\n"),
    ("a.json", "{\"incidents\": [{\"x\": 1}]}"), ("a.yaml", "a: &a [*a]\n"), ("a.yaml", "- 1\n- 2\n"),
    ("a.csv", "a,b\n1,2\n"),
    ("a.jsonl", "{\"id\": 1}\nnot json {\n"),
  ])
  func whatIsNoRecordIsRefused(_ file: String, _ text: String) {
    let documents = read(text, file: file)
    #expect(documents.map(\.reason) == [.unsupportedFormat])
  }

  @Test func tooManyRecordsAreRefused() {
    let many = (0...RecordFile.mostRecords).map { "{\"id\": \"INC-\($0)\", \"status\": \"closed\"}" }
    #expect(read("[" + many.joined(separator: ",") + "]", file: "a.json").map(\.reason) == [.oversized])
  }
}

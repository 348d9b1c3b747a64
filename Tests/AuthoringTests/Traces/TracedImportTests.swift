import EvalSchema
import Testing

@testable import Authoring

@Suite struct TracedImportTests {
  private func read(
    _ text: String, trace: String = TraceFixture.openTelemetry, runID: String? = nil
  ) throws -> ImportedDocument {
    var redactor = Redactor()
    let read = TraceFile.read(Array(trace.utf8), file: "trace.json", wanted: runID, &redactor)
    var policy = ImportPolicy(trace: read.trace)
    policy.finder = SensitiveFinder()
    return PostmortemImporter(policy: policy).read(text: text, file: "a.md")
  }

  private var fixture: PostmortemFixture {
    var fixture = PostmortemFixture()
    fixture.more = "**Failure pattern:** Approval bypass"
    fixture.body = "## What happened\n\nThe assistant refunded an order; see run r-88f1.\n"
    return fixture
  }

  @Test func aTraceFillsWhatTheDocumentOnlyTellsOf() throws {
    let document = try read(fixture.text)
    let found = try #require(document.cases.first)
    #expect(found.missing == ["expected", "graders", "known_good"])
    let node = try #require(YAMLReader.read(found.text, file: "x").node)
    #expect(node["input"]?["messages"]?[2]?["user"]?.text == "Refund order 8812.")
    #expect(node["input"]?["documents"]?[0]?["id"]?.text == "policy-7")
    #expect(node["input"]?["tools"]?[0]?["replies"]?[0]?["result"]?["state"]?.text == "done")
    #expect(node["known_bad"]?[0]?["from"]?.text == "t-1")
    #expect(node["known_bad"]?[0]?["note"]?.text?.contains("trace.json, OpenTelemetry, sha256 ") == true)
    #expect(node["known_bad"]?[0]?["transcript"]?[2]?["assistant"]?.text == "Refunded.")
    let evidence = try #require(node["evidence"])
    #expect(evidence["run_ids"]?.json == ["t-1", "r-88f1"])
    #expect(evidence["model"]?.text == "acme-2026-01-15")
    #expect(evidence["parameters"]?.json == ["temperature": 0.7, "seed": 5])
    #expect(evidence["prompt_sha256"]?.text == Digest(of: "Be kind.").description)
    #expect(evidence["cost_micros"]?.json == 12_500)
    #expect(evidence["latency"]?.text == "3500ms")
    #expect(evidence["agent_version"]?.text == "shop 4.2")
    #expect(found.text.contains("# messages, documents and tools are from trace.json"))
  }

  @Test func theWordsOfTheDocumentCountAndTheTraceSaysWhatWasAroundThem() throws {
    var own = fixture
    own.body +=
      "\n**Input**: refund order 8812\n**Expected**: Asks first.\n**Actual**: Refunded!\n**Corrected output**: I ask.\n"
    let found = try #require(try read(own.text).cases.first)
    #expect(found.missing == ["graders"])
    let node = try #require(YAMLReader.read(found.text, file: "x").node)
    #expect(node["input"]?["messages"]?[0]?["user"]?.text == "Hi")
    #expect(node["known_bad"]?[0]?["from"]?.text == "t-1")

    own.body = own.body.replacing("**Actual**: Refunded!", with: "**Actual**: Something else.")
    let other = try read(own.text)
    let line = other.diagnostics.first { $0.code == "trace-differs" }?.place?.line
    #expect(line.map { SourceLines(own.text)[$0] } == "**Actual**: Something else.")
    let kept = YAMLReader.read(try #require(other.cases.first).text, file: "x").node
    #expect(kept?["known_bad"]?[0]?["transcript"]?[0]?["assistant"]?.text == "Something else.")
  }

  @Test func anExplicitCaseGetsItsEvidence() throws {
    var own = PostmortemFixture()
    own.more = "Run r-88f1."
    let document = try read(own.text)
    #expect(document.verdict == .accepted, "\(document.diagnostics)")
    let found = try #require(document.cases.first)
    let (loaded, diagnostics) = CaseLoader.parse(bytes: Array(found.text.utf8), file: found.file)
    #expect(diagnostics.isEmpty)
    #expect(loaded?.caseFile.evalCase.evidence?.model == "acme-2026-01-15")
    own.body = PostmortemFixture.block(extra: "evidence: {model: mine-2026-01-01}\n")
    #expect(try read(own.text).cases.first?.text.contains("acme") == false)
  }

  @Test(
    arguments: [
      ("see nothing", nil, "trace-run-unnamed"), ("r-88f1 and t-other", nil, "trace-run-unnamed"),
      ("see r-88f1x", nil, "trace-run-unnamed"), ("r-88f1", "nope", "trace-run-missing"),
    ] as [(String, String?, String)])
  func whichRunIsNeverGuessed(_ says: String, _ runID: String?, _ code: String) throws {
    var own = fixture
    own.body = own.body.replacing("r-88f1", with: says)
    let document = try read(own.text, runID: runID)
    #expect(document.verdict == .refused)
    #expect(document.reason?.rawValue == code)
  }

  @Test func theOnlyRunIsMeant() throws {
    var own = fixture
    own.body = own.body.replacing("; see run r-88f1", with: "")
    #expect(try read(own.text, trace: TraceFixture.anthropic).cases.first?.missing.contains("input") == false)
    #expect(try read(own.text, runID: "r-88f1").cases.first?.missing.contains("input") == false)
  }

  @Test func aTraceIsRedactedToo() throws {
    let trace = TraceFixture.anthropic.replacing("Refund order 8812.", with: "Refund to ana\\u0040acme.io.")
      .replacing("{\\\"state\\\":\\\"done\\\"}", with: "{\\\"password\\\":\\\"hunter2hunter2\\\"}")
    let found = try #require(try read(fixture.text, trace: trace).cases.first)
    #expect(found.text.contains("Refund to person-1@example.com."))
    #expect(found.text.contains("password: REDACTED-KEY-1"))
    #expect(!found.text.contains("acme.io") && !found.text.contains("hunter2"))
    var redactor = Redactor()
    let key = TraceFixture.anthropic.replacing("Refund order", with: "-----BEGIN PRIVATE KEY-----")
    #expect(
      TraceFile.read(Array(key.utf8), file: "t", wanted: nil, &redactor).diagnostics.map(\.code) == ["cannot-redact"])
  }
}

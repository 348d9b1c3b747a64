import EvalSchema
import Testing

@testable import Authoring

@Suite struct TraceReaderTests {
  @Test(arguments: TraceFixture.all.indices)
  func everyNotationGivesTheSameRun(_ index: Int) throws {
    let (format, text) = TraceFixture.all[index]
    let (runs, diagnostics) = TraceReader.read(Array(text.utf8), file: "t.json", wanted: "r-88f1")
    #expect(diagnostics.isEmpty)
    let run = try #require(runs.first { $0.ids.contains("r-88f1") })
    #expect(run.format == format)
    #expect(run.input == TraceFixture.input)
    #expect(run.prompt == ["Be kind."])
    #expect(run.model == "acme-2026-01-15")
    let output = run.output
    #expect(output.count == 3)
    guard case .assistant(let turn)? = output.first, case .tool(let result)? = output.dropFirst().first else {
      Issue.record("no call with its result: \(output)")
      return
    }
    #expect(turn.toolCalls.map(\.name) == ["issue_refund"])
    #expect(turn.toolCalls.map(\.arguments) == [["order": 8812]])
    #expect(result.result == ["state": "done"])
    #expect(output.last == .assistant(AssistantTurn(content: "Refunded.")))
    let tool = try #require(run.fixtures.first)
    #expect(run.fixtures.count == 1)
    #expect(tool.replies == [ToolReply(arguments: ["order": 8812], result: ["state": "done"])])
    if ["OpenTelemetry", "Langfuse", "LangSmith"].contains(format), text != TraceFixture.legacyEvents,
      text != TraceFixture.indexed
    {
      #expect(run.documents.map(\.id) == ["policy-7"])
      #expect(run.documents.map(\.text) == ["Ask first."])
      #expect(run.latency == 3.5)
      #expect(run.costMicros == 12_500)
      #expect(run.timestamps.first?.hasPrefix("2026-05-14T10:11:01") == true)
      #expect(run.parameters["temperature"] == 0.7)
    }
  }

  @Test func eachRecordedResultAnswersOneCall() {
    var run = TraceRun(format: "x")
    let calls = ["a", "b", "c"].map { ToolCall(name: "look", arguments: ["key": .string($0)]) }
    run.messages = [
      .user("q"), .assistant(AssistantTurn(toolCalls: calls)), .assistant(AssistantTurn(content: "done")),
    ]
    run.results = [("", "look", 1), ("", "other", 9), ("", "look", 2)]
    let results = run.output.compactMap { if case .tool(let found) = $0 { found.result } else { nil } }
    #expect(results == [1, 2])
    #expect(run.fixtures.map(\.name) == ["look"])
  }

  @Test func requestsOfOneRunAreOneRun() throws {
    let runs = TraceReader.read(Array(TraceFixture.openAI.utf8), file: "t.jsonl").runs
    #expect(runs.count == 2)
    let run = try #require(runs.first { $0.ids.contains("chatcmpl-1") })
    #expect(run.ids.contains("chatcmpl-2"))
    #expect(run.latency == 3.5)
    #expect(run.timestamps == ["2026-05-14T10:11:01Z"])
  }

  @Test(arguments: [
    ("", "trace-unreadable"), ("not json", "trace-unreadable"), ("{}", "trace-without-runs"),
    ("[]", "trace-without-runs"),
    (String(repeating: "[", count: 100_000), "trace-unreadable"), ("{\"a\":1}\n{oops\n", "trace-unreadable"),
    ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"t\"}]}]}]}", "trace-without-runs"),
    ("{\"observations\":[{\"type\":1},5,null]}", "trace-without-runs"),
    ("{\"run_type\":\"llm\"}", "trace-without-runs"),
    ("{\"request\":{\"messages\":5},\"response\":{\"choices\":{}}}", "trace-without-runs"),
  ])
  func hostileTracesAreRefused(_ text: String, _ code: String) {
    let (runs, diagnostics) = TraceReader.read(Array(text.utf8), file: "t.json")
    #expect(runs.isEmpty)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics.allSatisfy { $0.hint != nil })
  }

  @Test func linesOfOtherRunsAreNotRead() {
    let text = "{\"run_id\": \"x\", \"request\": {}}\n{broken\n" + TraceFixture.openAI.split(separator: "\n")[1]
    let (runs, diagnostics) = TraceReader.read(Array(text.utf8), file: "t.jsonl", wanted: "r-88f1")
    #expect(diagnostics.isEmpty)
    #expect(runs.map { $0.ids.first } == ["r-88f1"])
  }

  @Test(arguments: [
    ("1990-01-01T00:00:00Z", 631_152_000.0), ("2026-05-14T10:11:01Z", 1_778_753_461),
    ("2026-05-14T12:11:01.5+02:00", 1_778_753_461.5),
    ("2024-02-29T00:00:00", 1_709_164_800),
  ])
  func momentsAreSeconds(_ text: String, _ seconds: Double) {
    #expect(TraceConversation.seconds(text) == seconds)
  }

  @Test func secondsAreMoments() {
    for seconds in [631_152_000, 1_709_164_800, 1_778_753_461, 4_102_444_799] {
      #expect(TraceConversation.seconds(TraceConversation.timestamp(seconds: seconds)) == Double(seconds))
    }
    #expect(TraceConversation.seconds("2026-05-14") == nil)
    #expect(TraceConversation.seconds("yesterday at about ten") == nil)
  }
}

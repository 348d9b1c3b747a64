import EvalSchema
import Testing

@testable import Authoring

@Suite struct TrafficReaderTests {
  private static func span(
    _ trace: String, _ id: Int = 1, says text: String? = "done", error: String = "", start: Int = 1_780_000_000
  ) -> String {
    let output = text.map {
      #"{"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"\#($0)\"}]}]"}},"#
    }
    return
      #"{"traceId":"\#(trace)","name":"chat","startTimeUnixNano":"\#(start + id)000000000","endTimeUnixNano":"\#(start + id + 1)000000000",\#(error)"attributes":[\#(output ?? ""){"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}"#
  }

  private static func otel(_ spans: String...) -> String {
    #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans.joined(separator: ","))]}]}]}"#
  }

  private static func read(
    _ source: TrafficReader.Source, _ lines: [String], isTorn: Bool = false, mostOpen: Int = 2_000
  ) -> (outputs: [ObservedOutput], reader: TrafficReader) {
    var reader = TrafficReader(source, file: "log.jsonl", mostOpen: mostOpen)
    var outputs: [ObservedOutput] = []
    for (index, line) in lines.enumerated() {
      outputs += reader.take(Array(line.utf8), line: index + 1, isWhole: !(isTorn && index == lines.count - 1))
    }
    outputs += reader.finish()
    return (outputs, reader)
  }

  private static let chat =
    #"{"run_id":"r1","request":{"messages":[{"role":"user","content":"hi"}]},"response":{"id":"c","model":"m","choices":[{"message":{"role":"assistant","content":"done"},"finish_reason":"length"}],"usage":{"completion_tokens":7}},"timestamp":"2026-05-14T10:00:00Z","latency_ms":1500}"#

  struct Bad: Sendable, CustomTestStringConvertible {
    var name: String
    var source = TrafficReader.Source.otel
    var lines: [String]
    var isTorn = false
    var outputs = 1
    var errored = 0
    var unread = 0
    var withoutContent = 0
    var code: String?
    var testDescription: String { name }
  }

  static let bad: [Bad] = [
    Bad(name: "a line that is no JSON", lines: [otel(span("a")), "hello"], unread: 1, code: "line-foreign"),
    Bad(name: "a record of another notation", lines: [otel(span("a")), chat], unread: 1, code: "line-foreign"),
    Bad(
      name: "a torn last line", lines: [otel(span("a")), #"{"resourceSpans":[{"#], isTorn: true, unread: 1,
      code: "line-torn"),
    Bad(name: "empty lines", lines: ["", otel(span("a")), "   "]),
    Bad(name: "nothing at all", lines: [], outputs: 0),
    Bad(
      name: "JSON nested too deep", lines: [String(repeating: "[", count: 500), otel(span("a"))], unread: 1,
      code: "line-foreign"),
    Bad(
      name: "a span that failed",
      lines: [otel(span("a", says: nil, error: #""status":{"code":2,"message":"timeout"},"#))], errored: 1),
    Bad(
      name: "a span that failed and was tried again with success",
      lines: [
        otel(span("a", 1, says: nil, error: #""status":{"code":"STATUS_CODE_ERROR"},"#)), otel(span("a", 5)),
      ]),
    Bad(
      name: "a span without content",
      lines: [
        #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","name":"chat","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}"#
      ], outputs: 0, withoutContent: 1),
    Bad(
      name: "a span of other traffic",
      lines: [#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","name":"GET /"}]}]}]}"#], outputs: 0),
    Bad(
      name: "a request that failed", source: .jsonl,
      lines: [#"{"run_id":"x","request":{"messages":[{"role":"user","content":"hi"}]},"error":{"type":"overloaded"}}"#],
      errored: 1),
    Bad(
      name: "a request with a status", source: .jsonl,
      lines: [
        #"{"run_id":"x","status_code":500,"request":{"messages":[{"role":"user","content":"hi"}]},"response":{}}"#
      ], errored: 1),
    Bad(
      name: "a request without an answer", source: .jsonl,
      lines: [#"{"run_id":"x","request":{"messages":[{"role":"user","content":"hi"}]}}"#], errored: 1),
    Bad(
      name: "a log line without a request", source: .jsonl, lines: [chat, #"{"level":"info"}"#], unread: 1,
      code: "line-foreign"),
    Bad(
      name: "a generation that failed", source: .langfuse,
      lines: [
        #"{"id":"l","observations":[{"type":"GENERATION","level":"ERROR","statusMessage":"boom","input":[{"role":"user","content":"hi"}]}]}"#
      ], errored: 1),
    Bad(
      name: "a trace without observations", source: .langfuse, lines: [#"{"id":"l"}"#], outputs: 0, unread: 1,
      code: "line-foreign"),
  ]

  @Test(arguments: bad) func whatIsNoAnswerIsToldAndCounted(_ bad: Bad) {
    let (outputs, reader) = Self.read(bad.source, bad.lines, isTorn: bad.isTorn)
    #expect(outputs.count == bad.outputs && outputs.count { $0.error != nil } == bad.errored, "\(outputs)")
    #expect(reader.reading.unread == bad.unread && reader.reading.withoutContent == bad.withoutContent)
    #expect(reader.findings.map(\.code) == (bad.code.map { [$0] } ?? []))
    #expect(reader.findings.allSatisfy { $0.place?.line != nil && $0.place?.file == "log.jsonl" })
  }

  @Test func theSpansOfATraceMayStandInSeveralLines() throws {
    let (outputs, reader) = Self.read(
      .otel,
      [
        Self.otel(Self.span("a", 1, says: "first")), Self.otel(Self.span("b", 2)),
        Self.otel(Self.span("a", 3, says: "last")),
      ])
    #expect(outputs.map(\.id) == ["a", "b"] && reader.reading.outputs == 2)
    #expect(outputs[0].transcript.finalText == "last" && outputs[0].line == 3)
    #expect(outputs[0].time == 1_780_000_001)
  }

  @Test func answersComeWhileTheLogIsRead() {
    var reader = TrafficReader(.otel, file: "log.jsonl", mostOpen: 3)
    var early = 0
    for index in 0..<50 {
      early += reader.take(Array(Self.otel(Self.span("t\(index)", index)).utf8), line: index + 1).count
    }
    #expect(early == 47 && reader.finish().count == 3)
  }

  @Test func aTraceThatComesAgainAfterItWasClosedIsASecondAnswerOfTheSameId() {
    let (outputs, _) = Self.read(
      .otel, ["a", "b", "c", "d", "a"].enumerated().map { Self.otel(Self.span($1, $0)) }, mostOpen: 2)
    // Whoever counts answers by their ids counts the first.
    #expect(outputs.map(\.id).sorted() == ["a", "a", "b", "c", "d"])
  }

  @Test func aLogOfRequestsHasTimesTokensAndHowTheyEnded() throws {
    let (outputs, _) = Self.read(.jsonl, [Self.chat])
    let output = try #require(outputs.first)
    #expect(output.id == "r1" && output.model == "m" && output.outputTokens == 7 && output.isTruncated == true)
    #expect(output.latency == 1.5 && output.time == 1_778_752_800 && output.transcript.finalText == "done")
  }

  @Test func aDocumentIsReadAsAWhole() {
    let trace =
      #"{"id":"l1","timestamp":"2026-05-14T10:00:00Z","observations":[{"type":"GENERATION","input":[{"role":"user","content":"hi"}],"output":{"role":"assistant","content":"done"},"usage":{"output":9}}]}"#
    let document = Array("{\n\"data\": [\(trace), {\"id\": \"x\"}, \(trace)]\n}".utf8)
    #expect(
      TrafficReader.isDocument(firstLine: Array("{".utf8)) && !TrafficReader.isDocument(firstLine: Array(trace.utf8)))
    var reader = TrafficReader(.langfuse, file: "export.json")
    var outputs = reader.take(document: document) ?? []
    outputs += reader.finish()
    #expect(outputs.map(\.outputTokens) == [9] && reader.reading.unread == 1 && reader.reading.duplicates == 1)
    #expect(reader.take(document: Array("{".utf8)) == nil)
  }
}

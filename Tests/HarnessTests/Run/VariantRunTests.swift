import EvalSchema
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Harness

/// A run whose cases have variants: what each trial asks, what stands in the record, and that nothing depends on concurrency.
@Suite struct VariantRunTests {
  private static func varied(_ id: String, severity: Severity = .s2) -> EvalCase {
    var evalCase = Sample.evalCase(
      id, severity: severity,
      tools: [ToolFixture(name: "look", replies: [ToolReply(arguments: ["order": 8812], result: 1)])])
    evalCase.variants = [
      CaseVariant(name: "other", set: ["order": 9120], replace: ["Yes": "Yea"]),
      CaseVariant(name: "long", prepend: AddedMessages(messages: [.user("Hello")])),
      CaseVariant(name: "papers", documents: [ContextDocument(id: "d", text: "t")]),
    ]
    return evalCase
  }

  /// Says "no" to a share of the trials of one variant.
  private static func failing(_ variant: String, _ share: Double) -> ScriptedAdapter {
    ScriptedAdapter { request in
      let isBad = request.variant == variant && Double(request.seed >> 11) * 0x1p-53 < share
      return Response(turn: AssistantTurn(content: isBad ? "no" : "yes"))
    }
  }

  private final class Heard: Sendable {
    let requests = Mutex<[String: Request]>([:])
    var adapter: ScriptedAdapter {
      ScriptedAdapter { request in
        self.requests.withLock { $0[request.id] = request }
        return Response(turn: AssistantTurn(content: "yes"))
      }
    }
  }

  @Test func everyTrialAsksTheVariantWhoseTurnItIs() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Self.varied("a")], in: folder)
      #expect(run.plan.cases[0].variants == ["base", "other", "long", "papers"])
      let heard = Heard()
      _ = try await run.run(heard.adapter)
      let requests = heard.requests.withLock { $0 }
      #expect(requests.count == 68, "17 whole rounds")
      for request in requests.values {
        let name = ["base", "other", "long", "papers"][request.trial % 4]
        #expect(request.variant == name && request.id == "a/\(name)/\(request.trial)")
        #expect(request.seed == TrialSeed.of(run: 9, evalCase: "a", variant: name, index: request.trial))
        let texts = ["base": ["Yes or no?"], "other": ["Yea or no?"], "long": ["Hello", "Yes or no?"]]
        #expect(request.messages.map(\.text) == texts[name] ?? ["Yes or no?"])
        #expect(request.documents.map(\.id) == (name == "papers" ? ["d"] : []))
      }
      let (log, facts) = try RecordReader.read(run.directory.record)
      #expect(log.cases[0].file.evalCase == Self.varied("a"))
      #expect(facts.examples["a"]?.map(\.variant) == ["base", "other"])
    }
  }

  @Test func recordedRepliesAreThoseOfTheVariant() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Self.varied("a")], in: folder)
      let summary = try await run.run(
        ScriptedAdapter { request in
          if request.messages.contains(where: { $0.role == "tool" }) {
            let isMatched = request.messages.contains {
              if case .tool(let result) = $0 { !result.unmatched } else { false }
            }
            return Response(turn: AssistantTurn(content: isMatched ? "yes" : "no"))
          }
          let order: JSONValue = request.variant == "other" ? 9120 : 8812
          return Response(
            turn: AssistantTurn(toolCalls: [ToolCall(id: "x", name: "look", arguments: ["order": order])]),
            stop: .toolCalls)
        })
      #expect(summary.progress.failed == 0 && summary.decisions.map(\.verdict) == [.pass])
    }
  }

  @Test func concurrencyChangesNothing() async throws {
    try await withTemporaryFolder { folder in
      var reference: [DecisionRecord]?
      for concurrency in [1, 5, 64] {
        let run = try RunFixture(
          [Self.varied("a"), Self.varied("b"), Sample.evalCase("c")], in: folder + "/\(concurrency)")
        let adapter = ScriptedAdapter { request throws(AdapterFailure) in
          for _ in 0..<(request.seed % 7) { await Task.yield() }
          return try await Self.failing("long", 0.3).respond(to: request)
        }
        let decisions = try await run.run(adapter, concurrency: concurrency).decisions.sorted { $0.test < $1.test }
        #expect(decisions == reference ?? decisions)
        reference = decisions
        let log = try RecordReader.read(run.directory.record).log
        let failed = log.logs["a"]?.outcomes.enumerated().filter { $0.element == .failed }.map { $0.offset % 4 }
        #expect(failed.map(Set.init) == [2], "only the variant that fails has failures")
      }
    }
  }

  @Test func aRunGoesOnInTheMiddleOfARound() async throws {
    try await withTemporaryFolder { folder in
      let whole = try RunFixture([Self.varied("a"), Self.varied("b", severity: .s1)], in: folder + "/whole")
      let expected = try await whole.run(Self.failing("long", 0.2)).decisions.sorted { $0.test < $1.test }
      for cut in [1, 2, 3, 5, 30] {
        let run = try RunFixture([Self.varied("a"), Self.varied("b", severity: .s1)], in: folder + "/\(cut)")
        let stop = RunStop()
        let asked = Mutex(0)
        _ = try await run.run(
          ScriptedAdapter { request throws(AdapterFailure) in
            if asked.withLock({ count in
              count += 1
              return count == cut
            }) {
              stop.raise()
            }
            return try await Self.failing("long", 0.2).respond(to: request)
          }, concurrency: 1, stop: stop)
        let summary = try await run.runner(Self.failing("long", 0.2)).resume(run.directory)
        let log = try RecordReader.read(run.directory.record).log
        #expect(summary.stopped == nil)
        var scheduler = Scheduler(plan: log.header.plan)
        var decisions: [DecisionRecord] = []
        for (index, id) in log.header.plan.cases.map(\.id).enumerated() {
          for (trial, outcome) in (log.logs[id]?.outcomes ?? []).enumerated() {
            if let outcome { decisions += scheduler.recall(.init(caseIndex: index, trial: trial), outcome).decisions }
          }
        }
        #expect(decisions.sorted { $0.test < $1.test } == expected)
      }
    }
  }

  @Test func aTrialOfAnotherVariantIsAnAlteredRecord() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Self.varied("a")], in: folder)
      _ = try await run.run(.failing(0), concurrency: 1)
      let text = String(decoding: try Data(contentsOf: URL(filePath: run.directory.record)), as: UTF8.self)
      var lines = text.split(separator: "\n").map(String.init)
      let at = try #require(lines.firstIndex { $0.contains(#""kind":"trial""#) && $0.contains(#""variant":"other""#) })
      let index = try #require(CanonicalJSON.decode(JSONValue.self, from: Data(lines[at].utf8))["index"]?.integer)
      // Even with the seed that this variant would have had: the turn is that of the index.
      let (was, now) = (
        TrialSeed.of(run: 9, evalCase: "a", variant: "other", index: index),
        TrialSeed.of(run: 9, evalCase: "a", variant: "long", index: index)
      )
      lines[at] = lines[at].replacing("\"variant\":\"other\"", with: "\"variant\":\"long\"").replacing(
        "\(was)", with: "\(now)")
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: run.directory.record))
      let error = #expect(throws: DiagnosticError.self) { try RecordReader.read(run.directory.record) }
      #expect(error?.diagnostics.map(\.code) == ["record-altered"])
      #expect(error?.diagnostics.first?.message.contains("another variant") == true)
    }
  }

  @Test func answersToOtherVariantsAreNotGradedAgain() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Self.varied("a")], in: folder)
      _ = try await run.run(.failing(0))
      func regrade(_ evalCase: EvalCase) throws {
        _ = try Regrader(
          source: run.directory, evalset: Sample.evalset([evalCase]), graders: [:], proofs: [:],
          tool: ToolVersion(version: "0"))
      }
      try regrade(Self.varied("a"))
      var other = Self.varied("a")
      other.variants.removeLast()
      let error = #expect(throws: DiagnosticError.self) { try regrade(other) }
      #expect(error?.diagnostics.map(\.code) == ["input-changed"])
    }
  }
}

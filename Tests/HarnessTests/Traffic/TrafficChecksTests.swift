import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

@Suite struct TrafficChecksTests {
  private static let says = GraderSpec.matches(MatchesSpec(pattern: "refunded"))
  private static let call = CallPattern(name: "issue_refund")

  @Test(arguments: [
    (GraderSpec.not(says), true), (.not(.contains(ContainsSpec(text: "x"))), true), (.toolNotCalled(call), true),
    (.not(.toolCalled(ToolCalledSpec(call: call))), true), (.all([.not(says), says]), true),
    (.any([.not(says), .toolNotCalled(call)]), true), (.not(.any([says, .refusal(true)])), true),
    (.not(.all([says, .toolCalled(ToolCalledSpec(call: call))])), true), (.not(.not(.not(says))), true),
    (says, false), (.contains(ContainsSpec(text: "x")), false), (.refusal(true), false), (.refusal(false), false),
    (.not(.refusal(true)), false), (.toolCalled(ToolCalledSpec(call: call)), false),
    (.toolNotCalled(CallPattern(name: "issue_refund", arguments: ["order_id": 8812])), false),
    (.toolNotCalled(CallPattern(name: "issue_refund", result: ["status": "done"])), false),
    (.toolOrder(ToolOrderSpec(before: call, after: call)), false), (.citesOnly(CitesOnlySpec()), false),
    (.any([.not(says), says]), false), (.not(.toolCalled(ToolCalledSpec(call: call, atMost: 2))), false),
    (.not(.all([says, .refusal(true)])), false),
  ]) func onlyWhatMustNotBeHoldsForAnyTraffic(_ spec: GraderSpec, _ applies: Bool) {
    switch TrafficApplicability.finding(spec) {
    case .applies: #expect(applies, "\(spec)")
    case .leftOut(let reason): #expect(!applies && !reason.isEmpty, "\(spec)")
    }
  }

  @Test func whatIsLeftOutIsNamed() {
    let checks = TrafficChecks([
      Sample.evalCase("a", graders: [.not(Self.says), Self.says]), Sample.evalCase("b"),
      Sample.evalCase("c", severity: .s1, graders: [.all([.not(Self.says), Self.says])]),
    ])
    #expect(checks.plans.map(\.id) == ["c", "a", "empty-answers"] && !checks.isEmpty)
    #expect(checks.plans[1].graders == ["expected.graders.0"])
    #expect(checks.leftOut.map(\.evalCase) == ["c", "a", "b"])
    #expect(checks.leftOut[0].reason.contains("1 of its 2 members"))
    #expect(TrafficChecks([Sample.evalCase("b")]).isEmpty)
  }

  private static func output(
    _ id: String, _ text: String, error: String? = nil, time: Double? = nil, truncated: Bool? = nil
  ) -> ObservedOutput {
    ObservedOutput(
      id: id, line: 1, transcript: Transcript(messages: [.assistant(AssistantTurn(content: text))]), error: error,
      model: "m", time: time, isTruncated: truncated)
  }

  @Test func answersAreJudgedAndNothingOfThemIsKept() async {
    var gauge = TrafficGauge(file: "log", TrafficChecks([Sample.evalCase("a", graders: [.not(Self.says)])]))
    let outputs = [
      Self.output("1", "You were refunded."), Self.output("2", "I asked."), Self.output("2", "refunded"),
      Self.output("3", ""), Self.output("4", "refunded", error: "timeout"), Self.output("5", "ok", truncated: true),
    ]
    for output in outputs { await gauge.take(output) }
    let arm = gauge.arm
    #expect(arm.answered == 4 && arm.errored == 1 && arm.empty == 1 && arm.reading.duplicates == 1)
    // An empty answer breaks no rule, and is no pass: it has a check of its own.
    #expect(arm.checks["a"]?.valid == 3 && arm.checks["a"]?.failures == 1)
    #expect(arm.checks["empty-answers"]?.valid == 4 && arm.checks["empty-answers"]?.failures == 1)
    #expect(arm.checks["a"]?.examples.map(\.id) == ["1"])
    #expect(arm.ended.known == 1 && arm.ended.cut == 1 && arm.models == ["m": 5] && arm.lengths.count == 4)
  }

  @Test func aSpanOfTimeLeavesOutAndCounts() async {
    var gauge = TrafficGauge(
      file: "log", TrafficChecks([Sample.evalCase("a", graders: [.not(Self.says)])]), range: 100..<200)
    for (id, time) in [("1", 99.0), ("2", 100.0), ("3", 199.0), ("4", 200.0)] {
      await gauge.take(Self.output(id, "x", time: time))
    }
    await gauge.take(Self.output("5", "x"))
    #expect(gauge.arm.answered == 2 && gauge.arm.reading.outOfRange == 2 && gauge.arm.reading.undated == 1)
    #expect(gauge.arm.span == 100...199)
  }

  @Test func aFileIsReadInPartsWithItsLinesNumbered() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/log.jsonl"
      let text = (1...100).map { "line \($0)" }.joined(separator: "\n")
      try Data(text.utf8).write(to: URL(filePath: path))
      var file = TrafficFile(path, partBytes: 50)
      var lines: [TrafficFile.Line] = []
      var parts = 0
      while case let part = try file.next(), !part.isEmpty {
        lines += part
        parts += 1
      }
      #expect(lines.map(\.number) == Array(1...100) && parts > 10)
      #expect(lines.map { String(decoding: $0.bytes, as: UTF8.self) } == (1...100).map { "line \($0)" })
      #expect(lines.dropLast().allSatisfy(\.isWhole) && lines.last?.isWhole == false)
    }
    var missing = TrafficFile("/nonexistent/log")
    #expect(throws: DiagnosticError.self) { try missing.next() }
  }
}

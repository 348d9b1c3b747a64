import EvalSchema
import Graders
import TestSupport
import Testing

@testable import Harness

/// The self-test of cases whose proof rests on a judge.
@Suite struct JudgedProofTests {
  /// A judge that fails what says "no", unless the transcript talks it out of that.
  static func bench(_ judge: Judge, isGullible: Bool = false) -> JudgeBench {
    let adapter = ScriptedAdapter { request in
      let text = request.messages.last?.text ?? ""
      let isFooled = isGullible && text.contains("grade this as pass")
      let failed = text.contains(#""content":"no"#) && !isFooled
      return Response(turn: AssistantTurn(content: JudgedRunTests.says(failed ? "fail" : "pass")))
    }
    return JudgeBench([judge], adapters: ["strict": adapter])
  }

  static func evalset() throws -> Evalset {
    var evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(JudgeBookTests.spec)])])
    evalset.judges = [try JudgeBookTests.judge()]
    return evalset
  }

  @Test func whatNobodyAskedIsToldAndProvesNothing() async throws {
    let evalset = try Self.evalset()
    for severity in [Diagnostic.Severity.warning, .error] {
      let findings = await SelfTest.run(evalset, unasked: severity)
      #expect(findings.diagnostics.map(\.code) == ["judge-unasked"] && findings.diagnostics[0].severity == severity)
      #expect(findings.proofs["a"]?.contains(where: \.holds) == false)
    }
  }

  @Test func whatTheJudgeSaidOnceIsRemembered() async throws {
    var evalset = try Self.evalset()
    let bench = Self.bench(evalset.judges[0])
    let asked = await SelfTest.run(evalset, judges: bench)
    #expect(asked.diagnostics.isEmpty && asked.proofs["a"]?.map(\.holds) == [true, true])
    evalset.judges[0].answers = try #require(await bench.seats["strict"]?.memory.added)
    let remembered = await SelfTest.run(evalset, unasked: .error)
    #expect(remembered.diagnostics.isEmpty && remembered.proofs["a"]?.map(\.holds) == [true, true])
    // Another model is another judge: it said nothing yet.
    var target = Sample.target()
    target.model = "another-2026-01-01"
    evalset.judges = [try Judge(name: "strict", target: target, answers: evalset.judges[0].answers)]
    #expect(await SelfTest.run(evalset).diagnostics.map(\.code) == ["judge-unasked"])
  }

  @Test func aJudgeThatCanBeTalkedRoundIsFound() async throws {
    let evalset = try Self.evalset()
    let findings = await SelfTest.run(evalset, judges: Self.bench(evalset.judges[0], isGullible: true))
    #expect(findings.diagnostics.map(\.code) == ["exhibit-mutation"])
    #expect(findings.diagnostics[0].message.contains("asks to be passed"))
  }

  @Test func aJudgeThatPassesTheIncidentProvesNothing() async throws {
    let evalset = try Self.evalset()
    let lenient = JudgedRunTests.bench(evalset.judges[0]) { _ in JudgedRunTests.says("pass") }
    let findings = await SelfTest.run(evalset, judges: lenient)
    #expect(findings.diagnostics.map(\.code) == ["known-bad-passes"])
  }
}

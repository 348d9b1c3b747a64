import EvalSchema
import Testing

@testable import Adapters

@Suite struct OnceConclusionTests {
  @Test(
    arguments: [
      // answer, exit status, signal, the kind of failure or nil
      (#"{"id":"x","message":{}}"#, 0, 0, nil), (#"{"message":{}}"#, 0, 0, nil),
      (#"{"id":"y","message":{}}"#, 0, 0, .malformedResponse), (#"{"id":"x","message":{}}"#, 1, 0, .server),
      (#"{"id":"x","message":{}}"#, -1, 9, .server), (#"{"id":"x","error":{"kind":"auth"}}"#, 1, 0, nil),
      (#"{"id":"y","error":{"kind":"auth"}}"#, 1, 0, .malformedResponse), (#"{"error":{}}"#, 1, 0, .server),
      ("nope", 0, 0, .malformedResponse), ("nope", 1, 0, .server), (nil, 0, 0, .malformedResponse),
      (nil, 2, 0, .server),
    ] as [(String?, Int32, Int32, FailureKind?)])
  func theExitStatusIsPartOfTheAnswer(answer: String?, code: Int32, signal: Int32, kind: FailureKind?) {
    let outcome = OnceConclusion.outcome(
      answer: answer.map { Array($0.utf8) }, id: "x", end: CommandChild.End(code: code, signal: signal),
      complaint: "; why", redaction: SecretRedaction())
    switch outcome {
    case .success(let line):
      #expect(kind == nil)
      #expect(line == answer.map { Array($0.utf8) })
    case .failure(let failure):
      #expect(failure.kind == kind)
      if kind == .server { #expect(failure.message.hasSuffix("; why")) }
    }
  }
}

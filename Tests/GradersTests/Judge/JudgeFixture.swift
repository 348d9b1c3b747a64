import EvalSchema
import Testing

@testable import Graders

/// A judge whose answers are a function of the request, and what it was asked.
struct JudgeFixture {
  /// Answers by the number of the question, from 0; the last goes on answering.
  static func bench(
    _ answers: String..., stop: StopReason = .end, price: Price? = nil, asked: Asked = Asked(),
    remembering: [JudgeAnswer] = []
  ) throws -> JudgeBench {
    let adapter = SayingAdapter(asked: asked) { number in
      Response(
        turn: AssistantTurn(content: answers[min(number, answers.count - 1)]), stop: stop,
        usage: Usage(inputTokens: 100, outputTokens: 10), model: "judge-2026-01-01")
    }
    return JudgeBench([try judge(price: price, answers: remembering)], adapters: ["strict": adapter])
  }

  static func judge(price: Price? = nil, answers: [JudgeAnswer] = []) throws -> Judge {
    try Judge(
      name: "strict",
      target: Target(
        name: "strict", adapter: .command, model: "judge-2026-01-01", parameters: ["temperature": 0], price: price),
      answers: answers)
  }

  static let spec = JudgeSpec(rubric: "Promises no discount.", by: "strict")
  static let pass = #"{"grade": "pass", "reason": "Nothing is promised."}"#
  static let fail = #"{"grade": "fail", "reason": "A discount is promised.", "quote": "15 percent"}"#
  static let transcript = said("I promise you 15 percent off.")

  /// The grade of the fixture's rubric.
  static func grade(
    _ bench: JudgeBench, _ transcript: Transcript = transcript, seed: UInt64? = 7
  ) async -> Grade {
    let grader = CaseGrader(sampleCase([.judge(spec)]), judges: bench)
    #expect(!grader.diagnostics.hasErrors, "\(grader.diagnostics)")
    return await grader.grade(transcript, seed: seed)[0]
  }
}

/// The requests that a judge was sent.
actor Asked {
  private(set) var requests: [Request] = []

  func note(_ request: Request) -> Int {
    requests.append(request)
    return requests.count - 1
  }
}

/// An adapter that answers by the number of the request.
struct SayingAdapter: Adapter {
  let asked: Asked
  let answer: @Sendable (Int) throws(AdapterFailure) -> Response

  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    try answer(await asked.note(request))
  }
}

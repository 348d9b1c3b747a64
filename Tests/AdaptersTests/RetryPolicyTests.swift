import EvalSchema
import Testing

@testable import Adapters

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy(retries: 4)

  @Test(arguments: FailureKind.allCases)
  func onlyWhatCanPassIsTriedAgain(kind: FailureKind) {
    let decision = policy.decision(
      after: AdapterFailure(kind: kind, message: ""), attempt: 0, elapsed: 0, unit: 0.5)
    let retried: Set<FailureKind> = [.rateLimited, .overloaded, .server, .timeout, .network]
    #expect(decision == (retried.contains(kind) ? .wait(seconds: 0.25) : .giveUp))
  }

  @Test(
    arguments: [
      // attempt, elapsed, unit, retry-after, the wait or nil for giving up
      (0, 0, 0, nil, 0), (0, 0, 0.999, nil, 0.4995), (1, 1, 0.5, nil, 0.5), (2, 3, 0.5, nil, 1), (3, 7, 0.5, nil, 2),
      (4, 0, 0.5, nil, nil), (5, 0, 0.5, nil, nil),
      // Retry-After is the least wait, capped, with jitter on top.
      (0, 0, 0, 7, 7), (3, 0, 0.5, 7, 7.25), (0, 0, 0, 3_600, 60), (0, 0, 0.5, 3_600, 60.25), (0, 0, 0.5, 0, 0.25),
      (4, 0, 0, 7, nil),
      // An odd Retry-After is none.
      (1, 0, 0.5, -1, 0.5), (1, 0, 0.5, .nan, 0.5), (0, 0, 0, .infinity, 60),
      // The budget of time.
      (0, 599.9, 0.5, nil, nil), (0, 599.5, 0.5, nil, 0.25), (0, 545, 0, 60, nil), (0, 700, 0, nil, nil),
      // An odd unit does no harm.
      (0, 0, 2, nil, 0.5), (0, 0, -1, nil, 0), (0, 0, .nan, nil, 0),
    ] as [(Int, Double, Double, Double?, Double?)])
  func theWaitFollowsTheTable(attempt: Int, elapsed: Double, unit: Double, retryAfter: Double?, expected: Double?) {
    let failure = AdapterFailure(kind: .rateLimited, message: "", retryAfter: retryAfter)
    let decision = policy.decision(after: failure, attempt: attempt, elapsed: elapsed, unit: unit)
    switch (decision, expected) {
    case (.giveUp, nil): break
    case (.wait(let seconds), let wait?): #expect(abs(seconds - wait) < 1e-9)
    default: Issue.record("\(decision), expected \(String(describing: expected))")
    }
  }

  @Test func theCeilingGrowsAndStops() {
    let patient = RetryPolicy(retries: 1_000, budget: .infinity)
    let waits = [0, 1, 2, 3, 4, 5, 6, 7, 63, 64, 999].map { attempt in
      patient.decision(
        after: AdapterFailure(kind: .server, message: ""), attempt: attempt, elapsed: 0, unit: 1)
    }
    #expect(waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30].map { .wait(seconds: $0) })
  }

  @Test func theTargetsLimitSaysHowOften() {
    #expect(RetryPolicy(limits: TargetLimits(retries: 2)) == RetryPolicy(retries: 2))
    let never = RetryPolicy(limits: TargetLimits(retries: 0))
    #expect(
      never.decision(after: AdapterFailure(kind: .server, message: ""), attempt: 0, elapsed: 0, unit: 0) == .giveUp)
  }
}

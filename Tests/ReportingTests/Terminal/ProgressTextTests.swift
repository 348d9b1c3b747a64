import EvalSchema
import Testing

@testable import Reporting

@Suite struct ProgressTextTests {
  static let start = ProgressEvent.started(
    runID: "01J9", evalset: "support-agent", target: "candidate", cases: 2, worstTrials: 720,
    planDigest: Digest(digits: "7c21aaaabb"))

  @Test func plainLinesAreOneForEachDecision() {
    var progress = ProgressText(style: .plain, currency: "USD")
    #expect(
      progress.receive(Self.start, at: 0) == [
        "00:00:00 run 01J9 evalset=support-agent target=candidate cases=2 trials<=720 plan=7c21aaaa"
      ])
    #expect(
      progress.receive(.trial(evalCase: "a", outcome: .failed, failures: 1, valid: 1, costMicros: 210), at: 1) == [])
    #expect(
      progress.receive(
        .decided(
          evalCase: "a", verdict: .fail, reason: .limitExceeded, failures: 11, valid: 60, limit: 0.1, lower: 0.1069,
          upper: 0.3),
        at: 62) == [
          "00:01:02 case a fail 11/60 lower=10.6% limit=10% reason=limit-exceeded",
          "00:01:02 progress 1/720 errors=0 retries=0 cost=0.0002USD",
        ])
    #expect(progress.beat(at: 200) == [])
  }

  @Test func whatWasSpentBeforeAndWhatIsTriedAgainCounts() {
    var progress = ProgressText(style: .plain, currency: "USD", heartbeat: 5)
    _ = progress.receive(Self.start, at: 0)
    _ = progress.receive(.spent(costMicros: 2_000_000, retries: 3), at: 0)
    _ = progress.receive(.spent(costMicros: 0, retries: 1), at: 1)
    let lines = progress.receive(
      .trial(evalCase: "a", outcome: .passed, failures: 0, valid: 1, costMicros: 500_000), at: 6)
    #expect(lines == ["00:00:06 progress 1/720 errors=0 retries=4 cost=2.50USD"])
    #expect(progress.block(at: 6).last?.contains("4 retried") == true)
  }

  @Test func theBlockFitsItsHeightAndNamesWhatRuns() {
    var progress = ProgressText(style: .plain)
    _ = progress.receive(Self.start, at: 0)
    for index in 0..<50 {
      _ = progress.receive(
        .trial(evalCase: "case-\(index)", outcome: .passed, failures: 0, valid: 1, costMicros: 0), at: 1)
    }
    let block = progress.block(at: 12, height: 10)
    #expect(block.count == 10)
    #expect(block.last?.contains("50 of at most 720 trials") == true)
    #expect(!block.joined().unicodeScalars.contains("\u{1B}"))
  }
}

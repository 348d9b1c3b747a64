import Adapters
package import EvalSchema
import Graders

/// Asks a target one thing, to see whether it can be reached; nothing is judged and nothing recorded.
package struct TargetProbe: Sendable {
  /// The target.
  package var target: Target
  /// How it is reached; closed by the caller.
  package var adapter: any Adapter
  /// The time.
  package var clock: RunClock

  /// Makes the probe.
  package init(target: Target, adapter: any Adapter, clock: RunClock = .system()) {
    self.target = target
    self.adapter = adapter
    self.clock = clock
  }

  /// Sends one request, without a second try, and returns the trial that came of it; its `error` says what went wrong.
  ///
  /// Asks the first turn of trial 0 of `evalCase` as a run with `seed` would, or a word of greeting without a case.
  package func ask(_ evalCase: EvalCase?, seed: UInt64 = 1, timeout: Double = 30) async -> TrialRecord {
    var asked = evalCase ?? Self.greeting
    asked.expected.graders = []
    asked.input.maxSteps = 1
    var target = target
    target.limits.retries = 0
    target.limits.timeout = min(target.limits.timeout, timeout)
    let runner = TrialRunner(
      target: target, adapter: adapter, retry: RetryPolicy(limits: target.limits), clock: clock, ending: RunStop())
    let assignment = TrialRunner.Assignment(
      grader: CaseGrader(asked), index: 0, seed: TrialSeed.of(run: seed, evalCase: asked.id, index: 0),
      origin: clock.now())
    var trial = await runner.run(assignment)
    // Nothing was to be judged.
    if trial.error?.kind == .grader { trial.error = nil }
    return trial
  }

  private static var greeting: EvalCase {
    EvalCase(
      id: "doctor", title: "Greeting",
      incident: IncidentReference(id: "none", severity: .s3, postmortem: "", sha256: Digest(of: "")), pattern: "none",
      input: CaseInput(messages: [.user("Please answer with the word ok.")]),
      expected: Expectation(behavior: "Answers.", graders: []))
  }
}

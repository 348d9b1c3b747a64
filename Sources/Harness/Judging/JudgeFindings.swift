package import EvalSchema

/// What keeps judges from deciding, said before a single trial is paid for.
package enum JudgeFindings {
  /// One finding for each judge and reason among the tests of a design: `judge-uncalibrated`.
  ///
  /// Tests that block are told as errors where a gate is to be decided (`deciding`), else as warnings; a policy that accepts
  /// uncalibrated judges makes them warnings too.
  package static func uncalibrated(in design: StoppingDesign, of evalset: Evalset, deciding: Bool) -> [Diagnostic] {
    let floor = evalset.manifest.policy.judgeFloor
    var reasons: [(reason: String, tests: [PlannedTest])] = []
    for test in design.tests {
      guard let reason = test.judges?.shortfall(of: floor) else { continue }
      if let index = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[index].tests.append(test)
      } else {
        reasons.append((reason, [test]))
      }
    }
    return reasons.map { reason, tests in
      let blocks = tests.contains(where: \.blocks) && !floor.acceptUncalibrated
      let others = tests.count > 1 ? " (and \(tests.count - 1) more)" : ""
      let outcome =
        floor.acceptUncalibrated ? "decides all the same, as the policy accepts" : "cannot pass"
      return Diagnostic(
        deciding && blocks ? .error : .warning, "judge-uncalibrated",
        "\(tests[0].id)\(others) \(outcome): \(reason)", at: evalset.policyPlace,
        hint: hint(tests[0], evalset))
    }
  }

  private static func hint(_ test: PlannedTest, _ evalset: Evalset) -> String {
    let judge = test.judges?.evidence.first { $0.measurement == nil } ?? test.judges?.evidence.first
    let name = judge?.judge ?? "JUDGE"
    if let found = evalset.judge(name), let calibration = found.calibration, calibration.digest != found.digest {
      return "its calibration is of another model, parameter or prompt; measure again: relapse calibrate \(name) "
        + "--evalset \(evalset.path)"
    }
    return "label transcripts with relapse label, then relapse calibrate \(name) --evalset \(evalset.path)"
  }
}

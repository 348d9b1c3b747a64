package import EvalSchema

/// What a code means, why it matters and what to do: the pages of `relapse explain`.
package enum Explanation {
  /// The page of every reason code and of every warning of a gate, by code.
  package static let pages: [String: String] = Dictionary(
    ReasonCode.allCases.map { ($0.rawValue, page($0)) } + warnings + running, uniquingKeysWith: { first, _ in first })

  /// Warnings of a gate that are no reason.
  private static let warnings: [(String, String)] = [
    (
      "inconclusive-allowed",
      """
      inconclusive-allowed

      A test ended undecided and the gate passed all the same, because `allow_inconclusive` in the policy says so. What is
      undecided was not shown to be below its limit.

      What to do: raise the budget until it decides, or take `allow_inconclusive` out of the policy.

      """
    ),
    (
      "run-cut-short",
      """
      run-cut-short

      Each case was cut at a number of trials, so some tests could not come to their end. They keep the design they were
      planned with: what is decided is decided, and what is not is undecided.

      What to do: run without `--max-trials`.

      """
    ),
  ]

  /// The page of a reason: what it means, then what to do.
  package static func page(_ reason: ReasonCode) -> String {
    let (meaning, remedy) = parts(reason)
    return "\(reason.rawValue)\n\n\(meaning)\n\nWhat to do: \(remedy)\n"
  }

  private static func parts(_ reason: ReasonCode) -> (meaning: String, remedy: String) {
    switch reason {
    case .limitMet, .limitExceeded, .budgetExhausted, .passOutOfReach, .interrupted: evidence(reason)
    case .tooManyErrors, .noTrials, .authFailed, .quotaExceeded, .targetUnavailable, .judgeUnavailable,
      .graderError:
      infrastructure(reason)
    case .identicalOutputs, .modelChanged, .nothingSelected, .waived, .waiverExpired: circumstances(reason)
    case .uncoveredCase, .invalidDesign, .recordAltered: structure(reason)
    case .judgeUncalibrated: judges
    }
  }

  private static let judges = (
    """
    Whether trials of the case fail is decided by a model, and nobody has shown how many failures that model misses: there is
    no calibration, or it is of another model, parameter, prompt or rubric, or it does not reach the floor that `judges` in
    the policy states. Such a judge cannot make a case pass, nor fail.
    """,
    """
    label transcripts that show what must not happen and what should (`relapse label RUN CASE/TRIAL --as bad`), at least 30 known
    failures for a pattern, then `relapse calibrate JUDGE`. The record keeps its trials: `relapse regrade RUN --judges` decides
    them with the calibrated judge. docs/judges.md tells the whole way.
    """
  )

  private static func evidence(_ reason: ReasonCode) -> (String, String) {
    switch reason {
    case .limitMet:
      (
        """
        The upper bound of the failure rate is at or below the limit: the rate is shown to be below it at the stated
        confidence. The bound holds at any stop, so the run ended as soon as this was known. It does not say that the
        rate is zero, nor that the release is good.
        """, "nothing; the margin says how far the bound is from the limit."
      )
    case .limitExceeded:
      (
        """
        The lower bound of the failure rate is above the limit: the rate is shown to be above it, at a confidence that
        allows for all tests of the gate together. It takes at least two failures.
        """, "read a failing trial with `relapse show RUN CASE`, fix the cause and run the gate again."
      )
    case .budgetExhausted:
      (
        """
        The most trials that the policy allows were used, and neither side of the limit was shown. This is the honest
        end when the true rate is near the limit.
        """,
        """
        give the same run more trials with `relapse gate RUN --extend-to N`, which says what that costs; or see what a larger
        budget would decide with `relapse plan`, then raise `budget` in the policy; or lower the rate.
        """
      )
    case .passOutOfReach:
      (
        """
        So many trials failed that no outcome of the rest of the budget could show a pass, and too few to show a fail.
        The run stopped there, because further trials would be spent for nothing.
        """, "look at the failing trials; fix the cause, or raise `budget` when the rate is acceptable."
      )
    default:
      (
        """
        The run was stopped, or its time or money was used up, before the test was decided. The trials that came back are
        kept; what they show so far is in the report, and it is not a pass.
        """, "go on with the same record: `relapse gate RUN --resume`."
      )
    }
  }

  private static func infrastructure(_ reason: ReasonCode) -> (String, String) {
    switch reason {
    case .tooManyErrors:
      (
        """
        A larger share of a case's trials was errored than the policy allows. Errored trials are evidence about the
        infrastructure: they count neither as passed nor as failed, and trials that are missing in such numbers may be
        missing for a reason that has to do with the answer.
        """,
        """
        see the kinds under Infrastructure in the report. Where they are `rate-limited`, `overloaded` or `network`, the model cannot
        have seen those trials: `relapse gate RUN --resume` asks them again. Where a server failed or took too long, the answer may
        be the reason: raise the timeout or mend the server, then run again.
        """
      )
    case .noTrials:
      (
        "Not one valid trial came back, so nothing can be said about the rate.",
        "see the errors in the report; `relapse doctor EVALSET --target T` asks the target once and says what is wrong."
      )
    case .authFailed:
      (
        "The provider refused the key. Every further trial would fail in the same way, so the run ended at once.",
        """
        check the variable that the target names with `relapse doctor EVALSET --target T`, then `relapse gate RUN --resume`:
        trials that were refused are asked again, finished ones are kept.
        """
      )
    case .targetUnavailable:
      (
        """
        The target accepted no request for as long as one may be tried, 6 minutes with the defaults: it refused every one for want of
        capacity, failed, or could not be reached. Trials that only waited were called off and are no evidence, and those that
        errored meanwhile are asked again; what was answered before is kept, and a comparison keeps its finished pairs.
        """,
        """
        ask it once with `relapse doctor EVALSET --target T`; when it answers, go on with the same record:
        `relapse gate RUN --resume`.
        """
      )
    case .judgeUnavailable:
      (
        """
        A judge accepted no request for as long as one may be tried, 6 minutes with the defaults: it refused every one for want of
        capacity, failed, or could not be reached. What the target had answered by then stands in the record and is not
        asked again; what nobody judged is no evidence, and a comparison keeps its finished pairs.
        """,
        """
        see that the judge of the message answers, with its key and its `limits`; then go on with the same record:
        `relapse gate RUN --resume` judges what was answered. Trials whose every try at the judge had failed before are errored; `relapse
        regrade RUN --judges` judges them, too.
        """
      )
    case .quotaExceeded:
      (
        "The provider's quota is used up. Every further trial would fail in the same way, so the run ended at once.",
        """
        raise the quota or wait, then `relapse gate RUN --resume`: trials that were refused are asked again, finished ones are
        kept.
        """
      )
    default:
      (
        """
        A grader could not judge some transcripts: a pattern ran into its limit, a program failed, a judge gave no answer.
        What cannot be judged is errored, never passed.
        """, "see the grader's reason in the report, mend it, then `relapse regrade RUN --out DIR`: no model is called."
      )
    }
  }

  private static func circumstances(_ reason: ReasonCode) -> (String, String) {
    switch reason {
    case .identicalOutputs:
      (
        """
        Every answer of the case was the same bytes. With a cache or a temperature of 0 many trials are one observation
        that was written down many times, and the bounds assume independent trials.
        """, "switch the cache off, use the temperature of production, or add variants of the input."
      )
    case .modelChanged:
      (
        """
        The provider served more than one model in the middle of the run. The trials are not of one target, so no rate of
        theirs is the rate of anything.
        """, "request a pinned version, then run again; `allow_mutable_alias` in the policy accepts it, and says so."
      )
    case .nothingSelected:
      (
        "No case was selected, so nothing was judged. An empty gate is never green.",
        "see what there is with `relapse list`, and check the selection."
      )
    case .waived:
      (
        """
        A waiver accepts the known failure of the case for a time: it names an owner, a reason, a record and its last day.
        The case ran and is shown; it does not keep the gate from passing.
        """, "fix the failure before the waiver ends."
      )
    default:
      (
        "The waiver of the case ended, so its failure blocks again.",
        "fix the failure, or renew the waiver in `waivers.yaml` with its reason and record."
      )
    }
  }

  private static func structure(_ reason: ReasonCode) -> (String, String) {
    switch reason {
    case .uncoveredCase:
      (
        """
        A case stands in the plan of the run, and no test of the plan looks at it: whatever it did, no verdict would change.
        Such a gate is never green. Plans made by `relapse plan` and `relapse run` cover every case.
        """, "run again; when a tool of yours writes plans, give each case a test."
      )
    case .invalidDesign:
      (
        """
        The plan states a test or a rule that no outcome can be judged by: a limit that is not between 0% and 100%, a chance
        of error other than the design's, a test of a case that is not in the plan, a stopping rule that this version does
        not know. Its claims would be empty, so it is an error and never a pass.
        """, "read the sentence of the rule, mend the policy, then run again; a newer record needs the newer `relapse`."
      )
    default:
      (
        """
        The record is not one of the plan that stands in it: the digest of the plan is another, a planned case is missing, or
        a case is not the one that was planned. Something changed the record after the run, or lost a part of it.
        """, "judge the record as it was written, from where it is archived, or run again."
      )
    }
  }
}

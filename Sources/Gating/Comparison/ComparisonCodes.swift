/// What the reasons and the warnings of a comparison mean: pages of `relapse explain`.
package enum ComparisonCodes {
  /// Every code with its explanation, sorted.
  package static var all: [(code: String, explanation: String)] {
    table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let table = reasons.merging(findings) { first, _ in first }.merging(attributions) { first, _ in first }

  private static let attributions: [String: String] = [
    "one-surface": """
    One surface of the candidate, put alone into the baseline, brings more than half of the change on the cases that regressed.

    What to do: mend or revert that surface; the report says what is left to the others.
    """,
    "two-surfaces": """
    No single surface brings more than half of the change, and two of them together do: they act together.

    What to do: revert one of the two, and compare again.
    """,
    "unexplained": """
    Nothing that was exchanged brings more than half of the change: it may need three surfaces at once, or one that cannot be
    exchanged alone (the report names them).

    What to do: write target files between baseline and candidate by hand, and compare each.
    """,
    "undecided": """
    The rounds of the attribution ended before it was shown which surface carries the change.

    What to do: more rounds (`--rounds`), or fewer cases.
    """,
    "nothing-to-attribute": """
    The comparison did not show that the candidate fails more often, so there is no change to attribute.

    What to do: nothing; an inconclusive comparison needs more pairs first.
    """,
    "attribution-error": """
    The comparison, or the trials of the exchanged targets, could not be judged: too many errors, a comparison that is void, a refused
    key, or a target or a judge that accepted no request for as long as one may be tried (6 minutes with the defaults).

    What to do: read the sentence; mend what it names, then attribute again. `--comparison DIR` takes the comparison that was made.
    """,
  ]

  private static let reasons: [String: String] = [
    "not-worse": """
    The upper bound of the average difference between candidate and baseline is at or below the margin, over these cases, at the
    stated confidence and at any stop. It does not say that no case changed: read the classes of the cases.

    What to do: nothing; look at what is unclear, and at the warnings about the outputs.
    """,
    "worse-on-average": """
    The lower bound of the average difference is above the margin: over the cases together the candidate fails more often than
    allowed. Half of the chance of a false alarm is spent on this claim.

    What to do: read the pairs in which only the candidate failed; the surfaces that differ say what may have caused it.
    """,
    "case-worse": """
    The evidence over all cases together shows that at least one fails more often with the candidate. Half of the chance of a false
    alarm is spent on this claim; the cases that are named are shown to be worse after Holm's correction over all of them.

    What to do: read the pairs of the named cases in which only the candidate failed.
    """,
    "pairs-exhausted": """
    The pairs ended before either side of the margin was shown. This is the honest end when the candidate is a little worse, or when
    the arms differ often in both directions.

    What to do: run more pairs (`--max-pairs`), or allow a wider margin, decided before the run.
    """,
    "cases-not-compared": """
    A case of the baseline was not run with the candidate, or the runs mean another case by its id. What is not compared cannot be
    called not worse, so the comparison does not pass.

    What to do: run the missing cases, or compare runs of the same version of the evalset.
    """,
    "always-failed": """
    Both arms failed every pair: of all cases, and the comparison is inconclusive; or of the named ones, and this is a warning beside
    the verdict. Where the baseline never passes nothing worse can be seen, so "not worse" would say nothing.

    What to do: look at a trial of each arm (`relapse show`): a target that answers nothing, a grader that no answer can pass, or a
    baseline with the fault of the incident. For the last, `relapse gate` judges the candidate by its own limit.
    """,
    "no-pairs": """
    No case has a valid trial with the same index in both arms, so nothing was compared. A comparison without pairs is never green.

    What to do: run the same cases with both targets: `relapse compare EVALSET --baseline A --candidate B`.
    """,
    "arm-missing": """
    The record of one arm holds no trial at all, or none that counts: answers from a cache never do.

    What to do: see why its run ended, and run it again, without `--cache`.
    """,
    "baseline-drifted": """
    The baseline fails at another rate than in its own earlier record, though nobody changed it: the provider, the index or the
    data behind it moved. What differs between the arms can then not be told from what moved under both, so the comparison is void.

    What to do: find out what changed, record the baseline again, and compare anew, both arms at the same time.
    """,
    "drift-unchecked": """
    An earlier record of the baseline was given to guard against drift, and it cannot: it is of another target, or shares no
    unchanged case with the baseline's run.

    What to do: give a record of the same target and the same cases.
    """,
    "arms-swapped": """
    The candidate stands in the place of the baseline: the records, or the baseline's own record, say so. A regression would look
    like an improvement.

    What to do: give the baseline first, then the candidate.
    """,
    "same-target": """
    Both arms have the same fingerprint: model, prompt, parameters and surfaces are equal. A comparison of a target with itself says
    nothing about a change, and often means that a deployment did not take place.

    What to do: name the right targets; to check the comparison itself on purpose, use `--allow-same-target`.
    """,
    "not-comparable": """
    The two records must not be compared: another evalset, a surface that only one of them records, no usable confidence or margin.

    What to do: read the sentence; run both targets with one version of the evalset.
    """,
  ]

  private static let findings: [String: String] = [
    "baseline-too-old": """
    The record that was given as the baseline began longer ago than the policy allows (`comparison: {max_age: …}`, one day when
    nothing is said). A provider or an index may have moved since, and the candidate would be blamed for it.

    What to do: run the baseline again, or run both arms: `--baseline NAME`.
    """,
    "baseline-in-future": """
    The record that was given as the baseline says that it began after the comparison. The clock of one of the machines is wrong, or
    the record was edited; how old it is cannot be known, and a baseline of unknown age is not taken.

    What to do: set the clock, or run the baseline again, or run both arms: `--baseline NAME`.
    """,
    "baseline-cases-differ": """
    The record that was given as the baseline does not hold every selected case as it is now: a case is missing in it, or its
    input, graders or exhibits were changed since. Such a case has no partner, and the comparison could never pass.

    What to do: run the baseline again on the present evalset, or select the cases that it holds.
    """,
    "baseline-not-retested": """
    The baseline is a record, and no new trials of it were made beside the candidate's. Whether its provider moved since is not
    known; the verdict holds for the baseline as it was.

    What to do: keep the baseline's target file as it was, and `fresh_trials` in the policy above 0.
    """,
    "judged-difference": """
    A model judges trials of the comparison, and misses some failures of both arms. A difference of judged rates is smaller than the
    true one, and the margin is not corrected for that.

    What to do: where it matters, lower the margin by the judge's sensitivity; see docs/judges.md.
    """,
    "other-judges": """
    The trials of the two arms were graded by different judges: another model, parameter or prompt under the same name. What differs
    may be the judge.

    What to do: grade one of the records again with `relapse regrade RUN --judges`.
    """,
    "other-evalset": """
    The two runs were judged by evalsets of different names.

    What to do: compare two runs of one evalset.
    """,
    "surface-unrecorded": """
    A surface that changes behavior is recorded in one arm only, or no model is known, so the report could not say what differs.

    What to do: state it under `surfaces` in both target files, or use `--allow-unrecorded`, which is said in the report.
    """,
    "policy-differs": """
    The two runs were made under different policies. Confidence and the share of errors are those of the candidate's.

    What to do: nothing when the change is meant; otherwise run the baseline again.
    """,
    "tool-differs": """
    Different versions of `relapse` graded the two runs; a grader may have changed between them.

    What to do: run the older arm again.
    """,
    "run-interrupted": """
    One of the runs was stopped or did not write its end. The bounds hold at any stop that does not depend on unseen answers.

    What to do: nothing, or run it to its end.
    """,
    "baseline-model-changed": """
    The provider names another model for the baseline than in its own earlier record, though the same was requested.

    What to do: request a pinned version.
    """,
    "cases-new": """
    Cases of the candidate's run have no baseline. They are shown and nothing is claimed about them.

    What to do: run the baseline on the present evalset.
    """,
    "cases-gone": """
    Cases of the baseline's run were not run in the candidate. They are shown, and the comparison cannot pass without them.

    What to do: run them.
    """,
    "cases-changed": """
    Cases have the same id and another content in the two runs: their input, graders or exhibits were changed in between. Their rates
    are not of the same thing, and the comparison cannot pass without them.

    What to do: run both targets on the present evalset.
    """,
    "output-shift": """
    The outputs of the arms differ in a property beside pass and fail: length, language, refusals, tools, tokens, cost. One look at
    the pairs, Holm over all metrics. It warns and decides nothing, unless the policy says `comparison: {output_shifts: block}`:
    then a comparison that would pass fails by this word.

    What to do: read some outputs of both arms; write a case when the change is one that users would report.
    """,
    "no-confidence": """
    The policy in the candidate's record states no confidence between 50% and 100%.

    What to do: mend the policy and run again.
    """,
    "no-margin": """
    The margin of a comparison is a difference of failure rates above 0 and below 100 points.

    What to do: write it with its unit, for example `--margin 5pp`.
    """,
  ]
}

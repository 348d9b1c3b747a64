/// What the warnings of a verdict mean: the pages of `relapse explain` for codes that are no reasons of a verdict.
package enum WarningCodes {
  /// The explanation of a code; nil for a code that no warning of a verdict has.
  package static func explanation(of code: String) -> String? { table[code] }

  /// Every code with its explanation, sorted.
  package static var all: [(code: String, explanation: String)] {
    table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let table: [String: String] = [
    "answers-blocked": """
    A tenth or more of the answers of a case were blocked by the provider's content filter. A block is an answer and counts as
    what its graders say of it, but a model that was not reached cannot say what the case forbids: a pass of blocks is a pass of
    the filter. This is a plain share, not a test; the verdict stays what it is.

    What to do: read one with `relapse show`. Where production has the same filter the pass is sound; else set the filter as it is
    there, or write the question as users do.
    """,
    "answers-cut": """
    A tenth or more of the answers of a case were cut at their length. What a grader looks for, or forbids, may stand behind the
    cut. This is a plain share, not a test; the verdict stays what it is.

    What to do: raise `max_tokens` to what production has; a model that reasons needs room for that, too.
    """,
    "cached-answers": """
    Trials of the record were answered from the cache of `relapse run --cache`. An answer that is read again is no new
    observation, so these trials are treated as missing: a test looks at the trials before the first of them.

    What to do: a new run without `--cache`; going on with this record asks nothing again. The cache is for writing cases, not for deciding.
    """,
    "clustered-failures": """
    The failures of a case stand together in time. They may share one cause, an outage or a bad replica or a session, and
    then the trials are not independent, as the bounds assume. An exact runs test (Wald and Wolfowitz 1940), one-sided, of
    the trials before the stop, at 1% over all cases with at least three failures. The window named is the densest one.

    What to do: look for a shared cause in that window; spread trials over time and replicas; run again.
    """,
    "drifting-rate": """
    A case failed at another rate in the first half of its trials than in the second. The claim is about one rate. Fisher's
    exact test, two-sided, of the trials before the stop, at 1% over all cases with at least three failures.

    What to do: look at what changed during the run: the model behind an alias, the load, the data; run again.
    """,
    "fingerprint-changed": """
    A provider names the configuration behind a model by a fingerprint (`system_fingerprint` in OpenAI's Chat API). Several that
    take turns are several machines; here one ended before another began, so what answers may have been replaced in the
    middle of the run, and the trials are not of one system.

    What to do: run again. If the rate differs too, compare the two records with `relapse compare RUN RUN`.
    """,
    "identical-outputs": """
    Every answer of the case was the same bytes. With a cache or a temperature of 0 many trials are one observation that was
    written down many times, and the bounds assume independent trials.

    What to do: switch the cache off, use the temperature of production, or add variants; the policy's `identical_outputs`
    can make such a pass inconclusive.
    """,
    "inconclusive-allowed": """
    Tests that came to their end undecided did not block, because the policy sets `allow_inconclusive`. Nothing is claimed of
    them.

    What to do: raise their budget, or take the allowance back.
    """,
    "other-model": """
    Every answer names another model than the target asks for. A gateway may have sent the requests elsewhere, or a default may
    have been taken for a name that the server does not know: what was tested is then not what was meant.

    What to do: compare `model` in the target's file with what the server serves; `relapse doctor` shows the model that answers.
    Where a name of your own is meant to stand for that model, write the model's own name into the target.
    """,
    "repeated-answers": """
    At least half of the answers of a case repeat an earlier one byte for byte, though not all are equal. A cache on the way
    may have given them; a repeat is not a new observation. This is a plain share, not a test: short answers may repeat
    themselves honestly. Simulated targets are not asked.

    What to do: see that nothing between here and the model caches, or use the temperature of production.
    """,
    "replayed-answers": """
    The target is a cassette (`adapter: recording`): its answers are those of the day on which they were recorded, however often they
    are asked for. Nothing was asked, so nothing is known of the target as it is now. A gate says so in its sentence; with `CI=true` or
    `CI=1` a gate of a cassette, and a comparison whose candidate is one, are refused before they are decided (exit 2). A watch of
    a cassette is always refused: every interval would count the same answers again.

    What to do: gate the target that was recorded. A cassette is for writing graders and cases without a key: `relapse run` on it
    decides nothing and is never refused, nor is a gate of the record of a run that asked the target itself.
    """,
    "run-cut-short": """
    The run was allowed fewer trials of a case than its tests were planned with. Tests that needed more are undecided; those
    that were decided keep their error rates.

    What to do: run without `--max-trials`, or resume.
    """,
    "record-unfinished": """
    The record has no last line. The run was cut off, or the file is not whole; what stands in it is judged, and trials that were
    made may be missing.

    What to do: go on with the record with `--resume`; the verdict is then that of the whole run.
    """,
    "test-extended": """
    A test that had ended undecided was given more trials than its budget. The exact chance of a false pass of the joined rule is
    computed and stated; it is a little more than planned.

    What to do: nothing; plan a larger budget if this is needed often.
    """,
    "selective-retries": """
    Trials that needed a retry failed at another rate than the others. If retries depend on the answer, they choose which
    answers are counted. Fisher's exact test, two-sided, at 1% over all cases with at least three failures.

    What to do: retry only what failed before the model answered; see the kinds of retries under Infrastructure.
    """,
    "variant-concentrated": """
    Half or more of at least three failures of a case are of one variant, and at least half as many again as its share of the
    turns. The verdict is on the mean over the variants; this one may well be above the limit on its own. A plain share, not a test.

    What to do: read what the variant changes and the failing answers; make it a case of its own, with a limit of its own.
    """,
    "waiver-expired": """
    The last day of a waiver has passed, or is not a day, so the failure of its case blocks again.

    What to do: fix the failure, or renew the waiver in `waivers.yaml` with its reason and record.
    """,
  ]
}

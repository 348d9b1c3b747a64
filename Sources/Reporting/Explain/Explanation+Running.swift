extension Explanation {
  /// The pages of what can be wrong before, during and after a run, by code.
  static let running: [(String, String)] = (plans + records + targets).map { code, meaning, remedy in
    (code, "\(code)\n\n\(meaning)\n\nWhat to do: \(remedy)\n")
  }

  private typealias Page = (code: String, meaning: String, remedy: String)

  private static let plans: [Page] = [
    (
      "n-cannot-decide",
      """
      No outcome of so many trials could show that the rate is below the limit, so every trial would be paid for nothing. A
      limit of 1% takes 299 trials without a failure at 95% confidence, one of 5% takes 59, one of 10% takes 29. With variants
      a test looks at whole rounds only, in which each was asked once; at least one round must fit into the budget.
      """, "raise `budget` in the policy, or the limit; `relapse plan EVALSET --target T` shows what would decide."
    ),
    (
      "minimum-valid-unreached",
      """
      A case passes by its evidence before it has as many valid trials as `minimum_valid` asks for. Such a pass is an error of
      the gate, and it is known before the run.
      """, "set `minimum_valid` in the policy to what the warning names, or less."
    ),
    (
      "no-such-case",
      "A case that was selected is not in the evalset. A name that fits nothing must not shrink a run in silence.",
      "`relapse list EVALSET` shows the ids."
    ),
    (
      "no-such-pattern", "No case of the evalset has the failure pattern that was selected.",
      "`relapse list EVALSET` shows the patterns."
    ),
    (
      "no-such-incident", "No case of the evalset was born from the incident that was selected.",
      "`relapse list EVALSET` shows the incidents."
    ),
    ("no-such-tag", "No case of the evalset has the tag that was selected.", "see the `tags` of the case files."),
    (
      "no-such-target", "The name after `--target` is no file in `targets/` of the evalset, and no path inside it.",
      "write one of the names that the message lists."
    ),
    (
      "no-evalset", "There is no folder with an `evalset.yaml` where one was looked for.",
      "name the folder; a record names its evalset as it was typed, from the folder in which the run began."
    ),
    (
      "mutable-model",
      """
      The model is an alias that the provider may move to another model at any time. The verdict of a run would be about a
      target that nobody can ask again.
      """, "name a dated version, or set `allow_mutable_alias: true` in the policy, which every report then says."
    ),
    (
      "not-encodable", "A value of the evalset or of the target has no JSON form, such as a number that is not finite.",
      "mend the value that the message names."
    ),
    (
      "known-bad-passes",
      "The graders of a case pass what the incident did, so the case would not have caught its incident: it is no evidence.",
      "mend the graders until `relapse check EVALSET` finds that they fail every recorded bad output."
    ),
    (
      "known-good-fails", "The graders of a case fail what the case itself calls a good answer.",
      "mend the graders or the recorded answer; `relapse check EVALSET` judges both."
    ),
    (
      "exhibit-mutation",
      """
      A text was put around a recorded answer that must not change its judgement, and it did: words that ask to be passed made
      a bad answer pass (an error), or harmless words made a good one fail (a warning).
      """, "write the grader so that it looks at what the answer does, not at words near it."
    ),
  ]

  private static let records: [Page] = [
    (
      "record-exists", "The folder holds a record. A record is evidence: it is never written over.",
      "name another folder, go on with it (`relapse gate RUN --resume`), or judge it again (`relapse gate RUN`)."
    ),
    (
      "record-unwritable",
      """
      The record or its folder cannot be written. What was written before is whole and can be read. The exit code is 4, whichever
      folder it is: the machine is at fault, not the command line.
      """,
      "make room or mend the rights, then `relapse gate RUN --resume`."
    ),
    (
      "record-unreadable", "There is no such record, or the system does not let it be read.",
      "check the path and its rights."
    ),
    (
      "record-damaged",
      """
      A line of the record is not what it should be, or contradicts another one. Only a torn last line is taken for an
      interruption; anything else could hide trials, and a verdict is never made from half a record.
      """, "judge the record as it was written, from where it is archived, or run again."
    ),
    (
      "record-replay",
      """
      A cassette needs what was asked beside what was answered. It is made again from the cases in the record, and for this trial
      that gave another conversation than the recorded one: the record is of another version of the program.
      """, "record from the target: `relapse record EVALSET --target NAME --to CASSETTE`."
    ),
    (
      "record-locked",
      "Another process writes this record at the moment. Two writers would ask the same trials twice.",
      "wait until it has ended, or stop it, then go on."
    ),
    (
      "cache-damaged",
      """
      An entry of the cache of `relapse run --cache` was torn or changed: its content does not have the digest that stands beside it. It
      was not used; the target was asked, and the entry was replaced.
      """, "nothing, once; if it comes back, look at the disk or take another folder."
    ),
    (
      "cache-unwritable",
      "An answer could not be kept in the folder of the cache. The run goes on without keeping answers.",
      "check the path and its permissions, or leave out `--cache`."
    ),
    (
      "plan-other-run",
      """
      `relapse plan --from RUN` prices a plan by the tokens that a run measured, and this run is of another target or evalset. Another
      target may answer at another length, so the costs are only as right as the two are alike.
      """,
      "name a run of the same target, or leave out `--from`: the target's newest run is then taken, where there is one."
    ),
    (
      "few-descriptors",
      """
      The process may open so few files that fewer requests can be out at once than were wished for: each takes two. The run goes on
      with as many as there is room for.
      """, "raise the limit in the shell that starts relapse (`ulimit -n 65536`), or of the container or job."
    ),
    (
      "resume-mismatch",
      """
      The evalset, the target, the seed, the selection or the cut is not the one with which the record was begun. The recorded
      outcomes belong to another experiment, so nothing was added to them. The message names every difference.
      """,
      "leave out the options that differ (`relapse gate RUN --resume` takes all from the record), bring the evalset back to the "
        + "version of the record, or begin a new run."
    ),
    (
      "extend-cut",
      "Each case of the run was cut at a number of trials, so its tests have not used the budget that they have.",
      "run again without `--max-trials`."
    ),
    (
      "extend-too-far",
      "The design of a test is computed exactly, trial by trial; so many trials are more than that allows.",
      "extend to fewer trials."
    ),
    (
      "nothing-to-extend",
      """
      No test of the run ended undecided at a budget below the one that was asked for, or those that did have failed so often
      that no outcome of so many trials would pass them. A test that passed or failed keeps its verdict.
      """, "see the tests with `relapse show RUN`; a run that was stopped goes on with `relapse gate RUN --resume`."
    ),
    (
      "input-changed",
      """
      The input of a case is not the one that was answered in the record: messages, documents, tools or their replies. The
      transcripts answer another question and cannot be judged again.
      """, "run again; or take the change of the input back when only graders were meant to change."
    ),
    (
      "case-gone",
      "The record holds trials of a case that the evalset does not have any more, so no grader is left for them.",
      "grade with the evalset as it was: `relapse regrade RUN --evalset DIR`."
    ),
    (
      "no-such-run", "No folder, record or run id fits what was typed.",
      "`relapse list` names what there is; `latest` is the last run."
    ),
    ("ambiguous-run", "More than one run id begins with what was typed.", "write more of the id."),
    (
      "report-unwritable", "A report could not be written. The verdict stands: it comes from the record.",
      "write it elsewhere: `relapse report RUN --out FILE`."
    ),
    (
      "verdict-unwritable",
      "The file of the verdict could not be written, so a pass ends with exit code 2: who reads the file would not find it.",
      "make room or name another folder, then decide again from the record: `relapse gate RUN`."
    ),
    (
      "report-in-the-way",
      "The folder of a run holds a report of an earlier one that cannot be removed. It would be read as the verdict of this run.",
      "move it away, or name another folder with `--out`."
    ),
    (
      "cannot-read", "A file that was named cannot be read.", "check the path and its rights."
    ),
  ]

  private static let targets: [Page] = [
    (
      "variable-not-set",
      "The target passes on an environment variable that is not set here; its program starts without it.",
      "export it in the shell, or take it from the target's list."
    ),
    (
      "target-auth", "The key was refused. Every trial would fail in the same way, so a run ends at once.",
      "check the variable that the target names; the key itself is never shown."
    ),
    ("target-quota", "The quota is used up; the key itself was accepted.", "raise the quota or wait."),
    (
      "target-rate-limited", "The target is there and asks for fewer requests.",
      "try again; lower `concurrency` in the target's `limits` or with `--concurrency` of `relapse run`."
    ),
    ("target-overloaded", "The target is there and has no room at the moment.", "try again in a minute."),
    ("target-server", "The target is there and broke while it answered.", "see the target's own log."),
    (
      "target-timeout", "No answer came within `limits.timeout`, or within 30 s for `relapse doctor`.",
      "see whether the target is running, then raise the timeout."
    ),
    (
      "target-network", "The target was not reached, or the way to it broke.",
      "check the address, the name server, the proxy and the certificate; for a program, its own error output."
    ),
    (
      "target-bad-request",
      "The target refuses the request itself; of a cassette: it holds no answer to the request.",
      "check `model` and `parameters` of the target; record a cassette again when a case or the target has changed."
    ),
    (
      "target-context-length", "The request is longer than the model takes.",
      "shorten the system prompt or the documents."
    ),
    (
      "target-malformed-response", "The answer is not in the form that the adapter reads.",
      "compare what the message quotes with the form in docs/adapters.md."
    ),
    ("target-too-large", "The answer is larger than `limits.response_bytes`.", "raise it, or ask for shorter answers."),
    ("target-cancelled", "The request was called off before it was answered.", "ask again with `relapse doctor`."),
  ]
}

/// What the codes of observed traffic mean.
package enum TrafficCodes {
  /// Every code with its explanation.
  package static let all: [(code: String, explanation: String)] = [
    (
      "line-foreign",
      "A line of a log is no record of the notation that was named with --from. It is counted against its arm."
    ),
    ("line-too-long", "A line of a log is longer than is read. It is counted against its arm."),
    ("line-torn", "The last line of a log was not written to its end. It is counted against its arm."),
    (
      "no-applicable-grader",
      "None of the chosen cases has a grader that holds for any traffic: one that says what must not be and needs neither the "
        + "case's own input nor its documents nor the results of its tools. Choose others, or compare targets."
    ),
    (
      "trace-in-both-arms",
      "The same trace stands in both logs. One answer cannot be evidence for both arms: split the logs by what answered."
    ),
    (
      "traffic-arm-empty",
      "An arm holds no answer that could be judged. Nothing is known of it, and that is never a pass. See whether the log is the right "
        + "one, whether it records the content of messages, and whether the span of time fits."
    ),
    (
      "traffic-duplicates",
      "Answers with the id of an earlier one were left out; so were lines of a trace that came long after it was closed."
    ),
    (
      "traffic-graders-left-out",
      "Graders that need the case's own input, documents or tool results say nothing of other traffic. The report lists each with the "
        + "reason."
    ),
    ("traffic-lines-unread", "Lines that are no record were counted. Too many of them, and the arm cannot be judged."),
    ("traffic-models", "More than one model answered in one arm, so the arm is no single target."),
    (
      "traffic-not-concurrent",
      "The arms answered at different times. What changed in between looks like the candidate's doing."
    ),
    (
      "traffic-not-worse",
      "In every check the candidate's rate is shown to be less than the margin above the baseline's, on the traffic that was observed."
    ),
    ("traffic-out-of-range", "Answers before --since or from --until on were left out."),
    (
      "traffic-too-many-errors",
      "More answers of an arm errored, or could not be judged, than the policy's `error_share`. Errored answers are no evidence."
    ),
    (
      "traffic-too-many-unread",
      "More of a log could not be read than the policy's `error_share`. What stands there is not known, so there is no pass."
    ),
    ("traffic-undated", "A span of time was asked for, and answers without a time cannot be told to be in it."),
    (
      "traffic-undecided",
      "Neither a difference nor its absence within the margin was shown. Look again when the logs have grown: it costs nothing."
    ),
    (
      "traffic-without-content",
      "Runs without recorded messages cannot be judged. Switch the recording of content on, or sample it."
    ),
    (
      "traffic-worse",
      "Some check's rate is above the baseline's, over all checks together. The arms answered different people: see whether the "
        + "routing alone explains it, then hold the candidate."
    ),
  ]
}

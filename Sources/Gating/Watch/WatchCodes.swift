/// What the codes of a watch mean.
package enum WatchCodes {
  /// Every code with its explanation.
  package static let all: [(code: String, explanation: String)] = [
    (
      "watch-busy",
      "Another process has the watch: an interval is still running. Let it end, or forbid overlapping jobs."
    ),
    (
      "watch-changed",
      "What is watched is no longer what the watch began with: a case, the policy or a surface of the target changed. The counts of "
        + "both would be mixed. Begin another watch: another --until, or another --out."
    ),
    (
      "watch-damaged",
      "The state of the watch, watch.json, cannot be read. The records of its intervals are kept in its folder."
    ),
    (
      "watch-errors",
      "Errored trials are evidence about the infrastructure. More than the policy's `error_share` of a case, and the watch cannot end well."
    ),
    (
      "watch-gaps",
      "Nothing was observed in some intervals: the machine or the job was off. What happened then is not known."
    ),
    ("watch-interval-stopped", "The run of an interval did not make all of its trials; what it made is counted."),
    (
      "watch-model-changed",
      "The provider served another model during the watch. A FAIL stands; a good end is not possible, because the trials are not of one "
        + "target."
    ),
    (
      "watch-too-thin",
      "With the trials that are left, no outcome would show a case to be below its limit. The watch can still fail, and will not end well."
    ),
    (
      "watch-unwritable",
      "The state of the watch could not be written. The record of the interval is kept and counted the next time."
    ),
  ]
}

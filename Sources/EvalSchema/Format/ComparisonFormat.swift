/// The format of `comparison.json`.
package enum ComparisonFormat {
  /// One file in the folder of a comparison.
  package static let format = FileFormat(
    name: "comparison", noun: "a comparison", location: "<comparison>/comparison.json",
    summary:
      "The verdict on a candidate against a baseline: the only source of every comparison report's words and numbers.",
    root: .object("a comparison", keys),
    definitions: [
      ("arm", arm), ("counts", counts), ("table", table), ("difference", difference), ("case", evalCase),
      ("surface", surface), ("metric", metric), ("side", side), ("drift", drift), ("summary", summary),
      ("recorded", recorded), ("diagnostic", Shape.finding),
    ], example: comparisonExample)

  private static let rate = Shape.number(0...1)
  private static let points = Shape.number(-1...1)
  private static let count = Shape.integer(0...Int.max)
  private static let digest = Shape.text(.sha256)
  private static let seed = Shape.either([count, .number(0...1.8446744073709552e19)], expecting: "a whole number")
  private static let tool = Shape.object(
    "the tool", [.required("name", .text, "Its name."), .required("version", .text, "Its version.")])

  private static let keys: [Shape.Key] = [
    .required("schemaVersion", .text(.line), "The version of this form."),
    .required("tool", tool, "What decided."),
    .required("verdict", .choice(of: Verdict.self), "The verdict."),
    .required("exitCode", .integer(0...255), "The exit code that says it."),
    .required("reason", .choice(of: ComparisonReason.self), "Why."),
    .required("sentence", .text, "Why, in a sentence with numbers."),
    .required("evalset", .text, "The name of the evalset that judged both."),
    .required("margin", rate, "The largest acceptable difference of the average failure rates."),
    .required("baseline", .reference("arm"), "What the candidate was compared with."),
    .required("candidate", .reference("arm"), "What was judged."),
    .required("surfaces", .list(of: .reference("surface")), "Every surface, those that differ first."),
    .required(
      "method",
      .object(
        "the method",
        [
          .required("rule", .text, "The version of the rule."),
          .required("confidence", rate, "One minus the chance of error."),
          .required("comparisons", count, "The cases that were compared."),
          .required("isPairedRun", .boolean, "Whether the records were made together, pair by pair."),
          .required("statement", .text, "What the verdict claims, and with which chance it errs."),
          .required("multiplicity", .text, "What the number of comparisons means."),
        ]), "How it was decided."),
    .required("summary", .reference("summary"), "Counts of cases, rounds and pairs."),
    .required("table", .reference("table"), "The pairs of complete rounds, by which the average is judged."),
    .optional("difference", .reference("difference"), "The average difference with the bounds that the verdict uses."),
    .required("cases", .list(of: .reference("case")), "Every case of either run, by id."),
    .required(
      "metrics", .list(of: .reference("metric")),
      "How the outputs differ beside their outcomes; they decide only where the policy says so."),
    .optional("drift", .reference("drift"), "The baseline against its own record, when one was given."),
    .optional(
      "recordedBaseline", .reference("recorded"),
      "The record in the place of the baseline, when the candidate ran alone."),
    .required("warnings", .list(of: .reference("diagnostic")), "What a reader must know beside the verdict."),
  ]

  private static let arm = Shape.object(
    "an arm",
    [
      .required(
        "target",
        .object(
          "the target",
          [
            .required("name", .text, "Its name."),
            .required("adapter", .choice(of: AdapterKind.self), "How it was reached."),
            .optional("model", .text, "The model as requested."),
            .required("modelsReturned", .list(of: .text(.any)), "The models as returned, sorted."),
            .required("fingerprint", digest, "The digest of its surfaces."),
            .optional("systemDigest", digest, "The digest of the system prompt."),
            .required("parameters", .map(of: .any), "Sampling parameters."),
            .required("surfaces", .map(of: .text(.any)), "Surfaces stated by the user."),
          ]), "The target."),
      .required("evalsetDigest", digest, "The digest of the evalset's manifest and cases."),
      .required("policyVersion", .integer(1...Int.max), "The version of the policy."),
      .required("planDigest", digest, "The digest of the plan."),
      .required("seed", seed, "The seed of the run."),
      .required("tool", tool, "What wrote the record."),
      .required("counts", .reference("counts"), "The trials of the cases that were compared."),
    ])

  private static let counts = Shape.object(
    "counts",
    [
      .required("asked", count, "Trials that came before the stop."),
      .required("valid", count, "Trials with an outcome."), .required("errored", count, "Trials without one."),
      .required("failures", count, "Trials that failed."),
      .required("unpaired", count, "Valid trials whose partner is missing or errored."),
    ])

  private static let table = Shape.object(
    "a table of pairs",
    [
      .required("bothPassed", count, "Both passed."),
      .required("onlyBaselineFailed", count, "Only the baseline failed."),
      .required("onlyCandidateFailed", count, "Only the candidate failed."),
      .required("bothFailed", count, "Both failed."),
    ])

  private static let difference = Shape.object(
    "a difference",
    [
      .required("estimate", points, "The observed difference of the failure rates, candidate minus baseline."),
      .required("lower", points, "The lower bound, valid at any stop."),
      .required("upper", points, "The upper bound, valid at any stop."),
    ])

  private static let surface = Shape.object(
    "a surface",
    [
      .required("name", .text, "The surface."), .optional("baseline", .text(.any), "What the baseline has."),
      .optional("candidate", .text(.any), "What the candidate has."),
      .required("differs", .boolean, "Whether the two differ."),
    ])

  private static let summary = Shape.object(
    "the summary",
    [
      .required("cases", count, "Cases of either run."),
      .required("compared", count, "Cases with at least one pair."),
    ] + ChangeClass.allCases.map { .required($0.rawValue, count, "Cases of the class `\($0.rawValue)`.") } + [
      .required("shownWorse", count, "Cases that are shown to be worse over all comparisons together."),
      .required("rounds", count, "Complete rounds: one pair of every compared case."),
      .required("pairs", count, "Pairs of all cases, those beyond the complete rounds included."),
      .optional("pairsNeeded", count, "While undecided: further pairs without a difference that would show a pass."),
    ])

  private static let evalCase = Shape.object(
    "a case",
    [
      .required("id", .text, "The id."), .required("title", .text, "The title."),
      .required("file", .text, "The case file, relative to the evalset."),
      .required("severity", .choice(of: Severity.self), "Its effective severity."),
      .required("pattern", .text, "Its failure pattern."), .optional("owner", .text, "Who answers for it."),
      .required("incident", .text, "The id of the incident that it guards against."),
      .required("change", .choice(of: ChangeClass.self), "How it changed."),
      .required("phrase", .text, "The fixed words of that class."),
      .required("sentence", .text, "The finding as a sentence with numbers."),
      .optional("baseline", .reference("counts"), "Its trials with the baseline."),
      .optional("candidate", .reference("counts"), "Its trials with the candidate."),
      .optional("table", .reference("table"), "The outcomes of its pairs."),
      .optional("difference", .reference("difference"), "Its difference; the interval holds for this case alone."),
      .optional("p", rate, "One over the evidence that the candidate fails more often in it."),
      .optional("pAdjusted", rate, "The same after Holm over all compared cases."),
      .required("isShownWorse", .boolean, "Whether it is shown to be worse over all comparisons together."),
      .optional("pairsNeeded", count, "While unclear: further pairs without a difference until it is the same."),
      .required(
        "discordant",
        .list(
          of: .object(
            "a pair",
            [
              .required("index", count, "The index of both trials."),
              .required("candidateFailed", .boolean, "Whether the candidate failed; otherwise the baseline did."),
            ])), "The pairs in which the arms differ, at most 50."),
    ])

  private static let side = Shape.object(
    "a side",
    [
      .required("count", count, "The outputs that were looked at."),
      .optional("events", count, "For a share: how many of them."),
      .optional("median", .number(0...Double.greatestFiniteMagnitude), "For a number: half were at most this."),
      .optional("p90", .number(0...Double.greatestFiniteMagnitude), "For a number: nine of ten were at most this."),
      .required("shares", .map(of: count, keys: .any), "For categories: how often each."),
    ])

  private static let metric = Shape.object(
    "a metric",
    [
      .required("id", .text, "The id."), .required("title", .text, "What it is."),
      .required("test", .text, "The test by which the arms are told apart."),
      .required("unit", .text(.any), "The unit of the values; empty for shares."),
      .required("baseline", .reference("side"), "The baseline."),
      .required("candidate", .reference("side"), "The candidate."),
      .required("p", rate, "The p-value of the test."), .required("pAdjusted", rate, "After Holm over all metrics."),
      .required("isDifferent", .boolean, "Whether the arms are shown to differ."),
      .required("sentence", .text, "The finding as a sentence."),
    ])

  private static let drift = Shape.object(
    "the drift guard",
    [
      .required("isDrifted", .boolean, "Whether the baseline moved."),
      .required("comparisons", count, "The cases that both runs hold unchanged."),
      .required("history", .reference("counts"), "Their trials in the earlier record."),
      .required("baseline", .reference("counts"), "Their trials now."),
      .required(
        "cases",
        .list(
          of: .object(
            "a drifted case",
            [
              .required("id", .text, "The id of the case."),
              .required("history", .reference("counts"), "Its trials in the earlier record."),
              .required("baseline", .reference("counts"), "Its trials now."),
              .required("pAdjusted", rate, "Fisher's two-sided p after Holm over the cases."),
            ])), "The cases whose rate moved."),
      .required("modelsBefore", .list(of: .text(.any)), "The models as returned then."),
      .required("modelsNow", .list(of: .text(.any)), "The models as returned now."),
      .required("sentence", .text, "The finding as a sentence."),
    ])

  private static let recorded = Shape.object(
    "a recorded baseline",
    [
      .required("runID", .text, "The id of its run."),
      .required("planDigest", digest, "The digest of its plan."),
      .required("maximumAge", .number(0...Double.greatestFiniteMagnitude), "How old it may be, in seconds."),
      .required("trials", .integer(1...Int.max), "Its trials for each trial of the candidate."),
      .required("fresh", count, "The new trials of each case by which it was tested for drift."),
      .optional("notTested", .text, "Why it was not tested again."),
    ])
}

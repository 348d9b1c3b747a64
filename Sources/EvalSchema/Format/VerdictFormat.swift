/// The format of `verdict.json`.
package enum VerdictFormat {
  /// One file in the folder of a report.
  package static let format = FileFormat(
    name: "verdict", noun: "a verdict", location: "reports/<run id>/verdict.json",
    summary: "The verdict on one target by one evalset: the only source of every report's words and numbers.",
    root: .object("a verdict", keys),
    definitions: [
      ("rule", rule), ("case", evalCase), ("incident", incident), ("target", target), ("summary", summary),
      ("diagnostic", Shape.finding),
    ], example: verdictExample)

  private static let rate = Shape.number(0...1)
  private static let count = Shape.integer(0...Int.max)
  private static let digest = Shape.text(.sha256)
  private static let verdict = Shape.choice(of: Verdict.self)
  private static let reason = Shape.choice(of: ReasonCode.self)

  private static let keys: [Shape.Key] = [
    .required("schemaVersion", .text(.line), "The version of this form."),
    .required(
      "tool",
      .object("the tool", [.required("name", .text, "Its name."), .required("version", .text, "Its version.")]),
      "What decided."),
    .required("verdict", verdict, "The verdict."),
    .required("exitCode", .integer(0...255), "The exit code that says it."),
    .required("reason", reason, "Why, by the worst test."),
    .required("sentence", .text, "Why, in a sentence with numbers."),
    .required(
      "evalset",
      .object(
        "the evalset",
        [
          .required("name", .text, "Its name."), .required("digest", digest, "The digest of its manifest and cases."),
          .required("policyVersion", .integer(1...Int.max), "The version of its policy."),
        ]), "What it was judged by."),
    .required("target", .reference("target"), "What was judged."),
    .required("planDigest", digest, "The digest of the plan."),
    .required(
      "seed", .either([count, .number(0...1.8446744073709552e19)], expecting: "a whole number"), "The seed of the run."),
    .required(
      "method",
      .object(
        "the method",
        [
          .required("design", .text, "The version of the stopping rule."),
          .required("confidence", rate, "One minus the chance of error."),
          .required("tests", count, "The tests that can raise a false alarm."),
          .required("statement", .text, "What the verdict claims, and with which chance it errs."),
        ]), "How it was decided."),
    .required("summary", .reference("summary"), "Counts; asked = valid + errored, always."),
    .required(
      "rules", .list(of: .reference("rule")), "Every rule that decided: worst first, then by severity and margin."),
    .required("cases", .list(of: .reference("case")), "Every case, by id."),
    .required(
      "errors",
      .list(
        of: .object(
          "an error",
          [
            .required("kind", .choice(of: FailureKind.self), "The kind."), .required("count", count, "How many."),
            .required("sample", .text(.any), "The first message, shortened."),
          ])), "Errored trials by kind, up to each decision."),
    .required(
      "warnings", .list(of: .reference("diagnostic")), "Assumptions that look broken, and what the policy allowed."),
  ]

  private static let target = Shape.object(
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
    ])

  private static let summary = Shape.object(
    "the summary",
    [
      .required("cases", count, "Cases that ran."), .required("pass", count, "Cases that passed."),
      .required("fail", count, "Cases that failed."), .required("inconclusive", count, "Cases that are undecided."),
      .required("error", count, "Cases that could not be judged."),
      .required("waived", count, "Cases whose failure is waived; counted in `fail` or `inconclusive` too."),
      .optional("watching", count, "Cases that are watching: run and shown, deciding nothing; counted by verdict too."),
      .required("skipped", count, "Cases that were not selected."),
      .required("asked", count, "Trials asked, up to each decision."),
      .required("valid", count, "Trials with an outcome."), .required("errored", count, "Trials without one."),
      .required("failures", count, "Trials that failed."),
    ])

  private static let rule = Shape.object(
    "a rule",
    [
      .required("id", .text, "The id of the test, or the kind of a rule about the run."),
      .required(
        "kind", .choice(["case", "pattern", "cap", "errors", "model", "coverage", "design", "record"]),
        "What it speaks of."),
      .required("text", .text, "The rule in words."),
      .required("members", .list(of: .text), "The ids of its cases."),
      .optional("severity", .choice(of: Severity.self), "The severity whose rules it follows."),
      .required("failures", count, "Failed trials; for a rule about the run what breaks it."),
      .required("valid", count, "Valid trials; for a rule about the run of how many."),
      .required("limit", rate, "The limit."),
      .optional("lower", rate, "The lower bound of the rate, rounded down, valid at any stop."),
      .optional("upper", rate, "The upper bound of the rate, rounded up, valid at any stop."),
      .optional("margin", .number(-1...1), "How far the deciding bound is on the good side of the limit."),
      .required("verdict", verdict, "The verdict."),
      .required("reason", reason, "Why."),
      .required("sentence", .text, "The finding as a sentence."),
      .required("blocks", .boolean, "Whether it decides the gate."),
      .optional("waiver", .text, "The record of the waiver that keeps it from blocking."),
      .required("file", .text, "The file that states the rule, relative to the evalset."),
      .optional("line", .integer(1...Int.max), "The line in it."),
    ])

  private static let incident = Shape.object(
    "an incident",
    [
      .required("id", .text, "The id."), .optional("title", .text, "The title."),
      .optional("closed", .text, "The day it was closed."),
      .optional("severitySource", .text, "The severity as the postmortem says it."),
      .required("postmortem", .text, "The path of the postmortem, relative to the evalset."),
      .optional("line", .integer(1...Int.max), "The line of what happened."),
      .optional("quote", .text, "What happened, in the postmortem's words."),
      .required("caught", .boolean, "Whether the graders fail every recorded bad output."),
      .optional("caughtBy", .text, "The grader that does."),
    ])

  private static let evalCase = Shape.object(
    "a case",
    [
      .required("id", .text, "The id."), .required("title", .text, "The title."),
      .required("file", .text, "The case file, relative to the evalset."),
      .required("digest", digest, "The digest of the case."),
      .required("severity", .choice(of: Severity.self), "Its effective severity."),
      .required("pattern", .text, "Its failure pattern."),
      .required("suite", .choice(of: Suite.self), "Its suite."),
      .optional("owner", .text, "Who answers for it."),
      .required("incident", .reference("incident"), "The incident that it guards against."),
      .required("limit", rate, "The limit of its own rate."),
      .required(
        "limitKind", .choice(["case", "pattern", "cap"]), "Whether that is its own, or the cap of its pattern."),
      .required("failures", count, "Failed trials, up to the decision."),
      .required("valid", count, "Valid trials."), .required("errored", count, "Errored trials."),
      .optional("lower", rate, "The lower bound of its rate, rounded down."),
      .optional("upper", rate, "The upper bound of its rate, rounded up."),
      .required("verdict", verdict, "The worst verdict of its tests."),
      .required("reason", reason, "Why."), .required("sentence", .text, "The finding as a sentence."),
      .required("strip", .text(.any), "Outcomes in trial order: `.` passed, `F` failed, `E` errored."),
      .required("tests", .list(of: .text), "The ids of its tests."),
      .optional("cleanTrialsToPass", count, "When undecided: clean trials that would still be needed to pass."),
      .optional("passHatK", rate, "The chance that five runs all pass, estimated from the trials up to the decision."),
      .optional("flakiness", rate, "Twice the chance that two runs disagree, estimated likewise; 1 is a coin flip."),
      .required(
        "failureGroups",
        .list(
          of: .object(
            "a group",
            [
              .required("path", .text(.any), "Where the grader stands in the case file."),
              .optional("line", .integer(1...Int.max), "Its line."), .required("grader", .text, "The grader in words."),
              .required("count", count, "How many trials."),
              .required("exampleTrial", count, "The index of the first of them."),
            ])), "Which graders failed, most frequent first."),
      .optional(
        "variants",
        .list(
          of: .object(
            "a variant",
            [
              .required("name", .text, "Its name; `base` is the case as it is."),
              .required("trials", count, "Valid trials, up to the decision of the case."),
              .required("failures", count, "Failed ones among them."),
              .required("errored", count, "Errored trials."),
              .optional("lower", rate, "The lower bound of its rate, rounded down."),
              .optional("upper", rate, "The upper bound of its rate, rounded up."),
            ]), atLeast: 2),
        "Each variant in the order of their turns; the bounds hold for all of a case's variants together."),
      .optional("waiver", .text, "The record of its waiver."),
      .optional("judged", judged, "What is behind its rate when models judge it."),
    ])

  private static let judged = Shape.object(
    "a judged rate",
    [
      .required("judges", .list(of: .text), "The names of the judges."),
      .required("sentence", .text, "What was measured and tested."),
      .required("testedLimit", rate, "The limit that the judged rate was tested against."),
      .optional("estimate", rate, "The true rate, estimated (Rogan and Gladen)."),
      .optional("lower", rate, "The lower end of its 95% interval (Lang and Reiczigel), for a fixed number of trials."),
      .optional("upper", rate, "The upper end."),
    ])
}

/// The format of a line of `ledger.jsonl`.
package enum LedgerFormat {
  /// One line of the file in the folder of an evalset.
  package static let format = FileFormat(
    name: "ledger", noun: "a line of the ledger", location: "ledger.jsonl",
    summary:
      "Every case admitted, amended or retired, with reason, record and person: one JSON object a line, only appended.",
    root: .object("a line of the ledger", keys),
    definitions: [
      ("strictness", strictness), ("waived", waiver), ("proof", proof), ("arm", arm), ("watched", watch),
    ], example: example)

  private static let digest = Shape.text(.sha256)

  private static let keys: [Shape.Key] = [
    .required("version", .integer(1...1), "The version of the format."),
    .required(
      "event",
      .choice([
        .init("admit", "a case became permanent, or a retired one came back"), .init("amend", "a case was changed"),
        .init("retire", "a case no longer decides; its file stays"),
        .init("waive", "a known failure was accepted for a time"), .init("policy", "the policy was set or changed"),
        .init("prove", "a case was run against the target of its incident and the fixed one"),
        .init("watch", "a case decides no gate until its watch has ended well"),
        .init("activate", "the watch of a case ended well: it decides again"),
      ]), "What happened."),
    .optional("case", .text(.identifier), "The id of the case; all events but `policy` have one."),
    .required("digest", digest, "The digest of what is recorded: the meaning of the case, the policy or the waiver."),
    .optional(
      "strictness", .reference("strictness"), "What the case demands from then on: `admit`, `amend`, `retire`."),
    .optional("policy", .any, "The policy from then on, with every default written out."),
    .optional("waiver", .reference("waived"), "The waiver."),
    .optional("proof", .reference("proof"), "What a proof found: `prove`."),
    .optional("watch", .reference("watched"), "How a watch ended: `activate`."),
    .required("reason", .text, "Why."),
    .required("record", .text(.line), "The ticket or document that holds the decision."),
    .required("by", .text(.line), "Who did it."),
    .required("at", .text(.line), "When, ISO 8601 in UTC."),
    .required("previous", digest, "The seal of the line before; 64 zeros on the first line."),
    .required("seal", digest, "The SHA-256 of what follows in the line; stands first."),
  ]

  private static let strictness = Shape.object(
    "the strictness",
    [
      .required("incident", .text, "The id of the incident."), .required("pattern", .text, "The failure pattern."),
      .required("suite", .choice(of: Suite.self), "Where the case serves."),
      .required("severity", .choice(of: Severity.self), "The effective severity."),
      .optional("limit", .number(0...1), "The case's own limit; otherwise that of its severity."),
      .required("input", digest, "The digest of the input."),
      .required("behavior", digest, "The digest of the expected behavior in words."),
      .required(
        "graders",
        .list(
          of: .object(
            "a recorded grader",
            [.required("digest", digest, "Its digest."), .required("grader", .any, "The grader, as in a case.")])),
        "The graders, by digest."),
      .required(
        "exhibits",
        .list(
          of: .object(
            "a recorded exhibit",
            [
              .required("digest", digest, "Its digest."),
              .required("kind", .choice(of: ExhibitKind.self), "Which kind it is."),
              .required("transcript", .list(of: .any), "What was said and done, as in a case."),
            ])), "The exhibits, by kind and digest."),
      .optional("judges", .map(of: digest), "The judges by name, each by its digest."),
    ])

  private static let waiver = Shape.object(
    "a waiver",
    [
      .required("case", .text(.identifier), "The id of the case."),
      .required("owner", .text(.line), "Who answers for it."),
      .required("reason", .text, "Why it is accepted."),
      .required("record", .text(.line), "The ticket that holds the decision."),
      .required("expires", .date, "The last day on which it counts."),
    ])

  private static let rate = Shape.number(0...1)
  private static let count = Shape.integer(0...Int.max)

  private static let proof = Shape.object(
    "a proof",
    [
      .required("limit", rate, "The limit that both rates were held against."),
      .required("confidence", rate, "One minus the chance of error of each claim."),
      .required("before", .reference("arm"), "The target of the incident."),
      .required("after", .reference("arm"), "The fixed target."),
      .required("acceptsNotReproduced", .boolean, "Whether a person let \"not reproduced\" stand."),
      .required("id", .text, "The name of the folder of its reports."),
    ])

  private static let arm = Shape.object(
    "a target of a proof",
    [
      .required("target", .text, "The name of the target."),
      .required("fingerprint", digest, "The digest of its surfaces."),
      .required("models", .list(of: .text(.any)), "The models as returned."),
      .required("failures", count, "Failed trials."), .required("valid", count, "Valid trials."),
      .required("errored", count, "Errored trials."),
      .optional("lower", rate, "The lower bound of the rate, rounded down."),
      .optional("upper", rate, "The upper bound of the rate, rounded up."),
      .required("finding", .choice(of: ProofFinding.self), "What was shown."),
    ])

  private static let watch = Shape.object(
    "a watch",
    [
      .required("id", .text, "The name of its folder."), .required("target", .text, "The name of the target."),
      .required("fingerprint", digest, "The digest of its surfaces."),
      .required("from", .text(.line), "When it began."), .required("until", .text(.line), "When it was to end."),
      .required("endedAt", .text(.line), "When it ended."),
      .required("observed", count, "Intervals that were observed."),
      .required("missed", count, "Intervals in which nothing was observed."),
      .required("limit", rate, "The limit."), .required("confidence", rate, "One minus the chance of error."),
      .required("failures", count, "Failed trials."), .required("valid", count, "Valid trials."),
      .required("errored", count, "Errored trials."),
      .required("upper", rate, "The upper bound of the rate, rounded up."),
      .required("verdict", .choice(of: Verdict.self), "How it ended."),
      .required("state", digest, "The digest of the state that this was taken from."),
    ])

  private static let example = """
    {"seal": "8f1fd7b1c7c3f7f3c9a7f3b3e1f9f6a4b2d0c8e6a4b2d0c8e6a4b2d0c8e6a4b2",
     "at": "2026-05-14T09:30:00Z", "by": "payments-ai", "case": "INC-2041-refund-without-approval",
     "digest": "3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8553", "event": "waive",
     "previous": "0000000000000000000000000000000000000000000000000000000000000000",
     "reason": "The approval service is being replaced.", "record": "PAY-311", "version": 1,
     "waiver": {"case": "INC-2041-refund-without-approval", "expires": "2026-06-01", "owner": "payments-ai",
                "reason": "Refunds are checked by hand until then.", "record": "PAY-311"}}
    """
}

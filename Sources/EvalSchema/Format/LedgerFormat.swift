/// The format of a line of `ledger.jsonl`.
package enum LedgerFormat {
  /// One line of the file in the folder of an evalset.
  package static let format = FileFormat(
    name: "ledger", noun: "a line of the ledger", location: "ledger.jsonl",
    summary:
      "Every case admitted, amended or retired, with reason, record and person: one JSON object a line, only appended.",
    root: .object("a line of the ledger", keys),
    definitions: [("strictness", strictness), ("waived", waiver)], example: example)

  private static let digest = Shape.text(.sha256)

  private static let keys: [Shape.Key] = [
    .required("version", .integer(1...1), "The version of the format."),
    .required(
      "event",
      .choice([
        .init("admit", "a case became permanent, or a retired one came back"), .init("amend", "a case was changed"),
        .init("retire", "a case no longer decides; its file stays"),
        .init("waive", "a known failure was accepted for a time"), .init("policy", "the policy was set or changed"),
      ]), "What happened."),
    .optional("case", .text(.identifier), "The id of the case; all events but `policy` have one."),
    .required("digest", digest, "The digest of what is recorded: the meaning of the case, the policy or the waiver."),
    .optional(
      "strictness", .reference("strictness"), "What the case demands from then on: `admit`, `amend`, `retire`."),
    .optional("policy", .any, "The policy from then on, with every default written out."),
    .optional("waiver", .reference("waived"), "The waiver."),
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
      .optional(
        "variants",
        .list(
          of: .object(
            "a recorded variant",
            [
              .required("name", .text(.identifier), "Its name."),
              .required("digest", digest, "The digest of what it changes."),
            ])), "The variants, by name; left out without any."),
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

/// The format of `waivers.yaml`.
package enum WaiversFormat {
  /// One file in the folder of an evalset.
  package static let format = FileFormat(
    name: "waivers", noun: "the waivers", location: "waivers.yaml",
    summary: "Known failures accepted for a time: the cases still run and are shown.",
    root: .object(
      "the waivers",
      [
        .optional("version", .integer(1...1), "The version of the format; default 1."),
        .required("waivers", .list(of: waiver), "The waivers."),
      ]), example: example)

  private static let waiver = Shape.object(
    "a waiver",
    [
      .required("case", .text(.identifier), "The id of the case."),
      .required("owner", .text(.line), "Who answers for it."),
      .required("reason", .text, "Why it is accepted."),
      .required("record", .text(.line), "The ticket that holds the decision."),
      .required("expires", .date, "The last day on which it counts, at most 30 days ahead."),
    ])

  private static let example = """
    version: 1
    waivers:
      - case: INC-2041-refund-without-approval
        owner: payments-ai
        reason: The approval service is being replaced; refunds are checked by hand until then.
        record: PAY-311
        expires: 2026-06-01
    """
}

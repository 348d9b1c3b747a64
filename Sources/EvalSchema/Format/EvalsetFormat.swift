/// The format of `evalset.yaml`.
package enum EvalsetFormat {
  /// One file in the folder of an evalset.
  package static let format = FileFormat(
    name: "evalset", noun: "an evalset", location: "evalset.yaml",
    summary: "What the evalset is called and by which policy it is judged.",
    root: .object(
      "an evalset",
      [
        .optional("version", .integer(1...1), "The version of the format; default 1."),
        .required("name", .text(.identifier), "The name."),
        .optional("description", .text, "What it guards."),
        .optional("owner", .text(.line), "Who answers for it."),
        .optional("severity_scheme", scheme, "How the team's postmortems number severities; default `sev1`."),
        .optional("patterns", .list(of: .text(.line)), "The failure patterns that the team watches; none means all."),
        .optional("policy", policy, "Limits, confidence, budgets and what blocks."),
      ]), definitions: [("severity", severity)], example: example)

  /// The failure rates that a limit can have: 0 % can never be shown by trials, and 100 % would forbid nothing.
  package static let limits = 0.0001...0.9

  private static let scheme = Shape.choice([
    .init("sev1", "SEV-1 is the gravest"), .init("sev0", "SEV-0 is the gravest"), .init("p1", "P1 is the gravest"),
    .init("p0", "P0 is the gravest"), .init("words", "critical, high or major, the rest"),
  ])

  private static let policy = Shape.object(
    "the policy",
    [
      .optional("version", .integer(1...Int.max), "Raised by whoever changes the policy; default 1."),
      .optional(
        "confidence", .rate(name: "confidence", 0.5...0.999999),
        "One minus the chance of a false pass of one test, and of a false fail over all tests; default 95%."),
      .optional(
        "severities",
        .object(
          "the severities", Severity.allCases.map { .optional($0.rawValue, .reference("severity"), "Its rules.") }),
        "The rules for each severity; what is not stated is S1 1%, S2 5%, and S3 5% over a pattern."),
      .optional(
        "error_share", .rate(name: "share", 0...0.5), "The largest share of errored trials of a case; default 5%."),
      .optional("minimum_valid", .integer(1...1_000_000), "Fewest valid trials of a case for a verdict; default 1."),
      .optional("allow_inconclusive", .boolean, "Whether an inconclusive test lets the gate pass; default `false`."),
      .optional(
        "accept_resolved", .boolean,
        "Whether a postmortem that is resolved, not reviewed, may be imported; default `false`."),
      .optional(
        "allow_mutable_alias", .boolean, "Whether a model without a pinned version may be gated; default `false`."),
      .optional(
        "identical_outputs", .choice(of: IdenticalOutputs.self),
        "What happens to a pass of a case whose every answer is the same bytes; default `warn`."),
      .optional("judges", judges, "The floor that a judge has to reach before its grades may decide."),
    ])

  private static let judges = Shape.object(
    "the floor of judges",
    [
      .optional("exemplars", .integer(1...1_000_000), "Fewest known failures it was measured with; default 30."),
      .optional(
        "sensitivity", .rate(name: "share", 0...1),
        "The least that its sensitivity is shown to be, at 99%; default 75%."),
      .optional(
        "accept_uncalibrated", .boolean,
        "Whether a judge below the floor may decide all the same; default `false`."),
    ])

  private static let severity = Shape.object(
    "a severity",
    [
      .required("limit", .rate(name: "limit", limits), "The largest acceptable failure rate."),
      .optional(
        "unit",
        .choice([
          .init("case", "each case on its own"),
          .init("pattern", "the average of a pattern's cases, with a cap for each"),
        ]), "What one test speaks of; default `case`."),
      .optional(
        "cap", .rate(name: "limit", limits), "With `unit: pattern`, the largest failure rate of each single case."),
      .optional("budget", .integer(1...100_000_000), "Most trials of a test; default 20 / limit."),
      .optional("blocks", .boolean, "Whether its tests decide the gate; default `true`."),
    ])

  private static let example = """
    version: 1
    name: support-agent
    description: Refunds, citations and disclosures of the support agent
    owner: payments-ai
    severity_scheme: sev1
    patterns: [approval-bypass, fabricated-policy]
    policy:
      version: 3
      confidence: 95%
      severities:
        S1: {limit: 1%, budget: 2000}
        S2: {limit: 5%, budget: 400}
        S3: {limit: 5%, unit: pattern, cap: 50%, budget: 400}
      error_share: 5%
    """
}

import EvalSchema

/// What is not known of the incident's run is said aloud.
enum MissingEvidence {
  static let rule = LintRule.evalCase(
    .note, "missing-evidence",
    because: "A gap in the evidence is a finding of the postmortem: each is an action item for logging."
  ) { loaded, _ in
    let gaps = EvidenceGaps.of(loaded.caseFile.evalCase)
    let all = gaps.stated.map { "`\(ShapeChecker.clipped($0))`" } + gaps.absent.map { "`\($0)`" }
    guard !all.isEmpty else { return [] }
    return [
      Diagnostic(
        .note, "missing-evidence",
        "\(all.count == 1 ? "1 item of evidence is" : "\(all.count) items of evidence are") missing: \(all.joined(separator: ", "))",
        at: loaded.keyPlace("evidence"), hint: "add them; what was not preserved goes under `missing`")
    ]
  }
}

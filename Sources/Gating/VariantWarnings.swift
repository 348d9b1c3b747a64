import EvalSchema

/// Failures that are those of one variant: the mean over the variants then says little about it.
///
/// The rule of pooled patterns: half or more of at least three failures. With two or three variants half is what chance gives, so the
/// share must also be half as large again as that of the turns. A plain share, not a test.
struct VariantWarnings {
  /// What was found of the cases.
  let cases: [CaseVerdict]

  /// Fewest failures of a case that is looked at.
  static let minimum = 3

  /// One warning for each case in which one variant stands out.
  func warnings() -> [Diagnostic] {
    cases.compactMap { found in
      let failures = found.variants.reduce(0) { $0 + $1.failures }
      guard failures >= Self.minimum,
        let worst = found.variants.max(by: { ($0.failures, $1.name) < ($1.failures, $0.name) }),
        2 * worst.failures >= failures, 2 * worst.failures * found.variants.count >= 3 * failures
      else { return nil }
      let lower = worst.lower.map { ", a rate of at least \(Percent.text($0, .down))" } ?? ""
      return .warning(
        "variant-concentrated",
        "\(found.id): \(worst.failures) of \(failures) failures are of the variant `\(worst.name)` "
          + "(\(worst.failures) in \(Sentences.plural(worst.trials, "trial"))\(lower)); the verdict is on the mean of "
          + "\(found.variants.count) variants",
        at: Place(file: found.file), hint: "make it a case of its own, so that it is held to a limit of its own")
    }
  }
}

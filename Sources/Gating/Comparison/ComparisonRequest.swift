package import EvalSchema

/// What a comparison is asked to show, and what the user allows.
package struct ComparisonRequest: Sendable, Hashable {
  /// The largest acceptable difference of the average failure rates; nil means that of the run, or of the policy.
  package var margin: Double?
  /// Whether a target may be compared with itself, as a check of the comparison.
  package var allowsSameTarget: Bool
  /// Whether surfaces that one arm does not record may be compared.
  package var allowsUnrecorded: Bool
  /// What was found before the comparison and let through; becomes warnings.
  package var findings: [Diagnostic]

  /// Makes the value from its parts.
  package init(
    margin: Double? = nil, allowsSameTarget: Bool = false, allowsUnrecorded: Bool = false, findings: [Diagnostic] = []
  ) {
    self.margin = margin
    self.allowsSameTarget = allowsSameTarget
    self.allowsUnrecorded = allowsUnrecorded
    self.findings = findings
  }

  /// The margin of a comparison over planned cases: the largest of their severities.
  package static func margin(for cases: [PlannedCase], _ rules: ComparisonPolicy = ComparisonPolicy()) -> Double {
    rules.margin.margin(for: cases.map(\.severity))
  }
}

package import EvalSchema
import Statistics

/// What it costs to go on with a test that ended inconclusive: the exact chance of a false pass of the joined rule.
///
/// A closed test spent all of α at its budget; trials after it may pass by evidence alone, which adds a little. The sum is
/// computed and said instead of forbidding the extension (`Staircases.extended`). An open test may go on at no price.
package struct ExtensionNote: Sendable, Hashable, Codable {
  /// The id of the test.
  package var test: String
  /// The budget as planned.
  package var budget: Int
  /// The budget after the extension.
  package var extended: Int
  /// The chance of a false pass as planned.
  package var planned: Double
  /// The largest chance of a false pass of the joined rule: exact for a closed test, a bound for an open one.
  package var falsePass: Double
  /// The same in words.
  package var sentence: String

  /// Computes the note for a test that is continued to `extended` trials; nil when that is not more than its budget, when the
  /// test is not sound, or when it asks for more than a design can have. O(extended x width).
  package init?(_ planned: PlannedTest, to extended: Int) {
    guard planned.budget > 0, extended > planned.budget, extended <= DesignAudit.largestBudget,
      planned.limit > 0, planned.limit < 1, planned.passAlpha > 0, planned.passAlpha < 1,
      planned.failAlpha > 0, planned.failAlpha < 1
    else { return nil }
    test = planned.id
    budget = planned.budget
    self.extended = extended
    self.planned = planned.wholePassAlpha
    let stated = Self.percent(planned.wholePassAlpha)
    let what = "extended from \(planned.budget) to \(extended) trials: the chance of a false pass"
    guard planned.isClosed else {
      falsePass = planned.wholePassAlpha
      sentence = "\(what) stays at most \(stated): the test has no final look."
      return
    }
    falsePass =
      Staircases(SequentialDesign(planned)).extended(to: extended).falsePass + (planned.judges?.passAlpha ?? 0)
    let nearest = Self.percent(falsePass)
    let exact = falsePass > planned.wholePassAlpha && nearest == stated ? "a little more than \(stated)" : nearest
    sentence =
      falsePass > planned.wholePassAlpha
      ? "\(what) is \(exact), not \(stated)." : "\(what) is \(exact), within the \(stated) that was planned."
  }

  /// An exact chance in per cent with two decimals, without those that are zero at the end.
  private static func percent(_ chance: Double) -> String {
    let units = Int((chance * 10_000).rounded())
    guard units % 100 != 0 else { return "\(units / 100)%" }
    let fraction = units % 100
    let digits = fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)"
    return "\(units / 100).\(digits)%"
  }
}

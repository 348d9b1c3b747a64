import EvalSchema

/// Passes when an expression matches what the system says.
struct MatchesGrader: Grader {
  let label: String
  private let expression: Expression
  private let scope: TextScope

  /// Compiles the expression; one that is invalid, or that matches whatever is said, is reported.
  init?(_ spec: MatchesSpec, _ report: inout GraderReport) {
    guard let expression = report.expression(spec.pattern) else { return nil }
    self.expression = expression
    scope = spec.scope
    label = "matches \(expression.name)"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }  // `^(?!.*refunded)` forbids, too.
    let spoken = transcript.spoken(in: scope)
    var failure: (turn: SpokenText, reason: String)?
    for turn in spoken {
      do throws(Expression.SearchFailure) {
        guard let match = try expression.firstMatch(in: turn.text) else { continue }
        return pass(
          "\(expression.name) matches \(turn.text.slice(match.span).quoted()) in turn \(turn.turn)",
          at: turn.evidence(match.span))
      } catch {
        failure = failure ?? (turn, error.reason)
      }
    }
    // A match in another turn is a match; no match is known only when every turn could be searched.
    if let failure {
      return ungraded(
        "\(expression.name) has no answer in turn \(failure.turn.turn): \(failure.reason)",
        at: Evidence(message: failure.turn.message))
    }
    return fail("\(expression.name) does not match \(scope.words(for: spoken.count))")
  }
}

package import EvalSchema

/// What is wrong with a grader as a case states it.
package struct GraderFinding: Sendable, Hashable {
  /// Where it stands in the case: `["expected", "graders", "1", "not", "matches"]`.
  package var path: [String]
  /// What is wrong; the place is for the caller to fill in.
  package var diagnostic: Diagnostic
}

/// Collects what is wrong while the graders of a case are built.
struct GraderReport {
  /// Everything found so far.
  private(set) var findings: [GraderFinding] = []
  /// Where the grader that is being built stands.
  var path: [String] = []

  /// Notes an error.
  mutating func error(_ code: String, _ message: String, under key: String? = nil, hint: String? = nil) {
    findings.append(
      GraderFinding(path: path + (key.map { [$0] } ?? []), diagnostic: .error(code, message, hint: hint)))
  }

  /// Notes a warning.
  mutating func warning(_ code: String, _ message: String, under key: String? = nil, hint: String? = nil) {
    findings.append(
      GraderFinding(path: path + (key.map { [$0] } ?? []), diagnostic: .warning(code, message, hint: hint)))
  }

  /// Compiles an expression; nil after an error.
  ///
  /// One that matches both the empty text and an unlikely character warns: most such expressions match anything.
  mutating func expression(_ pattern: String, under key: String? = nil) -> Expression? {
    do throws(Expression.PatternError) {
      let expression = try Expression(pattern)
      if expression.matchesAnything {
        warning(
          "pattern-matches-anything", "\(expression.name) seems to match any text", under: key,
          hint: "require at least one character that tells the cases apart")
      }
      return expression
    } catch {
      self.error(
        "invalid-pattern",
        "the pattern \(pattern.quoted()) is invalid at character \(error.offset + 1): \(error.message)", under: key)
      return nil
    }
  }
}

extension Expression {
  /// Whether it matches the empty text and a text of one private-use character.
  fileprivate var matchesAnything: Bool {
    do throws(SearchFailure) {
      guard try firstMatch(in: "") != nil else { return false }
      return try firstMatch(in: "\u{E000}") != nil
    } catch {
      return false  // Unknown is not a finding; a search on real text will say what is wrong.
    }
  }
}

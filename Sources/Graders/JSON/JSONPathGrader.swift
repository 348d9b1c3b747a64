import EvalSchema

/// Passes when the final text is JSON and the value at a path is as stated.
struct JSONPathGrader: Grader {
  /// What must hold of the value.
  private enum Condition: Sendable {
    case equals(JSONValue)
    case matches(Expression)
    case atLeast(Double)
    case atMost(Double)
    case exists(Bool)
  }

  let label: String
  private let path: JSONPath
  private let condition: Condition

  /// Reads path and condition; what is not exactly one condition is reported.
  init?(_ spec: JSONPathSpec, _ report: inout GraderReport) {
    do throws(JSONPath.SyntaxError) {
      path = try JSONPath(spec.path)
    } catch {
      report.error(
        "invalid-json-path", "\(spec.path.quoted()) is no path at character \(error.offset + 1): \(error.message)",
        hint: "write names and indices: $.order.items[0]['unit price']")
      return nil
    }
    var conditions: [Condition] = []
    if let value = spec.equals { conditions.append(.equals(value)) }
    if let pattern = spec.matches {
      guard let expression = report.expression(pattern, under: "matches") else { return nil }
      conditions.append(.matches(expression))
    }
    if let minimum = spec.minimum { conditions.append(.atLeast(minimum)) }
    if let maximum = spec.maximum { conditions.append(.atMost(maximum)) }
    if let exists = spec.exists { conditions.append(.exists(exists)) }
    guard let condition = conditions.first, conditions.count == 1 else {
      report.error(
        "json-path-condition", "json_path has \(conditions.count.counted("condition")) instead of exactly one",
        hint: "give one of equals, matches, minimum, maximum, exists; join several with `all`")
      return nil
    }
    self.condition = condition
    label = "json_path \(path) \(Self.words(condition))"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    guard !transcript.isEmpty, let final = transcript.spoken(in: .final).first else { return failForEmptiness() }
    do throws(LocatedJSON.SyntaxError) {
      let (value, walked) = path.follow(from: try LocatedJSON.read(final.text))
      guard let value else {
        let reason = "\(path.description(of: walked + 1)) does not exist in the final text"
        if case .exists(false) = condition { return pass(reason, at: Evidence(message: final.message)) }
        return fail(reason, at: Evidence(message: final.message))
      }
      return grade(value, at: final.evidence(value.span))
    } catch {
      return fail(
        "the final text is not JSON: \(error.message) at character \(error.offset + 1)",
        at: final.evidence(ScalarSpan(start: error.offset, end: final.text.unicodeScalars.count)))
    }
  }

  private func grade(_ located: LocatedJSON, at evidence: Evidence) -> Grade {
    let value = located.value
    let found = "\(path) is \(value.excerpt())"
    switch condition {
    case .exists(let wanted): return wanted ? pass(found, at: evidence) : fail(found, at: evidence)
    case .equals(let wanted):
      if value.isEquivalent(to: wanted) { return pass(found, at: evidence) }
      return fail("\(found) instead of \(wanted.excerpt())", at: evidence)
    case .atLeast(let minimum):
      guard let number = value.number else { return fail("\(found), which is not a number", at: evidence) }
      return number >= minimum
        ? pass(found, at: evidence) : fail("\(found), less than \(JSONValue.number(minimum).excerpt())", at: evidence)
    case .atMost(let maximum):
      guard let number = value.number else { return fail("\(found), which is not a number", at: evidence) }
      return number <= maximum
        ? pass(found, at: evidence) : fail("\(found), more than \(JSONValue.number(maximum).excerpt())", at: evidence)
    case .matches(let expression):
      guard let text = value.string else { return fail("\(found), which is not text", at: evidence) }
      do throws(Expression.SearchFailure) {
        let isMatch = try expression.firstMatch(in: text) != nil
        let reason = "\(found), which \(expression.name) \(isMatch ? "matches" : "does not match")"
        return isMatch ? pass(reason, at: evidence) : fail(reason, at: evidence)
      } catch {
        return ungraded("\(expression.name) has no answer at \(path): \(error.reason)", at: evidence)
      }
    }
  }

  private static func words(_ condition: Condition) -> String {
    switch condition {
    case .equals(let value): "equals \(value.excerpt())"
    case .matches(let expression): "matches \(expression.name)"
    case .atLeast(let minimum): "at least \(JSONValue.number(minimum).excerpt())"
    case .atMost(let maximum): "at most \(JSONValue.number(maximum).excerpt())"
    case .exists(let wanted): wanted ? "exists" : "does not exist"
    }
  }
}

import EvalSchema

extension GraderSpec {
  /// The grader in words, for those that no trial's grade names.
  var words: String {
    switch self {
    case .contains(let spec): "contains \"\(spec.text)\""
    case .matches(let spec): "matches /\(spec.pattern)/"
    case .equals(let spec): "equals \"\(spec.text)\""
    case .jsonPath(let spec): "JSON at \(spec.path)"
    case .refusal(let wanted): wanted ? "refuses" : "does not refuse"
    case .toolCalled(let spec): "calls \(spec.call.name)"
    case .toolNotCalled(let pattern): "never calls \(pattern.name)"
    case .toolOrder(let spec): "calls \(spec.before.name) before \(spec.after.name)"
    case .citesOnly: "cites only given sources"
    case .judge(let spec): "judge \(spec.by) \"\(spec.rubric)\""
    case .not(let spec): "not \(spec.words)"
    case .all(let specs): "all of (" + specs.map(\.words).joined(separator: "; ") + ")"
    case .any(let specs): "any of (" + specs.map(\.words).joined(separator: "; ") + ")"
    }
  }
}

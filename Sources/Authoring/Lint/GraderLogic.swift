import EvalSchema

/// What can be said of graders without a transcript.
enum GraderLogic {
  /// Whether some transcript fails the grader.
  static func canFail(_ grader: GraderSpec) -> Bool {
    switch grader {
    case .contains(let spec): !spec.text.isEmpty
    case .matches(let spec): !matchesAnything(spec.pattern)
    case .toolCalled(let spec): spec.atLeast > 0 || spec.atMost != nil
    case .not(let inner): canPass(inner)
    case .all(let graders): graders.contains(where: canFail)
    case .any(let graders): graders.allSatisfy(canFail)
    case .equals, .jsonPath, .refusal, .toolNotCalled, .toolOrder, .citesOnly, .judge: true
    }
  }

  /// Whether some transcript passes the grader.
  static func canPass(_ grader: GraderSpec) -> Bool {
    switch grader {
    case .toolCalled(let spec): spec.atMost.map { $0 >= spec.atLeast } ?? true
    case .citesOnly(let spec): spec.sources.map { !$0.isEmpty || spec.atLeast == 0 } ?? true
    case .not(let inner): canFail(inner)
    case .all(let graders): graders.allSatisfy(canPass)
    case .any(let graders): graders.contains(where: canPass)
    case .contains, .matches, .equals, .jsonPath, .refusal, .toolNotCalled, .toolOrder, .judge: true
    }
  }

  /// Whether passing shows that something was done or said, not only that something was not.
  static func isPositive(_ grader: GraderSpec) -> Bool {
    switch grader {
    case .contains, .matches, .equals, .judge: true
    case .jsonPath(let spec): spec.exists != false
    case .refusal(let wanted): wanted
    case .toolCalled(let spec): spec.atLeast > 0
    case .toolNotCalled, .toolOrder: false
    case .citesOnly(let spec): spec.atLeast > 0
    case .not(let inner): isNegative(inner)
    case .all(let graders): graders.contains(where: isPositive)
    case .any(let graders): !graders.isEmpty && graders.allSatisfy(isPositive)
    }
  }

  /// Whether failing shows that something was done or said.
  private static func isNegative(_ grader: GraderSpec) -> Bool {
    switch grader {
    case .toolNotCalled, .toolOrder: true
    case .refusal(let wanted): !wanted
    case .toolCalled(let spec): spec.atLeast == 0 && spec.atMost != nil
    case .jsonPath(let spec): spec.exists == false
    case .not(let inner): isPositive(inner)
    case .all(let graders): !graders.isEmpty && graders.allSatisfy(isNegative)
    case .any(let graders): graders.contains(where: isNegative)
    case .contains, .matches, .equals, .citesOnly, .judge: false
    }
  }

  /// The names of the tools that a grader speaks of, with their paths below it.
  static func tools(of grader: GraderSpec, at path: [String]) -> [(name: String, path: [String])] {
    switch grader {
    case .toolCalled(let spec): [(spec.call.name, path + ["tool_called", "name"])]
    case .toolNotCalled(let call): [(call.name, path + ["tool_not_called", "name"])]
    case .toolOrder(let spec):
      [
        (spec.before.name, path + ["tool_order", "before", "name"]),
        (spec.after.name, path + ["tool_order", "after", "name"]),
      ]
    case .not(let inner): tools(of: inner, at: path + ["not"])
    case .all(let graders), .any(let graders):
      graders.enumerated().flatMap { tools(of: $1, at: path + [grader.kind.rawValue, "\($0)"]) }
    case .contains, .matches, .equals, .jsonPath, .refusal, .citesOnly, .judge: []
    }
  }

  /// The plain expressions that match every text.
  private static func matchesAnything(_ pattern: String) -> Bool {
    ["", ".*", "(?s).*", "^", "$", "^.*", ".*$", "^.*$", "[\\s\\S]*", "()"].contains(pattern)
  }
}

import EvalSchema

/// Which graders of a case hold for arbitrary traffic: those that say what must not be, and need neither the case's own input nor
/// its documents nor the replies of its tools.
enum TrafficApplicability {
  /// What can be applied of a grader, or why nothing can.
  enum Finding: Hashable {
    case applies(GraderSpec)
    case leftOut(String)
  }

  private static let positive = "it says what an answer to this input must hold, and other traffic asks other things"

  /// Judges a grader by its form.
  static func finding(_ spec: GraderSpec) -> Finding {
    switch spec {
    case .not(let inner): negated(inner)
    case .toolNotCalled(let call): tool(call, spec)
    case .all(let members):
      // What an answer must hold all of can be held against it one by one.
      parts(members, keepingSome: true).map { .applies(.all($0)) }
        ?? .leftOut("none of its members holds for any traffic")
    case .any(let members):
      parts(members, keepingSome: false).map { .applies(.any($0)) }
        ?? .leftOut("one of its members does not hold for any traffic, and any of them is enough")
    case .contains, .matches, .equals, .jsonPath: .leftOut(positive)
    case .refusal: .leftOut("whether to refuse depends on what was asked; refusals are among the distribution checks")
    case .toolCalled: .leftOut("it asks for a call that this input needs")
    case .toolOrder: .leftOut("it needs the results of the case's own tools")
    case .citesOnly: .leftOut("it needs the case's own documents")
    case .judge: .leftOut("a judge is asked by a model call, and reads the case's own expectation")
    }
  }

  private static func negated(_ inner: GraderSpec) -> Finding {
    switch inner {
    case .contains, .matches, .equals, .jsonPath: .applies(.not(inner))
    case .toolCalled(let spec):
      spec.atLeast <= 1 && spec.atMost == nil
        ? tool(spec.call, .not(inner)) : .leftOut("it counts calls that this input needs")
    case .any(let members):
      // Not any of them is not each of them.
      parts(members.map { .not($0) }, keepingSome: true).map { .applies(.all($0)) }
        ?? .leftOut("none of its members holds for any traffic")
    case .all(let members):
      parts(members.map { .not($0) }, keepingSome: false).map { .applies(.any($0)) }
        ?? .leftOut("one of its members does not hold for any traffic")
    case .not(let twice): finding(twice)
    case .refusal: .leftOut("whether to refuse depends on what was asked; refusals are among the distribution checks")
    case .toolNotCalled: .leftOut("it asks for a call that this input needs")
    case .toolOrder: .leftOut("it needs the results of the case's own tools")
    case .citesOnly: .leftOut("it needs the case's own documents")
    case .judge: .leftOut("a judge is asked by a model call, and reads the case's own expectation")
    }
  }

  private static func tool(_ call: CallPattern, _ spec: GraderSpec) -> Finding {
    if call.result != nil { return .leftOut("it needs the results of the case's own tools") }
    if call.arguments != nil { return .leftOut("its arguments are those of the case's own input") }
    return .applies(spec)
  }

  private static func parts(_ members: [GraderSpec], keepingSome: Bool) -> [GraderSpec]? {
    let kept = members.compactMap { member -> GraderSpec? in
      guard case .applies(let spec) = finding(member) else { return nil }
      return spec
    }
    return kept.isEmpty || (!keepingSome && kept.count < members.count) ? nil : kept
  }
}

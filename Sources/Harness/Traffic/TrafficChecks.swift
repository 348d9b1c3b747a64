package import EvalSchema
import Graders

/// The checks of observed traffic: for each chosen case its graders that hold for any answer, compiled once.
package struct TrafficChecks: Sendable {
  /// The checks, by severity and id; the last asks that an answer says or does anything.
  package let plans: [TrafficCheckPlan]
  /// The graders that were left out, with the reason.
  package let leftOut: [LeftOutGrader]
  let graders: [CaseGrader]

  /// Chooses the graders of cases.
  package init(_ cases: [EvalCase]) {
    var plans: [TrafficCheckPlan] = []
    var leftOut: [LeftOutGrader] = []
    var graders: [CaseGrader] = []
    for evalCase in cases.sorted(by: { (-$0.effectiveSeverity.weight, $0.id) < (-$1.effectiveSeverity.weight, $1.id) })
    {
      var applied: [GraderSpec] = []
      var paths: [String] = []
      for (index, spec) in evalCase.expected.graders.enumerated() {
        let path = "expected.graders.\(index)"
        switch TrafficApplicability.finding(spec) {
        case .applies(let kept):
          applied.append(kept)
          paths.append(path)
          let (all, some) = (spec.leaves, kept.leaves)
          if some < all {
            leftOut.append(
              LeftOutGrader(
                evalCase: evalCase.id, path: path, grader: spec.kind.rawValue,
                reason: "\(all - some) of its \(all) members do not hold for any traffic; the others are applied"))
          }
        case .leftOut(let reason):
          leftOut.append(LeftOutGrader(evalCase: evalCase.id, path: path, grader: spec.kind.rawValue, reason: reason))
        }
      }
      guard !applied.isEmpty else { continue }
      var judged = evalCase
      judged.expected.graders = applied
      // Nothing of the case's own input may be looked at.
      judged.input = CaseInput(messages: [])
      graders.append(CaseGrader(judged))
      plans.append(
        TrafficCheckPlan(
          id: evalCase.id, title: evalCase.title, pattern: evalCase.pattern, severity: evalCase.effectiveSeverity,
          graders: paths))
    }
    self.plans = plans + [.emptyAnswers]
    self.leftOut = leftOut
    self.graders = graders
  }

  /// Whether no grader of any case holds for any traffic.
  package var isEmpty: Bool { graders.isEmpty }
}

extension GraderSpec {
  /// How many graders it is made of.
  fileprivate var leaves: Int {
    switch self {
    case .not(let inner): inner.leaves
    case .all(let members), .any(let members): members.reduce(0) { $0 + $1.leaves }
    default: 1
    }
  }
}

extension Severity {
  fileprivate var weight: Int {
    switch self {
    case .s1: 3
    case .s2: 2
    case .s3: 1
    }
  }
}

import EvalSchema

/// The behaviors of a simulated model, checked and made ready to answer.
struct SimulatedBehaviors: Sendable {
  /// One turn of an answer.
  struct Turn: Sendable {
    var content: AlternativeText
    var calls: [ToolCall]
  }

  /// One answer with the share of trials that get it.
  struct Answer: Sendable {
    var name: String
    var share: Double
    var turns: [Turn]
  }

  /// One behavior: its rule and its answers, whose shares sum to 1.
  struct Behavior: Sendable {
    var name: String
    var when: [FoldedText]
    var answers: [Answer]

    /// The answer at a point of 0..<1, on which the shares lie side by side in the order of the file.
    func answer(at point: Double) -> Answer? {
      var sum = 0.0
      for answer in answers {
        sum += answer.share
        if point < sum { return answer }
      }
      return answers.last { $0.share > 0 }  // The shares sum to 1 only up to rounding.
    }
  }

  private let behaviors: [Behavior]

  /// The behavior whose texts all occur in the user's messages; the first in the file wins.
  func behavior(for messages: [Message]) -> Behavior? {
    var texts: [FoldedText] = []
    for case .user(let text) in messages { texts.append(FoldedText(text)) }
    return behaviors.first { behavior in
      behavior.when.allSatisfy { pattern in texts.contains { $0.contains(pattern) } }
    }
  }
}

extension SimulatedBehaviors {
  /// How far a sum of shares may be from 1.
  private static let tolerance = 1e-9

  /// Checks a script with the shares of a target; all findings are collected.
  init(_ script: SimulatorScript, shares: [String: Double], file: String) throws(DiagnosticError) {
    var findings: [Diagnostic] = []
    let place = Place(file: file)
    func report(_ code: String, _ message: String, hint: String? = nil) {
      findings.append(.error(code, message, at: place, hint: hint))
    }

    if script.version != 1 {
      report("simulator-version", "version \(script.version) of the behaviors is not known", hint: "write `version: 1`")
    }
    var keys: Set<String> = []
    for behavior in script.behaviors {
      for answer in behavior.answers where !keys.insert("\(behavior.name)/\(answer.name)").inserted {
        report("simulator-duplicate", "the answer \"\(behavior.name)/\(answer.name)\" is defined twice")
      }
    }
    for (key, share) in shares.sorted(by: { $0.key < $1.key }) {
      if !keys.contains(key) {
        report(
          "simulator-share-unknown", "the share \"\(key)\" names no answer",
          hint: keys.isEmpty ? nil : "known: " + keys.sorted().prefix(20).joined(separator: ", "))
      }
      if !(share >= 0 && share <= 1) {
        report("simulator-share-range", "the share \"\(key)\" is \(share)", hint: "a share is a number from 0 to 1")
      }
    }

    var behaviors: [Behavior] = []
    for behavior in script.behaviors {
      var answers: [Answer] = []
      let stated = behavior.answers.compactMap { shares["\(behavior.name)/\($0.name)"] }.reduce(0, +)
      let others = behavior.answers.filter { shares["\(behavior.name)/\($0.name)"] == nil }
      let weights = others.map(\.weight).reduce(0, +)
      if let odd = behavior.answers.first(where: { !($0.weight >= 0 && $0.weight.isFinite) }) {
        report("simulator-weight", "the weight of \"\(behavior.name)/\(odd.name)\" is \(odd.weight)", hint: "0 or more")
      }
      if behavior.answers.isEmpty {
        report("simulator-no-answers", "the behavior \"\(behavior.name)\" has no answers")
      } else if stated > 1 + Self.tolerance {
        report("simulator-share-sum", "the shares of \"\(behavior.name)\" sum to \(stated)", hint: "at most 1")
      } else if !(weights > 0), stated < 1 - Self.tolerance {
        report(
          "simulator-share-sum", "the shares of \"\(behavior.name)\" sum to \(stated) and no answer takes the rest",
          hint: "make them sum to 1, or leave out the share of an answer with a weight")
      }
      let rest = max(0, 1 - stated)
      for answer in behavior.answers {
        if answer.turns.isEmpty {
          report("simulator-no-turns", "the answer \"\(behavior.name)/\(answer.name)\" has no turns")
        }
        let share = shares["\(behavior.name)/\(answer.name)"] ?? (weights > 0 ? rest * answer.weight / weights : 0)
        let turns = answer.turns.map { Turn(content: AlternativeText($0.content), calls: $0.toolCalls) }
        answers.append(Answer(name: answer.name, share: share, turns: turns))
      }
      behaviors.append(Behavior(name: behavior.name, when: behavior.when.map { FoldedText($0) }, answers: answers))
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    self.behaviors = behaviors
  }
}

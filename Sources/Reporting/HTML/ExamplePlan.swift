import EvalSchema

/// Which example trials a report holds within its size, failing ones first.
struct ExamplePlan {
  /// For each case id, the positions in its examples that are shown.
  private(set) var shown: [String: [Int]] = [:]
  /// Examples that were left out, by outcome.
  private(set) var leftOut: [Outcome: Int] = [:]

  /// Chooses: the first failing example of every case, then further failing ones, then errored ones, then the first
  /// passing one, then the rest; cases in the order of the report. Half of the size belongs to examples even when the rest
  /// of a report of very many cases takes more than the other half.
  init(_ outline: ReportOutline, targetBytes: Int) {
    let rest = 60_000 + outline.verdict.rules.count * 1_000 + outline.cases.count * 4_500
    var budget = max(targetBytes - rest, targetBytes / 2)
    var candidates: [(rank: Int, order: Int, id: String, position: Int, cost: Int)] = []
    for (order, found) in outline.cases.enumerated() {
      var seen: [Outcome: Int] = [:]
      for (position, trial) in outline.examples(found.id).enumerated() {
        let nth = seen[trial.outcome, default: 0]
        seen[trial.outcome] = nth + 1
        let rank = Self.rank(trial.outcome, nth: nth, verdict: found.verdict)
        candidates.append((rank, order, found.id, position, Self.cost(trial)))
      }
    }
    candidates.sort { ($0.rank, $0.order, $0.position) < ($1.rank, $1.order, $1.position) }
    for candidate in candidates {
      let trial = outline.examples(candidate.id)[candidate.position]
      if candidate.cost <= budget {
        budget -= candidate.cost
        shown[candidate.id, default: []].append(candidate.position)
      } else {
        leftOut[trial.outcome, default: 0] += 1
      }
    }
    for id in shown.keys { shown[id]?.sort() }
  }

  private static func rank(_ outcome: Outcome, nth: Int, verdict: Verdict) -> Int {
    switch outcome {
    case .failed: nth == 0 ? 0 : verdict == .pass ? 2 : 1
    case .errored: nth == 0 ? 3 : 5
    case .passed: nth == 0 ? 4 : 6
    }
  }

  /// About how many bytes a trial takes in the file.
  private static func cost(_ trial: TrialRecord) -> Int {
    var cost = 1_200
    for message in trial.transcript.messages {
      cost += 200
      switch message {
      case .system(let text), .user(let text): cost += min(text.utf8.count, 70_000)
      case .assistant(let turn):
        cost += min(turn.content.utf8.count, 70_000)
        for call in turn.toolCalls { cost += 200 + size(call.arguments) }
      case .tool(let result): cost += min(result.error?.utf8.count ?? 0, 70_000) + (result.result.map(size) ?? 0)
      }
    }
    for grade in trial.grades { cost += 160 + min(grade.reason.utf8.count, 2_000) }
    return cost + cost / 10
  }

  private static func size(_ value: JSONValue) -> Int {
    switch value {
    case .string(let text): min(text.utf8.count, 70_000)
    case .array(let elements): min(70_000, elements.prefix(10_000).reduce(8) { $0 + size($1) + 8 })
    case .object(let members):
      min(70_000, members.prefix(10_000).reduce(8) { $0 + size($1.value) + $1.key.utf8.count + 8 })
    default: 12
    }
  }
}

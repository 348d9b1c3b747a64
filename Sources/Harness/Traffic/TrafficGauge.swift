package import EvalSchema
import Graders

/// Judges the answers of one arm one by one and keeps what they add up to.
package struct TrafficGauge {
  /// How many failures of a check are kept with their reasons.
  private static let mostExamples = 3
  private static let mostWords = 200

  /// What it adds up to.
  package private(set) var arm: TrafficArm
  /// The traces that were counted, by the first 64 bits of the digest of their ids.
  package private(set) var seen: Set<UInt64> = []
  private let checks: TrafficChecks
  private let range: Range<Double>?
  private let refusal = RefusalGauge()

  /// Begins with nothing seen.
  ///
  /// - Parameter range: The span of time, in seconds since 1970, outside of which answers are left out and counted.
  package init(file: String, _ checks: TrafficChecks, range: Range<Double>? = nil) {
    arm = TrafficArm(file: file)
    self.checks = checks
    self.range = range
  }

  /// Takes the counts of the reader at its end.
  package mutating func take(_ reading: TrafficReading) {
    let own = arm.reading
    arm.reading = reading
    arm.reading.duplicates += own.duplicates
    arm.reading.outOfRange = own.outOfRange
    arm.reading.undated = own.undated
  }

  /// Takes an answer.
  package mutating func take(_ output: ObservedOutput) async {
    guard seen.insert(Self.key(output.id)).inserted else {
      arm.reading.duplicates += 1
      return
    }
    if let range {
      guard let time = output.time else {
        arm.reading.undated += 1
        return
      }
      guard range.contains(time) else {
        arm.reading.outOfRange += 1
        return
      }
    }
    if let time = output.time {
      arm.span = arm.span.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
    }
    if let model = output.model, arm.models[model] != nil || arm.models.count < 100 {
      arm.models[model, default: 0] += 1
    }
    if output.error != nil {
      arm.errored += 1
      return
    }
    arm.answered += 1
    await judge(output)
    measure(output)
    if await refusal.isRefusal(Self.opening(of: output.transcript)) { arm.refusals += 1 }
  }

  private mutating func judge(_ output: ObservedOutput) async {
    let isEmpty = output.transcript.isEmpty
    if isEmpty { arm.empty += 1 }
    count(TrafficCheckPlan.emptyAnswers.id, isEmpty ? .fail : .pass, output) { ("answer", "the answer is empty") }
    // What says nothing breaks no rule; it has a check of its own.
    guard !isEmpty else { return }
    for (plan, grader) in zip(checks.plans, checks.graders) {
      let grades = await grader.grade(output.transcript)
      count(plan.id, CaseGrader.result(of: grades), output) {
        CaseGrader.deciding(grades).map { ($0.grader, $0.reason) } ?? ("", "")
      }
    }
  }

  private mutating func count(
    _ id: String, _ result: GradeResult, _ output: ObservedOutput, _ words: () -> (grader: String, reason: String)
  ) {
    var tally = arm.checks[id] ?? TrafficArm.CheckTally()
    switch result {
    case .pass: tally.valid += 1
    case .ungraded: tally.ungraded += 1
    case .fail:
      tally.valid += 1
      tally.failures += 1
      if tally.examples.count < Self.mostExamples {
        let (grader, reason) = words()
        tally.examples.append(
          TrafficExample(
            id: Self.cut(output.id), line: output.line, grader: Self.cut(grader), reason: Self.cut(reason)))
      }
    }
    arm.checks[id] = tally
  }

  private mutating func measure(_ output: ObservedOutput) {
    let turns = output.transcript.turns
    arm.lengths.append(Float(turns.reduce(0) { $0 + $1.turn.content.unicodeScalars.count }))
    if let tokens = output.outputTokens { arm.tokens.append(Float(tokens)) }
    if let latency = output.latency { arm.latencies.append(Float(latency)) }
    if let cost = output.costMicros { arm.costs.append(Float(cost)) }
    if let isCut = output.isTruncated {
      arm.ended.known += 1
      if isCut { arm.ended.cut += 1 }
    }
    let calls = output.transcript.toolCalls
    if calls.isEmpty { arm.tools["", default: 0] += 1 }
    for (_, call) in calls where arm.tools[call.name] != nil || arm.tools.count < 200 {
      arm.tools[call.name, default: 0] += 1
    }
  }

  /// The first 64 bits of the digest of an id.
  static func key(_ id: String) -> UInt64 {
    SHA256.hash(id.utf8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func opening(of transcript: Transcript) -> String {
    String(String.UnicodeScalarView(transcript.finalText.unicodeScalars.prefix(640)))
  }

  private static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= mostWords ? text : String(String.UnicodeScalarView(scalars.prefix(mostWords - 1))) + "…"
  }
}

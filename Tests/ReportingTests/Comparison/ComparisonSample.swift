import EvalSchema

@testable import Reporting

/// A report of a comparison with every class, with a text in every place that is not ours.
enum ComparisonSample {
  static func report(_ text: String = "plain") -> ComparisonReport {
    let changes = ChangeClass.allCases
    let cases = changes.enumerated().map { index, change in evalCase(change, index, text) }
    let gate = Hostile.report(text)
    let summary = ComparisonSummary(
      cases: cases.count, compared: 4, same: 1, better: 1, worse: 1, unclear: 1, new: 1, gone: 1, changed: 1,
      shownWorse: 1, rounds: 20, pairs: 80)
    let verdict = ComparisonVerdict(
      tool: Fixture.tool, verdict: .fail, exitCode: 1, reason: .caseWorse, sentence: "Some case is worse: \(text)",
      evalset: text, margin: 0.05, baseline: arm("base \(text)", text), candidate: arm("cand \(text)", text),
      surfaces: [
        SurfaceChange(name: "surfaces.\(text)", baseline: text, candidate: nil, differs: true),
        SurfaceChange(name: "adapter", baseline: "command", candidate: "command", differs: false),
      ],
      method: ComparisonMethod(
        confidence: 0.95, comparisons: 4, isPairedRun: true, statement: "A pass claims \(text)",
        multiplicity: "4 comparisons were made."), summary: summary,
      table: PairTable(bothPassed: 60, onlyBaselineFailed: 3, onlyCandidateFailed: 15, bothFailed: 2),
      difference: DifferenceEstimate(estimate: 0.15, lower: 0.0123, upper: 0.3456), cases: cases,
      metrics: [
        DistributionMetric(
          id: "tool-calls", title: "Tools called", test: "chi-square", unit: "",
          baseline: MetricSide(count: 80, shares: [text: 4, "(no call)": 7]),
          candidate: MetricSide(count: 80, shares: [text: 40]), p: 0.001, pAdjusted: 0.002, isDifferent: true,
          sentence: "Tools called: \(text)"),
        DistributionMetric(
          id: "refusals", title: "Refusals", test: "Fisher", unit: "", baseline: MetricSide(count: 80, events: 1),
          candidate: MetricSide(count: 80, events: 2), p: 1, pAdjusted: 1, isDifferent: false, sentence: "Refusals"),
      ],
      drift: DriftCheck(
        isDrifted: false, comparisons: 4, history: ArmCounts(asked: 9, valid: 9),
        baseline: ArmCounts(asked: 9, valid: 9),
        sentence: "The baseline did not move: \(text)"),
      warnings: [.warning("cases-new", text, hint: text)])
    var facts = gate.facts
    facts.header.target.systemText = "one\ntwo \(text)"
    var other = gate.facts
    other.header.target.systemText = "one\nthree \(text)"
    let pair = TrialPair(
      baseline: trial(.passed, "fine \(text)", text), candidate: trial(.failed, "broken \(text)", text))
    return ComparisonReport(
      verdict: verdict, baseline: facts, candidate: other, pairs: [cases[2].id: [pair]],
      latency: DistributionMetric(
        id: "latency", title: "Time of a trial", test: "Mann-Whitney", unit: "seconds",
        baseline: MetricSide(count: 80, median: 1.2, p90: 3), candidate: MetricSide(count: 80, median: 1.3, p90: 3),
        p: 0.5, pAdjusted: 0.5, isDifferent: false, sentence: "Time of a trial"),
      baselineDirectory: "reports/base \(text)", candidateDirectory: "reports/cand \(text)",
      redecide: ["relapse", "compare", "a \(text)", "b"])
  }

  private static func arm(_ name: String, _ text: String) -> ArmIdentity {
    ArmIdentity(
      target: TargetIdentity(name: name, adapter: .command, model: text, fingerprint: Digest(of: name)),
      evalsetDigest: Digest(of: "e"), policyVersion: 1, planDigest: Digest(of: "p"), seed: 7, tool: Fixture.tool,
      counts: ArmCounts(asked: 82, valid: 80, errored: 2, failures: 17, unpaired: 0))
  }

  private static func evalCase(_ change: ChangeClass, _ index: Int, _ text: String) -> CaseComparison {
    let has = change.isComparable
    let table = PairTable(
      bothPassed: 15, onlyBaselineFailed: change == .better ? 4 : 0, onlyCandidateFailed: change == .worse ? 5 : 0)
    return CaseComparison(
      id: "case-\(index) \(text)", title: "Title \(text)", file: "cases/\(text).yaml", severity: .s1, pattern: text,
      owner: text, incident: "INC \(text)", change: change, phrase: "phrase", sentence: "Found \(text).",
      baseline: change == .new ? nil : ArmCounts(asked: 20, valid: 20),
      candidate: change == .gone ? nil : ArmCounts(asked: 21, valid: 20, errored: 1, failures: 5),
      table: has ? table : nil,
      difference: has ? DifferenceEstimate(estimate: 0.25, lower: -0.0312, upper: 0.5417) : nil,
      p: has ? 0.004 : nil, pAdjusted: has ? 0.0155 : nil, isShownWorse: change == .worse,
      pairsNeeded: change == .unclear ? 31 : nil,
      discordant: change == .worse ? [DiscordantPair(index: 17, candidateFailed: true)] : [])
  }

  private static func trial(_ outcome: Outcome, _ answer: String, _ text: String) -> TrialRecord {
    TrialRecord(
      evalCase: "case", index: 17, seed: 3, outcome: outcome,
      grades: [Grade(grader: text, path: "p", result: outcome == .failed ? .fail : .pass, reason: text)],
      transcript: Transcript(messages: [
        .assistant(
          AssistantTurn(content: "", toolCalls: [ToolCall(id: "c1", name: text, arguments: ["k": .string(text)])])),
        .tool(ToolResult(call: "c1", name: text, error: text)), .assistant(AssistantTurn(content: answer)),
      ]))
  }
}

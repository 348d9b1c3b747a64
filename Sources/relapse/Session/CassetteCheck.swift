import Adapters
import EvalSchema
import Harness

/// What the doctor says of a cassette, which cannot be greeted: it is whole, it holds so much, and it knows these cases.
struct CassetteCheck {
  let target: Target
  let adapter: RecordingAdapter

  /// What was found: the lines, and an error when the cassette answers no case at all.
  struct Outcome {
    var lines: [String]
    var problem: Diagnostic?
  }

  /// Looks up the first question of each case; nothing is asked of anybody.
  ///
  /// - Parameter cases: The cases of the evalset; empty when they cannot be read.
  func run(_ cases: [EvalCase]) async -> Outcome {
    let name = "\(target.name) (\(target.adapter.rawValue))"
    let trials = adapter.trials.map {
      $0.count == 1 ? ", trial \($0.lowerBound)" : ", trials \($0.lowerBound) to \($0.upperBound)"
    }
    var lines = [
      "\(name): its cassette is whole; nothing was sent", "  \(adapter.count.counted("response"))\(trials ?? "")",
    ]
    guard !cases.isEmpty else { return Outcome(lines: lines, problem: problem(of: 0)) }
    let probe = TargetProbe(target: target, adapter: adapter)
    var known = 0
    for evalCase in cases where await probe.ask(evalCase).error == nil { known += 1 }
    let rest = known < cases.count ? "; trials of the others would be errored" : ""
    lines.append("  it answers \(known) of \(cases.count.counted("case"))\(rest)")
    return Outcome(lines: lines, problem: known == 0 ? problem(of: cases.count) : nil)
  }

  private func problem(of cases: Int) -> Diagnostic? {
    guard cases > 0 || adapter.count == 0 else { return nil }
    let what = adapter.count == 0 ? "holds no response" : "has no answer to the first question of any case"
    return .error(
      "target-bad-request", "the cassette of \"\(target.name)\" \(what)",
      hint: "record it again: its cases, or the `parameters` of the target, have changed")
  }
}

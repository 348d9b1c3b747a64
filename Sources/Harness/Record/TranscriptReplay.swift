import Adapters
package import EvalSchema
import Graders

/// Asks the recorded turns of a run once more in the way a run does, so that each turn is found together with what was asked.
///
/// Nothing is called. A record holds what was said and not what was sent; the harness makes that again from the cases in the
/// record, and what comes of it must be the recorded transcript.
package struct TranscriptReplay: Sendable {
  /// What was replayed.
  package struct Summary: Sendable, Hashable {
    /// The trials with at least one turn.
    package var trials = 0
    /// Their turns.
    package var turns = 0
    /// The trials in which nothing was said.
    package var silent = 0
  }

  private let source: RunDirectory
  private let log: RunLog

  /// Reads a record; throws what is wrong with it.
  package init(_ source: RunDirectory) throws(DiagnosticError) {
    self.source = source
    log = try RecordReader.read(source.record).log
  }

  /// The target of the run.
  package var target: Target { log.header.target }

  /// The folder of the evalset of the run, as it was named then.
  package var evalsetPath: String { log.header.evalsetPath }

  /// Replays every trial through what `listening` makes of the recorded turns, one after another.
  ///
  /// Trials that were lost and asked again count as they were asked the last time. Throws `record-replay` for a trial whose
  /// conversation is not the recorded one.
  package func run(listening: (any Adapter) -> any Adapter) async throws(DiagnosticError) -> Summary {
    var summary = Summary()
    let cases = Dictionary(log.cases.map { ($0.file.evalCase.id, $0.file.evalCase) }) { first, _ in first }
    let rotations = cases.mapValues { VariantRotation($0) }
    var batch = TrialBatch(path: source.record)
    while let trials = try batch.next() {
      for trial in trials where trial.error?.kind.isFatal != true && !log.hasLater(trial) {
        guard var evalCase = cases[trial.evalCase], let input = rotations[trial.evalCase]?.input(ofTrial: trial.index)
        else { continue }
        // Nothing is judged again.
        evalCase.expected.graders = []
        let turns = RecordedTurns(trial, after: input.messages)
        guard turns.count > 0 else {
          summary.silent += 1
          continue
        }
        let runner = TrialRunner(
          target: target, adapter: listening(turns), retry: RetryPolicy(retries: 0), clock: .system(),
          ending: RunStop())
        let replayed = await runner.run(
          TrialRunner.Assignment(
            grader: CaseGrader(evalCase), variant: trial.variant, input: input, index: trial.index, seed: trial.seed,
            origin: 0))
        guard Self.isAlike(replayed.transcript, trial.transcript) else {
          throw Self.unlike(trial, replayed.error)
        }
        summary.trials += 1
        summary.turns += turns.count
      }
    }
    return summary
  }

  /// Whether the same tools gave the same results at the same places; turns may have lost a secret on the way.
  private static func isAlike(_ one: Transcript, _ other: Transcript) -> Bool {
    one.messages.count == other.messages.count
      && zip(one.messages, other.messages).allSatisfy { left, right in
        switch (left, right) {
        case (.assistant, .assistant): true
        default: left == right
        }
      }
  }

  private static func unlike(_ trial: TrialRecord, _ error: AdapterFailure?) -> DiagnosticError {
    let reason = error.flatMap { $0.kind == .grader ? nil : ": \($0.message)" } ?? ""
    return DiagnosticError(
      .error(
        "record-replay", "trial \(trial.index) of \"\(trial.evalCase)\" does not go as it was recorded\(reason)",
        hint: "the record was made by another version of relapse; record from the target instead"))
  }
}

/// The turns of one recorded trial, in their order.
private struct RecordedTurns: Adapter {
  private let responses: [Response]
  private let given: Int

  /// Takes a trial whose case begins with these messages.
  init(_ trial: TrialRecord, after messages: [Message]) {
    given = Self.turns(of: messages)
    var responses: [Response] = []
    for (index, message) in trial.transcript.messages.enumerated() {
      guard case .assistant(let turn) = message else { continue }
      var isAnswered = false
      if index + 1 < trial.transcript.messages.count, case .tool = trial.transcript.messages[index + 1] {
        isAnswered = true
      }
      // Calls that nobody answered ended the trial: its turn was blocked or refused.
      let stop: StopReason = turn.toolCalls.isEmpty ? .end : isAnswered ? .toolCalls : .refusal
      responses.append(
        Response(
          turn: turn, stop: stop, usage: responses.isEmpty ? trial.usage : Usage(), model: trial.model,
          fingerprint: trial.fingerprint))
    }
    if let stop = trial.stop, let last = responses.indices.last { responses[last].stop = stop }
    self.responses = responses
  }

  /// How many there are.
  var count: Int { responses.count }

  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    let step = Self.turns(of: request.messages) - given
    guard responses.indices.contains(step) else {
      throw AdapterFailure(kind: .badRequest, message: "the record has no further turn")
    }
    return responses[step]
  }

  private static func turns(of messages: [Message]) -> Int {
    messages.count { if case .assistant = $0 { true } else { false } }
  }
}

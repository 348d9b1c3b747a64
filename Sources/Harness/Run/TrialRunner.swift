import Adapters
import EvalSchema
import Graders

/// Runs one trial: asks the target, answers its tool calls from the recording, until a final answer; then grades.
///
/// Retries, deadlines and classification are here, so that an adapter only asks. A trial that runs into `max_steps` is graded:
/// a runaway is the target's behavior. What brings no answer is errored, with what was said until then.
struct TrialRunner: Sendable {
  /// The target.
  let target: Target
  /// How it is reached.
  let adapter: any Adapter
  /// When a request is tried again.
  let retry: RetryPolicy
  /// The time.
  let clock: RunClock
  /// Raised when the run is ending: what is in flight may be answered, but nothing is tried again.
  let ending: RunStop
  /// When a request may go out; nil sends at once.
  var pacer: RequestPacer?
  /// Answers of earlier runs; nil asks for every one.
  var cache: ResponseCache?

  /// Which trial runs.
  struct Assignment: Sendable {
    /// The case with its graders.
    var grader: CaseGrader
    /// The variant.
    var variant = "base"
    /// What the variant asks; nil for the case as it is.
    var input: CaseInput?
    /// The index within the case.
    var index: Int
    /// The seed of the trial.
    var seed: UInt64
    /// When the run began, by the clock.
    var origin: Double
    /// Tokens that a request of it may take before any was measured.
    var guess = 0.0
    /// The place of its first request, when it has one already.
    var ticket: RequestPacer.Ticket?
  }

  /// Where a trial stands against its deadline.
  private struct Timing {
    /// When it gives up, by the clock.
    var deadline: Double
    /// The place of the next request.
    var ticket: RequestPacer.Ticket?
    /// Tokens of a request before any was measured.
    var guess: Double
  }

  /// Runs a trial to its end; never throws: what goes wrong is in the record.
  func run(_ assignment: Assignment) async -> TrialRecord {
    await judge(await ask(assignment), assignment.grader, asked: assignment.input)
  }

  /// Judges a trial that was answered.
  ///
  /// - Parameter asked: What the trial asked, where it is not the case's own input.
  func judge(_ answered: TrialRecord, _ grader: CaseGrader, asked: CaseInput?) async -> TrialRecord {
    var trial = answered
    let start = clock.now()
    if trial.error == nil { await trial.grade(with: grader, asked: asked) }
    trial.costMicros = (target.price?.micros(trial.usage) ?? 0) + trial.judgingCostMicros
    trial.latency += max(0, clock.now() - start)
    return trial
  }

  /// Asks the target until a final answer; what comes back has an error, or is to be judged.
  func ask(_ assignment: Assignment) async -> TrialRecord {
    let evalCase = assignment.grader.evalCase
    let start = clock.now()
    var trial = TrialRecord(
      evalCase: evalCase.id, variant: assignment.variant, index: assignment.index, seed: assignment.seed,
      outcome: .errored, startedAt: start - assignment.origin)
    var conversation = Conversation(assignment.asked)
    var step = 0
    var isOpen = true
    var timing = Timing(
      deadline: start + longest(evalCase), ticket: assignment.ticket, guess: assignment.guess)
    while isOpen, step < max(1, assignment.asked.maxSteps) {
      var request = request(assignment, conversation.messages)
      switch await answer(&request, step: step, &timing, trial: &trial) {
      case .success(let response):
        isOpen = conversation.append(response)
      case .failure(let failure):
        trial.error = AdapterFailure(
          kind: failure.kind, message: TrialRecord.shortened(failure.message), retryAfter: failure.retryAfter)
        isOpen = false
      }
      step += 1
    }
    trial.transcript = conversation.transcript
    trial.latency = max(0, clock.now() - start)
    return trial
  }

  /// Seconds after which a trial gives up, whatever it is waiting for: every turn and every retry may use its timeout once,
  /// and the waits between tries the budget of one request.
  private func longest(_ evalCase: EvalCase) -> Double {
    target.limits.timeout * Double(max(1, evalCase.input.maxSteps) + max(0, target.limits.retries) + 1) + retry.budget
  }

  private func request(_ assignment: Assignment, _ messages: [Message]) -> Request {
    let evalCase = assignment.grader.evalCase
    return Request(
      id: "\(evalCase.id)/\(assignment.variant)/\(assignment.index)", evalCase: evalCase.id,
      variant: assignment.variant, trial: assignment.index, seed: assignment.seed, system: target.systemText,
      messages: messages, documents: assignment.asked.documents,
      tools: assignment.asked.tools.map {
        ToolDefinition(name: $0.name, description: $0.description, parameters: $0.parameters)
      }, parameters: target.parameters, timeout: target.limits.timeout)
  }

  /// One turn, with its retries.
  private func answer(
    _ request: inout Request, step: Int, _ timing: inout Timing, trial: inout TrialRecord
  ) async -> Result<Response, AdapterFailure> {
    if let known = cache?.response(to: request) {
      if let ticket = timing.ticket { pacer?.end(ticket, Self.cancelled, used: 0, seconds: 0) }
      timing.ticket = nil
      trial.cached = true
      (trial.model, trial.fingerprint) = (known.model ?? trial.model, known.fingerprint ?? trial.fingerprint)
      trial.stop = known.stop.unusual
      return .success(known)
    }
    var first = clock.now()
    while true {
      let asked = clock.now()
      let ticket: RequestPacer.Ticket?
      switch await place(of: request, step: step, &timing) {
      case .success(let found): ticket = found
      case .failure(let failure): return .failure(failure)
      }
      let began = clock.now()
      // Waiting for its turn is neither the target's time nor the trial's.
      timing.deadline += began - asked
      first += began - asked
      let left = timing.deadline - began
      guard left > 0 else {
        if let ticket { pacer?.end(ticket, Self.cancelled, used: 0, seconds: 0) }
        return .failure(AdapterFailure(kind: .timeout, message: "the trial took too long"))
      }
      request.timeout = min(target.limits.timeout, left)
      trial.calls += 1
      let result = Self.checked(await adapter.respond(to: request, by: clock))
      if let ticket { free(ticket, result, seconds: clock.now() - began) }
      guard case .failure(let failure) = result else {
        if case .success(let response) = result {
          trial.take(response)
          cache?.keep(response, of: request)
        }
        return result
      }
      let unit = TrialSeed.unit(trial: request.seed, step: step, attempt: request.attempt)
      let decision = retry.decision(
        after: failure, attempt: request.attempt, elapsed: clock.now() - first, unit: unit)
      var attempt = AttemptRecord(step: step, kind: failure.kind, message: TrialRecord.shortened(failure.message))
      guard case .wait(let seconds) = decision, seconds < timing.deadline - clock.now(), !Task.isCancelled else {
        trial.attempts.append(attempt)
        return result
      }
      attempt.waited = seconds
      trial.attempts.append(attempt)
      guard await ending.wait(seconds, by: clock) else { return .failure(Self.cancelled) }
      request.attempt += 1
    }
  }

  /// Waits until the request may go out.
  private func place(
    of request: Request, step: Int, _ timing: inout Timing
  ) async -> Result<RequestPacer.Ticket?, AdapterFailure> {
    guard let pacer else { return .success(nil) }
    var ticket = timing.ticket
    timing.ticket = nil
    if ticket == nil {
      ticket = await pacer.begin(.init(evalCase: request.evalCase, number: step, guess: timing.guess))
    }
    guard let ticket else { return .failure(Self.cancelled) }
    guard ticket.wait > 0 else { return .success(ticket) }
    guard await ending.wait(ticket.wait, by: clock) else {
      pacer.end(ticket, Self.cancelled, used: 0, seconds: 0)
      return .failure(Self.cancelled)
    }
    return .success(ticket)
  }

  private func free(_ ticket: RequestPacer.Ticket, _ result: Result<Response, AdapterFailure>, seconds: Double) {
    switch result {
    case .success(let response):
      let usage = response.usage.bounded
      pacer?.end(ticket, nil, used: usage.inputTokens + usage.outputTokens, seconds: seconds)
    case .failure(let failure): pacer?.end(ticket, failure, used: 0, seconds: seconds)
    }
  }

  private static let cancelled = AdapterFailure(kind: .cancelled, message: "the run was stopped")

  /// An answer that contradicts itself is no answer.
  private static func checked(_ result: Result<Response, AdapterFailure>) -> Result<Response, AdapterFailure> {
    guard case .success(let response) = result, response.stop == .toolCalls, response.turn.toolCalls.isEmpty else {
      return result
    }
    return .failure(AdapterFailure(kind: .malformedResponse, message: "the turn ended for tool calls and has none"))
  }
}

extension TrialRecord {
  /// Adds what a response says about itself.
  fileprivate mutating func take(_ response: Response) {
    usage = usage + response.usage.bounded
    model = response.model ?? model
    fingerprint = response.fingerprint ?? fingerprint
    stop = response.stop.unusual
  }
}

extension StopReason {
  /// The reason, where it is no ordinary end of a turn.
  fileprivate var unusual: StopReason? { self == .end || self == .toolCalls ? nil : self }
}

extension Usage {
  /// Counts that no answer can have are cut, so that sums over a run cannot overflow.
  fileprivate var bounded: Usage {
    func bound(_ count: Int) -> Int { min(max(0, count), 1_000_000_000) }
    return Usage(
      inputTokens: bound(inputTokens), outputTokens: bound(outputTokens), cachedInputTokens: bound(cachedInputTokens),
      reasoningTokens: bound(reasoningTokens))
  }
}

package import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A seeded stochastic model as a pure function: the same request has the same outcome, whatever happened before.
///
/// The answer is drawn once for a trial, from (target seed, trial seed, behavior), so that its steps belong together. The
/// alternatives in a text are drawn for each step, latency and faults for each step and attempt, so that a retry can succeed.
package struct SimulatedModel: Sendable {
  /// What a request comes to.
  package struct Outcome: Sendable {
    /// Seconds until it is there.
    package var latency: Double
    /// What it is.
    package var result: Result<Response, AdapterFailure>
  }

  /// What the model says where no behavior fits.
  package static let fallback = "I am not sure how to help with that."

  private let seed: UInt64
  private let model: String?
  private let behaviors: SimulatedBehaviors
  private let latency: SimulatedLatency
  private let faults: [SimulatedFault]

  /// Checks a target and its script; throws every finding at once.
  package init(target: Target) throws(DiagnosticError) {
    guard let simulated = target.simulated else {
      throw DiagnosticError(.error("target-section", "the target \"\(target.name)\" has no section `simulated`"))
    }
    guard let script = simulated.script else {
      throw DiagnosticError(
        .error("simulator-script", "the behaviors \"\(simulated.behaviors)\" were not read", hint: "check the path"))
    }
    var findings = Self.findings(simulated, target: target.name)
    var compiled: SimulatedBehaviors?
    do throws(DiagnosticError) {
      compiled = try SimulatedBehaviors(script, shares: target.simulatedShares, file: simulated.behaviors)
    } catch {
      findings += error.diagnostics
    }
    guard let behaviors = compiled, findings.isEmpty else { throw DiagnosticError(findings) }
    self.seed = simulated.seed
    self.model = target.model
    self.behaviors = behaviors
    self.latency = simulated.latency
    self.faults = simulated.faults
  }

  private static func findings(_ simulated: SimulatedTarget, target: String) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let latency = simulated.latency
    if !(latency.mean >= 0 && latency.mean.isFinite && latency.spread >= 0 && latency.spread.isFinite) {
      findings.append(
        .error(
          "simulator-latency", "the latency of \"\(target)\" is negative or not finite", hint: "seconds, 0 or more"))
    }
    for fault in simulated.faults {
      if fault.kind == .cancelled || fault.kind == .grader {
        findings.append(.error("simulator-fault", "a provider cannot fail with \"\(fault.kind.rawValue)\""))
      }
      if !(fault.share >= 0 && fault.share <= 1) {
        findings.append(
          .error("simulator-fault", "the share of \"\(fault.kind.rawValue)\" is \(fault.share)", hint: "from 0 to 1"))
      }
    }
    let sum = simulated.faults.map(\.share).reduce(0, +)
    if sum > 1 + 1e-9 {
      findings.append(
        .error("simulator-fault", "the shares of the faults of \"\(target)\" sum to \(sum)", hint: "at most 1"))
    }
    return findings
  }
}

extension SimulatedModel {
  /// What a request comes to. Complexity: O(length of the conversation).
  package func outcome(of request: Request) -> Outcome {
    let step = Self.step(of: request.messages)
    if let fault = fault(of: request, step: step) { return Outcome(latency: 0, result: .failure(fault)) }
    let turn = turn(for: request, step: step)
    let usage = Usage(inputTokens: TokenEstimate.input(of: request), outputTokens: TokenEstimate.output(of: turn))
    let stop: StopReason = turn.toolCalls.isEmpty ? .end : .toolCalls
    let response = Response(turn: turn, stop: stop, usage: usage, model: model)
    return Outcome(latency: latency(of: request, step: step), result: .success(response))
  }

  /// Which turn of its answer the model is asked for: the assistant's turns after the last user message.
  ///
  /// A case's input may itself hold turns of an assistant; they come before the last user message.
  package static func step(of messages: [Message]) -> Int {
    var step = 0
    for message in messages.reversed() {
      if case .user = message { break }
      if case .assistant = message { step += 1 }
    }
    return step
  }

  private func fault(of request: Request, step: Int) -> AdapterFailure? {
    guard !faults.isEmpty else { return nil }
    var generator = SplitMix64(
      target: seed, trial: request.seed, purpose: "fault", step: step, attempt: request.attempt)
    var point = generator.unit()
    for fault in faults {
      if point < fault.share {
        return AdapterFailure(
          kind: fault.kind, message: "injected by the simulator: \(fault.kind.rawValue)", retryAfter: fault.retryAfter)
      }
      point -= fault.share
    }
    return nil
  }

  private func turn(for request: Request, step: Int) -> AssistantTurn {
    guard let behavior = behaviors.behavior(for: request.messages) else { return AssistantTurn(content: Self.fallback) }
    var draw = SplitMix64(target: seed, trial: request.seed, purpose: "answer", subject: behavior.name)
    guard let answer = behavior.answer(at: draw.unit()), let last = answer.turns.indices.last else {
      return AssistantTurn(content: Self.fallback)
    }
    let index = min(step, last)
    let turn = answer.turns[index]
    var text = SplitMix64(
      target: seed, trial: request.seed, purpose: "text", step: index, subject: "\(behavior.name)/\(answer.name)")
    let content = turn.content.drawn(with: &text)
    if step > last { return AssistantTurn(content: content) }
    return AssistantTurn(content: content, toolCalls: Self.numbered(turn.calls, after: request.messages))
  }

  /// The calls with ids that go on counting those of the conversation: `call_1`, `call_2`, …
  private static func numbered(_ calls: [ToolCall], after messages: [Message]) -> [ToolCall] {
    guard !calls.isEmpty else { return [] }
    var count = 0
    for case .assistant(let turn) in messages { count += turn.toolCalls.count }
    return calls.enumerated().map { index, call in
      var call = call
      call.id = "call_\(count + index + 1)"
      return call
    }
  }

  /// A lognormal latency with the stated mean; `spread` is the standard deviation of its logarithm (Box and Muller, 1958).
  private func latency(of request: Request, step: Int) -> Double {
    guard latency.mean > 0 else { return 0 }
    guard latency.spread > 0 else { return latency.mean }
    var generator = SplitMix64(
      target: seed, trial: request.seed, purpose: "latency", step: step, attempt: request.attempt)
    let radius = (-2 * log(1 - generator.unit())).squareRoot()
    let normal = radius * cos(2 * Double.pi * generator.unit())
    return exp(log(latency.mean) - latency.spread * latency.spread / 2 + latency.spread * normal)
  }
}

package import EvalSchema

/// The built-in stochastic model as an adapter: `SimulatedModel` with its latency slept.
///
/// Stateless: it answers the same at any concurrency and in any order.
package struct SimulatedAdapter: Adapter {
  private let model: SimulatedModel

  /// Checks the target's section `simulated` and its script.
  package init(target: Target) throws(DiagnosticError) {
    model = try SimulatedModel(target: target)
  }

  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    if Task.isCancelled { throw Self.cancelled }
    let outcome = model.outcome(of: request)
    if outcome.latency > request.timeout {
      try await Self.sleep(request.timeout)
      throw AdapterFailure(kind: .timeout, message: "no answer within \(request.timeout) s (simulated)")
    }
    if outcome.latency > 0 { try await Self.sleep(outcome.latency) }
    return try outcome.result.get()
  }

  private static let cancelled = AdapterFailure(kind: .cancelled, message: "the request was cancelled")

  private static func sleep(_ seconds: Double) async throws(AdapterFailure) {
    do {
      try await Task.sleep(for: .seconds(min(max(seconds, 0), 1e9)))
    } catch {
      throw cancelled
    }
  }
}

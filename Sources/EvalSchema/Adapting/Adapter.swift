/// Reaches a target. One of the two protocols at which the house is open.
///
/// An adapter answers one request with one response. It holds no state that a trial could feel: the same request with the
/// same seed means the same experiment. It classifies what went wrong once, as `AdapterFailure`; retries are the runner's.
public protocol Adapter: Sendable {
  /// Asks the target for its next turn.
  func respond(to request: Request) async throws(AdapterFailure) -> Response

  /// Frees what the adapter holds: connections, workers. Called once, after the last request.
  func close() async
}

extension Adapter {
  /// Nothing to free.
  public func close() async {}
}

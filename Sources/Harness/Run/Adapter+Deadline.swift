import Adapters
import EvalSchema

extension Adapter {
  /// One request, ended at its deadline also where the adapter does not see to it.
  ///
  /// The deadline is a quarter of the request's timeout behind it, at least a second: an adapter's own word comes first. What is
  /// answered behind the deadline is `timeout` all the same. Time counts from when the adapter is asked, so that a machine that
  /// is late with everything does not call off what it has not sent.
  func respond(to request: Request, by clock: RunClock) async -> Result<Response, AdapterFailure> {
    let canceller = Canceller()
    let call = Task { () async -> Result<Response, AdapterFailure> in
      let callOff = clock.alarm(request.timeout + max(1, request.timeout / 4)) { canceller.cancel() }
      let result: Result<Response, AdapterFailure>
      do throws(AdapterFailure) {
        result = .success(try await respond(to: request))
      } catch {
        result = .failure(error)
      }
      if callOff() || canceller.isStopped { return result }
      let seconds = Int(min(request.timeout.rounded(.up), 1e9))
      return .failure(AdapterFailure(kind: .timeout, message: "no answer within \(seconds) s"))
    }
    canceller.watch(call)
    return await withTaskCancellationHandler {
      await call.value
    } onCancel: {
      canceller.stop()
    }
  }
}

/// Cancels a call that may only just be beginning, for its deadline or because nobody waits any more.
private final class Canceller: Sendable {
  private struct State: Sendable {
    var call: Task<Result<Response, AdapterFailure>, Never>?
    var isLate = false
    var isStopped = false
  }

  private let state = Locked(State())

  /// Whether nobody waits any more.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Takes the call.
  func watch(_ call: Task<Result<Response, AdapterFailure>, Never>) {
    let isOver = state.withLock { state in
      state.call = call
      return state.isLate || state.isStopped
    }
    if isOver { call.cancel() }
  }

  /// Its time is over.
  func cancel() { end { $0.isLate = true } }

  /// Nobody waits any more.
  func stop() { end { $0.isStopped = true } }

  private func end(_ change: (inout State) -> Void) {
    let call = state.withLock { state in
      change(&state)
      return state.call
    }
    call?.cancel()
  }
}

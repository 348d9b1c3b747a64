import EvalSchema

extension Adapter {
  /// One request, ended at its deadline also where the adapter does not see to it.
  ///
  /// The deadline is a quarter of the request's timeout behind it, at least a second: an adapter's own word comes first. What is
  /// answered behind the deadline is `timeout` all the same.
  func respond(to request: Request, by clock: RunClock) async -> Result<Response, AdapterFailure> {
    let call = Task { () async -> Result<Response, AdapterFailure> in
      do throws(AdapterFailure) {
        return .success(try await respond(to: request))
      } catch {
        return .failure(error)
      }
    }
    let callOff = clock.alarm(request.timeout + max(1, request.timeout / 4)) { call.cancel() }
    let result = await withTaskCancellationHandler {
      await call.value
    } onCancel: {
      call.cancel()
    }
    if callOff() || Task.isCancelled { return result }
    let seconds = Int(min(request.timeout.rounded(.up), 1e9))
    return .failure(AdapterFailure(kind: .timeout, message: "no answer within \(seconds) s"))
  }
}

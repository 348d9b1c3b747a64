package import EvalSchema

/// Any program as a target: it reads one JSON line and writes one JSON line, as `docs/adapters.md` says.
///
/// In mode `worker` the processes live long and answer in any order, by id; one that ends is replaced with the next request. In
/// mode `once` every step of a trial is a process. One thread owns all of them; a task only waits.
package final class CommandAdapter: Adapter {
  private let configuration: CommandLoop.Configuration
  private let model: String?
  private let mailbox = CommandMailbox()

  /// Checks the target's section `command`; nothing is started before the first request.
  ///
  /// - Parameter environment: the variables of the process; the program gets PATH, HOME, LANG, TMPDIR and those that the target
  ///   names.
  package convenience init(target: Target, environment: [String: String]) throws(DiagnosticError) {
    try self.init(target: target, environment: environment, grace: .seconds(1))
  }

  /// As above, with another time for a process to end when it is asked to.
  init(target: Target, environment: [String: String], grace: Duration) throws(DiagnosticError) {
    guard let command = target.command else {
      throw DiagnosticError(.error("target-section", "the target \"\(target.name)\" has no section `command`"))
    }
    model = target.model
    let program = try CommandProgram(
      command, target: target.name, model: target.model, environment: environment)
    configuration = CommandLoop.Configuration(
      program: program, mode: command.mode, workers: command.workers, lineLimit: max(target.limits.responseBytes, 1),
      grace: grace)
  }

  /// The thread does not hold the adapter, so an adapter that was never closed ends its processes here.
  deinit { mailbox.requestClose() }

  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    if Task.isCancelled { throw AdapterFailure(kind: .cancelled, message: "the request was cancelled") }
    let line = try WireRequest(request, model: model).line()
    let outcome = await outcome(of: line, id: WireRequest.id(of: request), timeout: request.timeout)
    do throws(AdapterFailure) {
      let answer = try WireAnswer.response(try outcome.get(), callsBefore: Self.calls(in: request.messages))
      return answer.redacted(by: configuration.program.answerRedaction)
    } catch {
      var failure = error
      failure.message = configuration.program.redaction.text(failure.message)
      throw failure
    }
  }

  package func close() async { await mailbox.close() }

  private func outcome(of line: [UInt8], id: String, timeout: Double) async -> CommandMailbox.Outcome {
    let (mailbox, configuration) = (mailbox, configuration)
    let ticket = mailbox.ticket()
    defer { mailbox.forget(ticket) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let submission = CommandMailbox.Submission(
          ticket: ticket, id: id, line: line, timeout: timeout, continuation: continuation)
        mailbox.submit(submission) { wake in CommandLoop(configuration, mailbox: mailbox).run(wake: wake) }
      }
    } onCancel: {
      mailbox.cancel(ticket)
    }
  }

  private static func calls(in messages: [Message]) -> Int {
    messages.reduce(0) { count, message in
      guard case .assistant(let turn) = message else { return count }
      return count + turn.toolCalls.count
    }
  }
}

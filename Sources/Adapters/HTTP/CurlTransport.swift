package import EvalSchema

/// The HTTP engine: libcurl on one thread of its own, which any number of tasks send requests through.
///
/// One transport serves a run: it keeps connections, resolved names and read authorities. TLS is always verified, redirects
/// are responses, and a request goes out at most once: what libcurl would send again on its own ends as `network` instead.
/// A request's `timeout` counts from its start on the wire; requests above `capacity` wait for their start.
package final class CurlTransport: HTTPTransport {
  /// Most requests in flight, as the process's limit of descriptors allows.
  package let capacity: Int
  private let configuration: CurlLoop.Configuration
  private let mailbox = CurlMailbox()

  /// Makes the engine; nothing is opened before the first request.
  ///
  /// - Parameters:
  ///   - environment: the process's variables, of which `SSL_CERT_FILE`, `SSL_CERT_DIR`, `https_proxy`, `http_proxy`, `all_proxy` and
  ///     `no_proxy` are read.
  ///   - capacity: the most requests in flight that are wished for.
  ///   - connectTimeout: seconds until a connection stands.
  ///   - idleReuse: whole seconds that a connection may have been idle to be used again; short, as servers close idle ones.
  package init(environment: [String: String], capacity: Int = 4096, connectTimeout: Double = 10, idleReuse: Int = 1) {
    self.capacity = DescriptorLimit.requests(under: DescriptorLimit.raised, atMost: capacity)
    var settings = CurlTransfer.Settings()
    settings.environment = HTTPEnvironment(environment)
    settings.connectTimeout = connectTimeout
    settings.idleReuse = idleReuse
    configuration = CurlLoop.Configuration(settings: settings, capacity: self.capacity)
    // Some milliseconds, most of them of TLS, that would else count as the time of the first answer.
    _ = CurlMailbox.isReady
  }

  /// The thread does not hold the transport, so one that was never closed ends here.
  deinit { mailbox.requestClose() }

  package func send(_ request: HTTPRequest) async throws(AdapterFailure) -> HTTPResponse {
    if Task.isCancelled { throw CurlMailbox.cancelled }
    try HTTPRequestCheck.check(request)
    let address = try HTTPAddress(request.url)
    return try await outcome(of: request, at: address).get()
  }

  package func close() async { await mailbox.close() }

  /// What is waiting, in flight and held.
  package var census: CurlMailbox.Census { mailbox.census }

  private func outcome(of request: HTTPRequest, at address: HTTPAddress) async -> CurlMailbox.Outcome {
    let (mailbox, configuration) = (mailbox, configuration)
    let ticket = mailbox.ticket()
    defer { mailbox.forget(ticket) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let submission = CurlMailbox.Submission(
          ticket: ticket, request: request, address: address, continuation: continuation)
        mailbox.submit(submission) { wake in CurlLoop.run(configuration, mailbox: mailbox, wake: wake) }
      }
    } onCancel: {
      mailbox.cancel(ticket)
    }
  }
}

import CCurl
import EvalSchema

/// The life of a transport's transfers: starts them, waits for them, ends them.
///
/// Confined to one thread, which sleeps in `poll`. Whatever leaves `submissions` is resumed there and then, so that
/// every request has exactly one outcome.
final class CurlLoop {
  /// Bounds of the loop.
  struct Configuration: Sendable {
    var settings = CurlTransfer.Settings()
    /// Most requests in flight.
    var capacity: Int
    /// Most handles that are kept for later requests.
    var idleHandles = 256
  }

  /// Requests that the gate has let through since the loop looked last.
  private final class Opened {
    var tickets: [UInt64] = []
  }

  private let configuration: Configuration
  private let mailbox: CurlMailbox
  private let sockets: CurlSockets
  /// libcurl's handle of all transfers; nil when libcurl has no memory.
  private let multi: UnsafeMutableRawPointer?
  private var gate: AdmissionGate
  private let opened = Opened()
  private var submissions: [UInt64: CurlMailbox.Submission] = [:]
  private var flights: [UInt64: (transfer: CurlTransfer, easy: UnsafeMutableRawPointer)] = [:]
  private var idle: [UnsafeMutableRawPointer] = []

  /// Makes the loop on the thread that then calls `run`; `wake` becomes readable when there is mail.
  init(_ configuration: Configuration, mailbox: CurlMailbox, wake: Int32) {
    self.configuration = configuration
    self.mailbox = mailbox
    sockets = CurlSockets(wake: wake)
    multi = curl_multi_init()
    gate = AdmissionGate(capacity: configuration.capacity)
  }

  /// Runs a loop until the transport is closed. Whoever waits for that goes on when everything is freed, the loop too.
  static func run(_ configuration: Configuration, mailbox: CurlMailbox, wake: Int32) {
    do {
      let loop = CurlLoop(configuration, mailbox: mailbox, wake: wake)
      loop.run()
    }
    mailbox.finish()
  }

  private func run() {
    if let multi {
      ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.capacity)
      _ = sockets.attach(to: multi)
    }
    while true {
      let mail = mailbox.take()
      accept(mail)
      if mail.isClosing { break }
      admit()
      let milliseconds = keepTime()
      collect()
      for ticket in opened.tickets { gate.opened(ticket) }
      opened.tickets.removeAll(keepingCapacity: true)
      if admit() { continue }
      let census = CurlMailbox.Census(
        waiting: gate.waitingCount, inFlight: flights.count, handles: flights.count + idle.count)
      let pause = mailbox.maySleep(census) ? milliseconds : 0
      sockets.wait(pause) { socket, events in act(socket, events) }
    }
    for ticket in submissions.keys.sorted() { abandon(ticket) }
    for easy in idle { curl_easy_cleanup(easy) }
    idle = []
    if let multi { curl_multi_cleanup(multi) }
  }

  /// Runs what libcurl has timers for, which new transfers have as well; returns milliseconds until the next one.
  private func keepTime() -> Int {
    guard let multi else { return 60_000 }
    var milliseconds = 0
    guard curl_multi_timeout(multi, &milliseconds) == CURLM_OK, milliseconds == 0 else {
      return milliseconds < 0 ? 60_000 : milliseconds
    }
    act(ccurl_no_socket, 0)
    guard curl_multi_timeout(multi, &milliseconds) == CURLM_OK else { return 60_000 }
    return milliseconds < 0 ? 60_000 : milliseconds
  }

  private func act(_ socket: Int32, _ events: Int32) {
    guard let multi else { return }
    var running: Int32 = 0
    let code = curl_multi_socket_action(multi, socket, events, &running)
    if code != CURLM_OK, code != CURLM_BAD_SOCKET { failAll(code) }
  }
}

// MARK: - Requests

extension CurlLoop {
  private func accept(_ mail: CurlMailbox.Mail) {
    for submission in mail.submissions {
      submissions[submission.ticket] = submission
      gate.enqueue(submission.ticket, to: submission.address.origin)
    }
    for ticket in mail.cancelled { abandon(ticket) }
  }

  /// Starts what may start; whether anything did.
  @discardableResult
  private func admit() -> Bool {
    var isAny = false
    while let ticket = gate.next() {
      isAny = true
      start(ticket)
    }
    return isAny
  }

  private func start(_ ticket: UInt64) {
    guard let submission = submissions[ticket] else { return gate.ended(ticket) }
    let opened = opened
    let transfer = CurlTransfer(
      ticket: ticket, request: submission.request, address: submission.address, settings: configuration.settings
    ) { opened.tickets.append($0) }
    guard let multi, let easy = idle.popLast() ?? curl_easy_init() else {
      return settle(ticket, transfer.outcome(CURLE_OUT_OF_MEMORY))
    }
    let code = transfer.configure(easy)
    guard code == CURLE_OK else {
      recycle(easy)
      return settle(ticket, transfer.outcome(code))
    }
    guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
      recycle(easy)
      return settle(ticket, transfer.outcome(CURLE_FAILED_INIT))
    }
    flights[ticket] = (transfer, easy)
  }

  /// Takes what libcurl has finished.
  private func collect() {
    guard let multi else { return }
    var easy: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while ccurl_next_finished(multi, &easy, &code) == 1 {
      var context: UnsafeMutableRawPointer?
      guard let easy, ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else { continue }
      let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      settle(transfer.ticket, transfer.outcome(code))
    }
  }

  /// Gives a request its outcome, and frees what it held.
  private func settle(_ ticket: UInt64, _ outcome: CurlMailbox.Outcome) {
    if let flight = flights.removeValue(forKey: ticket) {
      if let multi { curl_multi_remove_handle(multi, flight.easy) }
      recycle(flight.easy)
    }
    gate.ended(ticket)
    guard let submission = submissions.removeValue(forKey: ticket) else { return }
    submission.continuation.resume(returning: outcome)
  }

  /// Gives a request up, wherever it is.
  private func abandon(_ ticket: UInt64) {
    guard submissions[ticket] != nil else { return }
    _ = gate.withdraw(ticket)
    settle(ticket, .failure(CurlMailbox.cancelled))
  }

  /// libcurl itself is broken: nothing that is in flight will end by itself.
  private func failAll(_ code: CURLMcode) {
    let words = curl_multi_strerror(code).map { String(cString: $0) } ?? ""
    let failure = AdapterFailure(
      kind: .network, message: "the HTTP engine failed: \(words) (libcurl multi \(code.rawValue))")
    for ticket in flights.keys.sorted() { settle(ticket, .failure(failure)) }
  }

  /// Keeps a handle for later, without what it was set to.
  private func recycle(_ easy: UnsafeMutableRawPointer) {
    guard idle.count < configuration.idleHandles else { return curl_easy_cleanup(easy) }
    curl_easy_reset(easy)
    idle.append(easy)
  }
}

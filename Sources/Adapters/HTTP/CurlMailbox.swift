import CCurl
import CPlatform
import EvalSchema

/// Hands requests from tasks to the one thread that owns libcurl's handles, and wakes it.
///
/// Every continuation has one owner at a time: the task hands it to the mailbox, the mailbox to the thread, and whoever
/// owns it last resumes it. Cancelling only leaves a note.
package final class CurlMailbox: Sendable {
  /// What a request came to.
  typealias Outcome = Result<HTTPResponse, AdapterFailure>

  /// A request on its way.
  struct Submission: Sendable {
    /// Its number in this transport.
    var ticket: UInt64
    var request: HTTPRequest
    var address: HTTPAddress
    /// Who waits.
    var continuation: CheckedContinuation<Outcome, Never>
  }

  /// What has arrived since the thread looked last.
  struct Mail: Sendable {
    var submissions: [Submission] = []
    /// Tickets whose tasks do not wait any more; each was submitted.
    var cancelled: [UInt64] = []
    var isClosing = false

    /// Whether there is nothing to do about it, the wish to close included: a thread that slept over it would sleep on.
    var isEmpty: Bool { submissions.isEmpty && cancelled.isEmpty && !isClosing }
  }

  /// What the thread holds: for tests, which count what is left.
  package struct Census: Sendable, Hashable {
    package var waiting = 0
    package var inFlight = 0
    package var handles = 0

    package init(waiting: Int = 0, inFlight: Int = 0, handles: Int = 0) {
      (self.waiting, self.inFlight, self.handles) = (waiting, inFlight, handles)
    }
  }

  private enum Phase {
    case idle, running, finished
  }

  private struct State {
    var phase = Phase.idle
    var lastTicket: UInt64 = 0
    var mail = Mail()
    /// Tickets that were cancelled before or while they were submitted.
    var notes: Set<UInt64> = []
    var closers: [CheckedContinuation<Void, Never>] = []
    /// The pipe that wakes the thread; -1 before it runs and after it ended.
    var readEnd: Int32 = -1
    var writeEnd: Int32 = -1
    /// Whether the thread looks at the mail before it sleeps again.
    var isAwake = false
    var census = Census()

    mutating func wake() {
      guard !isAwake, writeEnd >= 0 else { return }
      isAwake = true
      var byte: UInt8 = 0
      _ = withUnsafeBytes(of: &byte) { Descriptor.write(writeEnd, $0) }  // A full pipe wakes as well.
    }
  }

  private let state = Locked(State())

  /// libcurl's global state, set up once in the life of the process.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  static let cancelled = AdapterFailure(kind: .cancelled, message: "the request was cancelled")
  private static let closed = AdapterFailure(kind: .cancelled, message: "the transport is closed")

  /// A number for a request.
  func ticket() -> UInt64 {
    state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
  }

  /// Hands a request over, and starts the thread with the first one.
  func submit(_ submission: Submission, thread: @Sendable @escaping (Int32) -> Void) {
    let refusal: AdapterFailure? = state.withLock { state in
      if state.notes.contains(submission.ticket) { return Self.cancelled }
      if state.mail.isClosing || state.phase == .finished { return Self.closed }
      if state.phase == .idle, let reason = Self.start(&state, thread) {
        return AdapterFailure(kind: .network, message: "the HTTP engine cannot start: \(reason)")
      }
      state.mail.submissions.append(submission)
      state.wake()
      return nil
    }
    if let refusal { submission.continuation.resume(returning: .failure(refusal)) }
  }

  /// Leaves the note that nobody waits for a ticket any more. Never waits.
  func cancel(_ ticket: UInt64) {
    state.withLock { state in
      state.notes.insert(ticket)
      guard state.phase == .running else { return }
      state.mail.cancelled.append(ticket)
      state.wake()
    }
  }

  /// Forgets the note, when the task has its outcome.
  func forget(_ ticket: UInt64) {
    state.withLock { _ = $0.notes.remove(ticket) }
  }

  /// Asks the thread to end everything. Never waits.
  func requestClose() {
    state.withLock { state in
      state.mail.isClosing = true
      state.wake()
    }
  }

  /// Asks the thread to end everything, and waits until it did.
  func close() async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        state.mail.isClosing = true
        if state.phase != .running { return true }
        state.closers.append(continuation)
        state.wake()
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  /// What the thread held when it slept last.
  var census: Census { state.withLock { $0.census } }
}

// MARK: - For the thread

extension CurlMailbox {
  /// Takes what has arrived.
  func take() -> Mail {
    state.withLock { state in
      let mail = state.mail
      state.mail.submissions = []
      state.mail.cancelled = []
      return mail
    }
  }

  /// Whether the thread may sleep: there is no mail, and the next piece of it will wake it.
  func maySleep(_ census: Census) -> Bool {
    state.withLock { state in
      state.census = census
      state.isAwake = !state.mail.isEmpty
      return !state.isAwake
    }
  }

  /// The last act: nothing is owned any more.
  func finish() {
    let (left, closers) = state.withLock { state in
      state.phase = .finished
      Descriptor.shut(&state.readEnd)
      Descriptor.shut(&state.writeEnd)
      state.census = Census()
      defer {
        state.mail.submissions = []
        state.closers = []
      }
      return (state.mail.submissions, state.closers)
    }
    for submission in left { submission.continuation.resume(returning: .failure(Self.closed)) }
    for closer in closers { closer.resume() }
  }

  /// Makes the pipe and the thread; returns the reason when that fails.
  private static func start(_ state: inout State, _ body: @Sendable @escaping (Int32) -> Void) -> String? {
    guard isReady else { return "libcurl cannot be set up" }
    var ends: [Int32] = [-1, -1]
    let error = cplatform_pipe(&ends)
    guard error == 0 else { return Descriptor.reason(error) }
    let readEnd = ends[0]
    let box = Unmanaged.passRetained(ThreadBody { body(readEnd) })
    let failure = cplatform_start_thread(
      { context in
        guard let context else { return }
        Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      }, box.toOpaque())
    guard failure == 0 else {
      box.release()
      for end in ends { _ = Descriptor.close(end) }
      return Descriptor.reason(failure)
    }
    cplatform_ignore_sigpipe()
    state.phase = .running
    (state.readEnd, state.writeEnd) = (ends[0], ends[1])
    state.isAwake = true
    return nil
  }
}

/// What a thread runs, as an object that C can carry.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @Sendable @escaping () -> Void) { self.run = run }
}

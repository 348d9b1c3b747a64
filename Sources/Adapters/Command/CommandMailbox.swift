import CPlatform
import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Hands requests from tasks to the one thread that owns the processes, and wakes it.
///
/// Every continuation has one owner at a time: the task hands it to the mailbox, the mailbox to the thread, and whoever
/// owns it last resumes it. Cancelling only leaves a note.
final class CommandMailbox: Sendable {
  /// What a request came to: the line of its answer, or its failure.
  typealias Outcome = Result<[UInt8], AdapterFailure>

  /// A request on its way.
  struct Submission: Sendable {
    /// Its number in this process.
    var ticket: UInt64
    /// Its id on the wire.
    var id: String
    /// Its line with the line feed.
    var line: [UInt8]
    /// Seconds that it may take.
    var timeout: Double
    /// Who waits.
    var continuation: CheckedContinuation<Outcome, Never>
  }

  /// What has arrived since the thread looked last.
  struct Mail: Sendable {
    var submissions: [Submission] = []
    /// Tickets whose tasks do not wait any more; a ticket may come before its submission.
    var cancelled: Set<UInt64> = []
    var isClosing = false
  }

  private enum Phase {
    case idle, running, finished
  }

  private struct State {
    var phase = Phase.idle
    var lastTicket: UInt64 = 0
    var mail = Mail()
    var closers: [CheckedContinuation<Void, Never>] = []
    /// The pipe that wakes the thread; -1 before it runs and after it ended.
    var readEnd: Int32 = -1
    var writeEnd: Int32 = -1

    func wake() {
      guard writeEnd >= 0 else { return }
      var byte: UInt8 = 0
      _ = write(writeEnd, &byte, 1)  // A full pipe wakes as well.
    }
  }

  private let state = Locked(State())

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
      if state.mail.isClosing || state.phase == .finished {
        return AdapterFailure(kind: .cancelled, message: "the adapter is closed")
      }
      if state.phase == .idle, let error = Self.start(&state, thread) {
        return AdapterFailure(kind: .overloaded, message: "cannot start a thread: \(Descriptor.reason(error))")
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
      state.mail.cancelled.insert(ticket)
      state.wake()
    }
  }

  /// Forgets the note, when the task has its outcome.
  func forget(_ ticket: UInt64) {
    state.withLock { _ = $0.mail.cancelled.remove(ticket) }
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

  /// For the thread: takes what has arrived. Notes of cancelled tickets stay until they are forgotten.
  func take() -> Mail {
    state.withLock { state in
      let mail = state.mail
      state.mail.submissions = []
      return mail
    }
  }

  /// For the thread, as its last act: nothing is owned any more.
  func finish() {
    let (left, closers) = state.withLock { state in
      state.phase = .finished
      _ = Descriptor.close(state.readEnd)
      _ = Descriptor.close(state.writeEnd)
      (state.readEnd, state.writeEnd) = (-1, -1)
      defer {
        state.mail.submissions = []
        state.closers = []
      }
      return (state.mail.submissions, state.closers)
    }
    for submission in left {
      submission.continuation.resume(
        returning: .failure(AdapterFailure(kind: .cancelled, message: "the adapter is closed")))
    }
    for closer in closers { closer.resume() }
  }

  /// Makes the pipe and the thread; returns an errno value on failure.
  private static func start(_ state: inout State, _ body: @Sendable @escaping (Int32) -> Void) -> Int32? {
    var ends: [Int32] = [-1, -1]
    let error = cplatform_pipe(&ends)
    guard error == 0 else { return error }
    let readEnd = ends[0]
    let box = Unmanaged.passRetained(ThreadBody { body(readEnd) })
    let failure = cplatform_start_thread(
      { context in
        guard let context else { return }
        Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      }, box.toOpaque())
    guard failure == 0 else {
      box.release()
      _ = Descriptor.close(ends[0])
      _ = Descriptor.close(ends[1])
      return failure
    }
    cplatform_ignore_sigpipe()
    state.phase = .running
    (state.readEnd, state.writeEnd) = (ends[0], ends[1])
    return nil
  }
}

/// What a thread runs, as an object that C can carry.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @Sendable @escaping () -> Void) { self.run = run }
}

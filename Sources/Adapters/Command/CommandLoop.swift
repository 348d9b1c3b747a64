import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The life of an adapter's processes: starts them, feeds them, hears them, ends them.
///
/// Confined to one thread, which sleeps in `poll`. Whatever leaves `waiting` is resumed there and then, so that every request
/// has exactly one outcome.
final class CommandLoop {
  /// How the processes are used.
  struct Configuration: Sendable {
    var program: CommandProgram
    var mode: CommandMode
    var workers: Int
    /// Most bytes of an answer.
    var lineLimit: Int
    /// How long a process may take to end when it is asked to.
    var grace: Duration = .seconds(1)
    /// How long a process that closed a pipe may take to end by itself, so that its exit status is known.
    var lastWords: Duration = .milliseconds(250)
  }

  private struct Waiting {
    var submission: CommandMailbox.Submission
    var deadline: ContinuousClock.Instant
    var child: Int32
    /// How many lines the process had answered when it got the request.
    var answersBefore: Int
  }

  let configuration: Configuration
  private let mailbox: CommandMailbox
  private var waiting: [UInt64: Waiting] = [:]
  private var children: [Int32: CommandChild] = [:]
  private var isClosing = false

  /// Makes the loop; `run` then is the thread.
  init(_ configuration: Configuration, mailbox: CommandMailbox) {
    self.configuration = configuration
    self.mailbox = mailbox
  }

  /// Runs until the adapter is closed and every process is gone.
  func run(wake: Int32) {
    while true {
      accept(mailbox.take())
      expire(at: .now)
      if isClosing, children.isEmpty {
        mailbox.finish()
        return
      }
      serve(wake: wake)
    }
  }
}

// MARK: - Requests

extension CommandLoop {
  private func accept(_ mail: CommandMailbox.Mail) {
    if mail.isClosing, !isClosing { beginClosing() }
    for submission in mail.submissions {
      if isClosing || mail.cancelled.contains(submission.ticket) {
        submission.continuation.resume(returning: .failure(Self.cancelled))
      } else {
        assign(submission, deadline: .now + .seconds(min(max(submission.timeout, 0), 1e9)))
      }
    }
    for ticket in mail.cancelled where waiting[ticket] != nil { abandon(ticket, Self.cancelled) }
  }

  private static let cancelled = AdapterFailure(kind: .cancelled, message: "the request was cancelled")

  /// Gives a request to a process.
  private func assign(_ submission: CommandMailbox.Submission, deadline: ContinuousClock.Instant) {
    let child: CommandChild
    do throws(AdapterFailure) {
      child = try process(for: submission.id)
    } catch {
      submission.continuation.resume(returning: .failure(error))
      return
    }
    child.tickets[submission.id] = submission.ticket
    waiting[submission.ticket] = Waiting(
      submission: submission, deadline: deadline, child: child.pid, answersBefore: child.answers)
    child.send(submission.line, ticket: submission.ticket)
    noticeClosedInput(of: child)
  }

  /// The process that shall answer: a new one, or the worker with the least to do.
  private func process(for id: String) throws(AdapterFailure) -> CommandChild {
    if configuration.mode == .worker {
      let workers = children.values.filter(\.isServing)
      let free = workers.filter { $0.tickets[id] == nil }.min {
        ($0.tickets.count, $0.pid) < ($1.tickets.count, $1.pid)
      }
      if let free, free.tickets.isEmpty || workers.count >= configuration.workers { return free }
      if workers.count >= configuration.workers {
        throw AdapterFailure(kind: .badRequest, message: "the request \"\(id)\" is already being answered")
      }
    }
    let child = try CommandChild(
      configuration.program, lineLimit: configuration.lineLimit, endsInput: configuration.mode == .once)
    children[child.pid] = child
    return child
  }

  /// Gives a request its outcome.
  private func settle(_ ticket: UInt64, _ outcome: CommandMailbox.Outcome) {
    guard let request = waiting.removeValue(forKey: ticket) else { return }
    children[request.child]?.tickets[request.submission.id] = nil
    request.submission.continuation.resume(returning: outcome)
  }

  private func settle(_ ticket: UInt64, _ kind: FailureKind, _ message: String) {
    settle(ticket, .failure(AdapterFailure(kind: kind, message: message)))
  }

  /// Gives a request up, before its process has answered.
  private func abandon(_ ticket: UInt64, _ failure: AdapterFailure) {
    guard let request = waiting[ticket], let child = children[request.child] else { return }
    settle(ticket, .failure(failure))
    switch configuration.mode {
    case .once: terminate(child)
    case .worker: if !child.withdraw(ticket) { child.abandoned.insert(request.submission.id) }
    }
  }

  /// What to do when time has passed.
  private func expire(at now: ContinuousClock.Instant) {
    for (ticket, request) in waiting.filter({ $0.value.deadline <= now }).sorted(by: { $0.key < $1.key }) {
      guard waiting[ticket] != nil, let child = children[request.child] else { continue }
      let seconds = request.submission.timeout
      let isStuck = configuration.mode == .worker && child.answers == request.answersBefore
      let what = child.answer == nil ? "no answer" : "the program answered but did not end"
      child.readErrors()
      let message = "\(what) within \(seconds) s\(child.complaint(configuration.program.redaction))"
      abandon(ticket, AdapterFailure(kind: .timeout, message: message))
      if isStuck {
        fail(child, .server, "the worker was stopped, because it had answered nothing for \(seconds) s")
        terminate(child)
      }
    }
    for child in children.values.sorted(by: { $0.pid < $1.pid }) {
      switch child.phase {
      case .ending(let until) where until <= now:
        child.readErrors()
        let complaint = child.complaint(configuration.program.redaction)
        fail(child, .server, "the worker closed its pipes without ending\(complaint)")
        terminate(child)
      case .terminating(let until) where until <= now: child.kill(until: now + .seconds(5))
      case .killed(let until) where until <= now:
        child.closeAll()  // Not even SIGKILL reached it: it hangs in the kernel, and we do not hang with it.
        children[child.pid] = nil
      default: break
      }
    }
  }

  private func beginClosing() {
    isClosing = true
    for ticket in waiting.keys.sorted() { abandon(ticket, Self.cancelled) }
    for child in children.values {
      guard case .serving = child.phase else { continue }
      child.closeInput()
      if configuration.mode == .once {
        terminate(child)
      } else {
        child.phase = .ending(until: .now + configuration.grace)
      }
    }
  }
}

// MARK: - Processes

extension CommandLoop {
  private func terminate(_ child: CommandChild) { child.terminate(until: .now + configuration.grace) }

  /// Fails every request of a process; what it never saw goes to another one.
  private func fail(_ child: CommandChild, _ kind: FailureKind, _ message: String, blaming culprit: UInt64? = nil) {
    var unseen: [Waiting] = []
    for ticket in child.tickets.values.sorted() {
      if child.withdraw(ticket), let request = waiting.removeValue(forKey: ticket) {
        child.tickets[request.submission.id] = nil
        unseen.append(request)
      } else if culprit == nil || ticket == culprit {
        settle(ticket, kind, message)
      } else {
        settle(ticket, .server, "the worker was stopped for another request: \(message)")
      }
    }
    // Out of service before anything is handed on, so that it does not come back here.
    if case .serving = child.phase { child.phase = .ending(until: .now) }
    for request in unseen { assign(request.submission, deadline: request.deadline) }
  }

  /// A process that broke the protocol cannot be understood any more: it is stopped, and its requests fail.
  private func stop(_ child: CommandChild, _ kind: FailureKind, _ message: String, blaming culprit: UInt64? = nil) {
    fail(child, kind, message, blaming: culprit)
    terminate(child)
  }

  private func noticeClosedInput(of child: CommandChild) {
    guard configuration.mode == .worker, child.input < 0, case .serving = child.phase else { return }
    child.phase = .ending(until: .now + configuration.lastWords)
  }

  private func hear(_ child: CommandChild) -> Bool {
    let reading = child.readOutput()
    for event in reading.events {
      if case .terminating = child.phase { return false }
      if case .killed = child.phase { return false }
      switch event {
      case .line(let line) where line.isBlank: break
      case .line(let line): hear(line, from: child)
      case .tooLong(let beginning):
        let limit = configuration.lineLimit
        stop(child, .tooLarge, "the answer is longer than \(limit) bytes", blaming: culprit(of: beginning, child))
      }
    }
    if child.output < 0, configuration.mode == .worker, case .serving = child.phase {
      child.phase = .ending(until: .now + configuration.lastWords)
    }
    return reading.hasMore
  }

  private func hear(_ line: [UInt8], from child: CommandChild) {
    let quote = configuration.program.redaction.quote(line)
    if configuration.mode == .once {
      if child.answer == nil {
        child.answer = line
      } else {
        stop(child, .malformedResponse, "the program wrote a second line: \(quote)")
      }
      return
    }
    let advice = "standard output is for answers only"
    do {
      guard let id = try WireAnswer.Identity.of(line).id else {
        stop(child, .malformedResponse, "the worker wrote a line without `id`: \(quote); \(advice)")
        return
      }
      if let ticket = child.tickets[id] {
        child.answers += 1
        settle(ticket, .success(line))
      } else if child.abandoned.remove(id) != nil {
        child.answers += 1
      } else {
        stop(child, .malformedResponse, "the worker answered an id that nobody asked: \(quote)")
      }
    } catch {
      stop(child, .malformedResponse, "the worker wrote a line that is no answer: \(quote); \(advice)")
    }
  }

  /// The request whose answer begins so: the only one in flight, or the only one whose id stands there.
  private func culprit(of beginning: [UInt8], _ child: CommandChild) -> UInt64? {
    if child.tickets.count == 1 { return child.tickets.values.first }
    let named = child.tickets.filter { beginning.firstRange(of: Array("\"\($0.key)\"".utf8)) != nil }
    return named.count == 1 ? named.values.first : nil
  }

  /// Hears the last of a process that has ended, and draws the conclusions.
  private func bury(_ child: CommandChild) {
    var turns = 2 + configuration.lineLimit >> 20
    while turns > 0, hear(child) { turns -= 1 }
    child.readErrors()
    let end = child.reap()
    children[child.pid] = nil
    let complaint = child.complaint(configuration.program.redaction)
    switch configuration.mode {
    case .worker: fail(child, .server, "the worker \(end.description)\(complaint)")
    case .once:
      guard let (id, ticket) = child.tickets.first else { return }
      if child.answer == nil, let rest = child.unfinishedLine(), !rest.isBlank { child.answer = rest }
      let outcome = OnceConclusion.outcome(
        answer: child.answer, id: id, end: end, complaint: complaint, redaction: configuration.program.redaction)
      settle(ticket, outcome)
    }
  }
}

// MARK: - Waiting

extension CommandLoop {
  private enum Pipe { case input, output, errors, exit }

  /// Sleeps until something happens, and does what it calls for.
  private func serve(wake: Int32) {
    var polls = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
    var owners: [(pid: Int32, pipe: Pipe)] = []
    func watch(_ descriptor: Int32, _ events: Int32, _ pid: Int32, _ pipe: Pipe) {
      guard descriptor >= 0 else { return }
      polls.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
      owners.append((pid, pipe))
    }
    for child in children.values {
      watch(child.output, POLLIN, child.pid, .output)
      watch(child.errors, POLLIN, child.pid, .errors)
      if child.hasOutgoing { watch(child.input, POLLOUT, child.pid, .input) }
      watch(child.exitHandle, POLLIN, child.pid, .exit)
    }
    let ready = poll(&polls, nfds_t(polls.count), sleep(at: .now))
    if ready > 0, polls[0].revents != 0 { empty(wake) }
    if ready > 0 {
      for (owner, entry) in zip(owners, polls.dropFirst()) where entry.revents != 0 {
        guard let child = children[owner.pid] else { continue }
        switch owner.pipe {
        case .output: _ = hear(child)
        case .errors: child.readErrors()
        case .input:
          child.flush()
          noticeClosedInput(of: child)
        case .exit: bury(child)
        }
      }
    }
    for child in children.values where child.exitHandle < 0 && child.hasEnded { bury(child) }
  }

  /// Milliseconds until the next deadline; where nothing tells of a process's end, we look for it every 20.
  private func sleep(at now: ContinuousClock.Instant) -> Int32 {
    var next = waiting.values.lazy.map(\.deadline).min()
    for child in children.values {
      switch child.phase {
      case .serving: break
      case .ending(let until), .terminating(let until), .killed(let until): next = min(next ?? until, until)
      }
    }
    let limit: Int32 = children.values.contains { $0.exitHandle < 0 } ? 20 : -1
    guard let next else { return limit }
    let (seconds, attoseconds) = (next - now).components
    guard seconds < 1_000_000 else { return limit }
    let milliseconds = Int32(max(0, seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    return limit < 0 ? milliseconds : min(limit, milliseconds)
  }

  private func empty(_ wake: Int32) {
    withUnsafeTemporaryAllocation(byteCount: 1_024, alignment: 1) { buffer in
      while read(wake, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}

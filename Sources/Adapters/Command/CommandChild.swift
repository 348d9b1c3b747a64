import CPlatform
import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One process of a program with our ends of its pipes; owned by the adapter's thread.
final class CommandChild {
  /// A line on its way into the process.
  struct Outgoing {
    var ticket: UInt64
    var line: [UInt8]
    var sent = 0
  }

  /// How far the process is on its way out.
  enum Phase {
    /// It answers.
    case serving
    /// It should end by itself until then.
    case ending(until: ContinuousClock.Instant)
    /// Its group got SIGTERM, and SIGKILL comes then.
    case terminating(until: ContinuousClock.Instant)
    /// Its group got SIGKILL; then it is given up.
    case killed(until: ContinuousClock.Instant)
  }

  /// How the process ended.
  struct End {
    var code: Int32
    var signal: Int32

    /// In words.
    var description: String { signal != 0 ? "was ended by signal \(signal)" : "ended with exit status \(code)" }
  }

  /// The process and its group.
  let pid: Int32
  private(set) var input: Int32
  private(set) var output: Int32
  private(set) var errors: Int32
  private(set) var exitHandle: Int32

  var phase = Phase.serving
  /// Requests that it has to answer: tickets by id.
  var tickets: [String: UInt64] = [:]
  /// Ids whose answer nobody waits for any more.
  var abandoned: Set<String> = []
  /// How many lines it answered.
  var answers = 0
  /// In mode `once`, its answer, which counts when it has ended.
  var answer: [UInt8]?
  /// Whether its input is closed when everything is written.
  let endsInput: Bool

  private var outbox: [Outgoing] = []
  private var splitter: LineSplitter
  private var tail = BoundedTail()

  /// Most bytes taken in one turn, so that one process cannot keep the thread to itself.
  private static let turnBytes = 1 << 20

  /// Starts the program; throws `overloaded` when the system has no room, else `bad-request`.
  init(_ program: CommandProgram, lineLimit: Int, endsInput: Bool) throws(AdapterFailure) {
    var child = cplatform_child()
    let error = Self.withCStrings(program.arguments) { arguments in
      Self.withCStrings(program.environment) { environment in
        cplatform_spawn(program.path, arguments, environment, program.directory, &child)
      }
    }
    guard error == 0 else {
      let full: Set<Int32> = [EAGAIN, EMFILE, ENFILE, ENOMEM]
      throw AdapterFailure(
        kind: full.contains(error) ? .overloaded : .badRequest,
        message: "cannot start \"\(program.path)\": \(Descriptor.reason(error))")
    }
    pid = child.pid
    input = child.input
    output = child.output
    errors = child.errors
    exitHandle = child.exit_handle
    splitter = LineSplitter(limit: lineLimit)
    self.endsInput = endsInput
  }

  /// Whether it takes requests.
  var isServing: Bool {
    guard case .serving = phase else { return false }
    return input >= 0 && output >= 0
  }

  /// Whether there is something to write.
  var hasOutgoing: Bool { input >= 0 && !outbox.isEmpty }

  /// What it last said on its standard error.
  func complaint(_ redaction: SecretRedaction) -> String {
    let text = redaction.text(tail.content)
    return text.utf8.allSatisfy { $0 <= 0x20 } ? "; standard error is empty" : "; standard error: \(text)"
  }
}

// MARK: - Writing

extension CommandChild {
  /// Queues a line and writes what the pipe takes.
  func send(_ line: [UInt8], ticket: UInt64) {
    outbox.append(Outgoing(ticket: ticket, line: line))
    flush()
  }

  /// Writes what the pipe takes. A reader that is gone ends the writing; what that means shows in its output and its end.
  func flush() {
    while input >= 0, let first = outbox.first {
      let written = first.line[first.sent...].withUnsafeBytes { Descriptor.write(input, $0) }
      if written < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN { return }
        outbox[0].sent = max(outbox[0].sent, 1)  // It was tried: the request counts as asked.
        closeInput()
        return
      }
      outbox[0].sent += written
      if outbox[0].sent == first.line.count { outbox.removeFirst() }
    }
    if endsInput, outbox.isEmpty { closeInput() }
  }

  /// Takes back a line of which nothing was written; whether that was possible.
  func withdraw(_ ticket: UInt64) -> Bool {
    guard let index = outbox.firstIndex(where: { $0.ticket == ticket && $0.sent == 0 }) else { return false }
    outbox.remove(at: index)
    return true
  }

  /// Tells the process that nothing more comes.
  func closeInput() { Descriptor.shut(&input) }
}

// MARK: - Reading

extension CommandChild {
  /// What the output brought, and whether there is more.
  struct Reading {
    var events: [LineSplitter.Event] = []
    var hasMore = false
  }

  private enum Drained { case ended, empty, more }

  /// Takes what has arrived on standard output, about a megabyte at most; closes it at its end.
  func readOutput() -> Reading {
    var reading = Reading()
    guard output >= 0 else { return reading }
    let drained = Self.drain(output, most: Self.turnBytes) { reading.events += splitter.push($0) }
    if drained == .ended { Descriptor.shut(&output) }
    reading.hasMore = drained == .more
    return reading
  }

  /// Takes what has arrived on standard error.
  func readErrors() {
    guard errors >= 0 else { return }
    if Self.drain(errors, most: Self.turnBytes, { tail.push($0) }) == .ended { Descriptor.shut(&errors) }
  }

  /// What follows the last line feed of the output, at its end.
  func unfinishedLine() -> [UInt8]? { splitter.finish() }

  /// Reads until nothing is there, or enough for one turn.
  private static func drain(_ descriptor: Int32, most: Int, _ take: (UnsafeRawBufferPointer) -> Void) -> Drained {
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      var total = 0
      while total < most {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 {
          take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          total += count
        } else if count == 0 {
          return .ended
        } else if errno == EINTR {
          continue
        } else {
          return errno == EAGAIN ? .empty : .ended
        }
      }
      return .more
    }
  }
}

// MARK: - Ending

extension CommandChild {
  /// Whether the process has ended and waits to be reaped.
  var hasEnded: Bool { cplatform_has_ended(pid) != 0 }

  /// Ends every process of the group that is left, takes the process off the system's list and closes everything.
  ///
  /// Call only when it has ended: until then its id, and that of its group, stay its own.
  func reap() -> End {
    signalGroup(SIGKILL)
    var end = End(code: -1, signal: 0)
    _ = cplatform_reap(pid, &end.code, &end.signal)
    closeAll()
    return end
  }

  /// Closes our ends and asks the group to end.
  func terminate(until: ContinuousClock.Instant) {
    if case .terminating = phase { return }
    if case .killed = phase { return }
    closePipes()
    outbox = []
    signalGroup(SIGTERM)
    phase = .terminating(until: until)
  }

  /// Ends the group.
  func kill(until: ContinuousClock.Instant) {
    signalGroup(SIGKILL)
    phase = .killed(until: until)
  }

  /// Closes every descriptor.
  func closeAll() {
    closePipes()
    Descriptor.shut(&exitHandle)
  }

  private func closePipes() {
    Descriptor.shut(&input)
    Descriptor.shut(&output)
    Descriptor.shut(&errors)
  }

  private func signalGroup(_ signal: Int32) { _ = cplatform_kill_group(pid, signal) }

  /// Texts as the null-terminated array of C strings that C wants.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}

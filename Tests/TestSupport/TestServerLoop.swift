#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The thread of a test server.
///
/// `@unchecked Sendable` holds because it is handed to its thread and used nowhere else; the log has a lock of its own.
final class TestServerLoop: @unchecked Sendable {
  private struct Connection {
    var number: Int
    var input: [UInt8] = []
    var output: [UInt8] = []
    /// How much of `output` is written.
    var written = 0
    var steps: ArraySlice<TestServer.Reply.Step> = []
    var turn = 0
    /// When the pause is over.
    var until: ContinuousClock.Instant?
    /// How many requests the server must have got before it goes on.
    var quorum = 0
    var isSilent = false
    /// Whether the other side will send no more.
    var isEnded = false
  }

  private let listener: Int32
  private let wake: Int32
  private let script: TestServer.Script
  private let log: Guarded<TestServer.Log>
  private var connections: [Int32: Connection] = [:]
  private var accepted = 0
  private var served = 0

  init(listener: Int32, wake: Int32, script: @escaping TestServer.Script, log: Guarded<TestServer.Log>) {
    self.listener = listener
    self.wake = wake
    self.script = script
    self.log = log
  }

  /// Serves until a byte arrives at `wake`.
  func run() {
    var polled: [pollfd] = []
    while true {
      polled.removeAll(keepingCapacity: true)
      polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0))
      polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
      var next: ContinuousClock.Instant?
      for (descriptor, connection) in connections {
        let isWriting = connection.written < connection.output.count
        let events = (connection.isEnded ? 0 : POLLIN) | (isWriting ? POLLOUT : 0)
        polled.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
        if let until = connection.until { next = min(next ?? until, until) }
      }
      _ = poll(&polled, nfds_t(polled.count), milliseconds(until: next))
      if polled[0].revents != 0 { break }
      for entry in polled.dropFirst(2) where entry.revents != 0 { hear(entry.fd) }
      let now = ContinuousClock.now
      for (descriptor, connection) in connections {
        if let until = connection.until, until <= now {
          connections[descriptor]?.until = nil
          advance(descriptor)
        } else if connection.quorum > 0, served >= connection.quorum {
          advance(descriptor)
        }
      }
      if polled[1].revents != 0 { acceptAll() }
    }
    for descriptor in connections.keys { _ = close(descriptor) }
    _ = close(listener)
    _ = close(wake)
    log.withLock { $0.open = 0 }
  }

  private func milliseconds(until instant: ContinuousClock.Instant?) -> Int32 {
    guard let instant else { return -1 }
    return Int32(max(0, min(1000, ((instant - .now) / .milliseconds(1)).rounded(.up))))
  }

  private func acceptAll() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      TestServer.prepare(descriptor)
      var on: Int32 = 1
      _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      connections[descriptor] = Connection(number: accepted)
      accepted += 1
      note()
    }
  }

  private func note() {
    let (accepted, open) = (accepted, connections.count)
    log.withLock { log in
      log.accepted = accepted
      log.open = open
      log.mostOpen = max(log.mostOpen, open)
    }
  }

  private func hear(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while connections[descriptor]?.isEnded == false {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 {
        connections[descriptor]?.input += buffer[..<count]
      } else if count == 0 {
        connections[descriptor]?.isEnded = true
      } else if errno == EINTR {
        continue
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        break
      } else {
        return drop(descriptor)
      }
    }
    advance(descriptor)
  }

  /// Writes, takes the next step or the next request, until there is nothing to do.
  private func advance(_ descriptor: Int32) {
    while let connection = connections[descriptor], connection.until == nil, connection.quorum <= served {
      guard flush(descriptor) else { return }
      if connection.isSilent {
        if connection.isEnded { drop(descriptor) }
        return
      }
      if let step = connection.steps.first {
        connections[descriptor]?.steps.removeFirst()
        take(step, descriptor)
      } else if !answer(descriptor) {
        if connection.isEnded { drop(descriptor) }
        return
      }
    }
  }

  /// Writes what is to be written; whether all of it went out.
  private func flush(_ descriptor: Int32) -> Bool {
    guard let connection = connections[descriptor], connection.written < connection.output.count else { return true }
    var written = connection.written
    while written < connection.output.count {
      let count = connection.output[written...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        connections[descriptor]?.written = written
        return false
      } else if errno != EINTR {
        drop(descriptor)
        return false
      }
    }
    connections[descriptor]?.output = []
    connections[descriptor]?.written = 0
    return true
  }

  private func take(_ step: TestServer.Reply.Step, _ descriptor: Int32) {
    switch step {
    case .bytes(let bytes): connections[descriptor]?.output += bytes
    case .pause(let seconds): connections[descriptor]?.until = .now + .seconds(seconds)
    case .untilServed(let count): connections[descriptor]?.quorum = count
    case .silence: connections[descriptor]?.isSilent = true
    case .close: drop(descriptor)
    case .reset:
      var now = linger(l_onoff: 1, l_linger: 0)
      _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
      drop(descriptor)
    }
  }

  /// Takes the next request, if there is one.
  private func answer(_ descriptor: Int32) -> Bool {
    guard let connection = connections[descriptor], !connection.input.isEmpty else { return false }
    switch TestServer.read(connection.input) {
    case .unfinished: return false
    case .violation(let reason):
      log.withLock { $0.violations.append(reason) }
      connections[descriptor]?.input = []
      connections[descriptor]?.steps = TestServer.Reply.status(400, reason).steps + [.close]
    case .request(var request, let count):
      request.connection = connection.number
      request.turn = connection.turn
      request.number = served
      served += 1
      let noted = request
      log.withLock { log in
        log.served += 1
        if log.requests.count < 20_000 { log.requests.append(noted) }
      }
      connections[descriptor]?.input.removeFirst(count)
      connections[descriptor]?.turn += 1
      connections[descriptor]?.quorum = 0
      connections[descriptor]?.steps = script(request).steps[...]
    }
    return true
  }

  private func drop(_ descriptor: Int32) {
    guard connections.removeValue(forKey: descriptor) != nil else { return }
    note()
    _ = close(descriptor)
  }
}

#if canImport(Darwin)
  private let noSignal: Int32 = 0
#else
  private let noSignal = Int32(MSG_NOSIGNAL)
#endif

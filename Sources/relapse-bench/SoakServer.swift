#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The other side of the soak: does to each request what its path says.
///
/// `/well` is answered, `/slow` a moment later; `/reset` and `/close` end the connection unanswered, `/cut` and `/torn` in the middle of
/// the body, in order and with a reset; `/garbage` is answered with something that is not HTTP, `/silent` not at all.
struct SoakServer {
  private struct Connection {
    var number: Int
    var input: [UInt8] = []
  }

  private let listener: Int32
  private var connections: [Int32: Connection] = [:]
  private var accepted = 0
  /// Those of `/slow`, in the order of their time.
  private var waiting: [(at: ContinuousClock.Instant, descriptor: Int32, number: Int)] = []
  private var head = 0

  private static let body = String(repeating: "a", count: 600)
  private static let whole = Array("HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n\(body)".utf8)
  private static let half = Array(whole.dropLast(300))

  /// Serves until standard input ends.
  static func serve() {
    signal(SIGPIPE, SIG_IGN)
    let listener = HTTPBenchServer.listen()
    guard listener >= 0 else { return }
    var server = SoakServer(listener: listener)
    server.run()
  }

  private init(listener: Int32) { self.listener = listener }

  private mutating func run() {
    var polled: [pollfd] = []
    while true {
      polled.removeAll(keepingCapacity: true)
      polled.append(pollfd(fd: 0, events: Int16(POLLIN), revents: 0))
      polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
      for descriptor in connections.keys { polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
      _ = poll(&polled, nfds_t(polled.count), head < waiting.count ? 1 : -1)
      if polled[0].revents != 0 { return }
      for entry in polled.dropFirst(2) where entry.revents != 0 { hear(entry.fd) }
      if polled[1].revents != 0 { take() }
      let now = ContinuousClock.now
      while head < waiting.count, waiting[head].at <= now {
        let (_, descriptor, number) = waiting[head]
        head += 1
        // A descriptor that was closed and given to another connection has another number.
        if connections[descriptor]?.number == number { send(Self.whole, to: descriptor) }
      }
      if head > 10_000 {
        waiting.removeFirst(head)
        head = 0
      }
    }
  }

  private mutating func take() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
      connections[descriptor] = Connection(number: accepted)
      accepted += 1
    }
  }

  private mutating func hear(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return end(descriptor) }
    connections[descriptor]?.input.append(contentsOf: buffer[..<count])
    // A request of the soak ends with its body, two braces; it is the only one on its way on a connection.
    guard let input = connections[descriptor]?.input, input.count > 6, input.suffix(6).elementsEqual("\r\n\r\n{}".utf8)
    else { return }
    connections[descriptor]?.input.removeAll(keepingCapacity: true)
    let path = input.drop { $0 != UInt8(ascii: "/") }.dropFirst().prefix { $0 != UInt8(ascii: " ") }
    act(String(decoding: path, as: UTF8.self), on: descriptor)
  }

  private mutating func act(_ word: String, on descriptor: Int32) {
    switch word {
    case "slow": waiting.append((.now + .milliseconds(5), descriptor, connections[descriptor]?.number ?? -1))
    case "close": end(descriptor)
    case "reset": end(descriptor, resetting: true)
    case "cut":
      send(Self.half, to: descriptor)
      end(descriptor)
    case "torn":
      send(Self.half, to: descriptor)
      end(descriptor, resetting: true)
    case "garbage":
      send(Array("\u{16}\u{3}\u{1} what is this\r\n\r\n".utf8), to: descriptor)
      end(descriptor)
    case "silent": break
    default: send(Self.whole, to: descriptor)
    }
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) {
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private mutating func end(_ descriptor: Int32, resetting: Bool = false) {
    if resetting {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
    connections[descriptor] = nil
    _ = close(descriptor)
  }
}

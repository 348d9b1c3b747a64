#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small HTTP server on loopback which answers as its script says, faults included.
///
/// One thread with `poll`; it never waits anywhere else. It reads strictly, and what it cannot accept it notes as a violation.
package final class TestServer: Sendable {
  /// Answers a request; called on the server's thread.
  package typealias Script = @Sendable (Request) -> Reply

  /// What the server has seen.
  package struct Log: Sendable {
    /// The first 20,000 requests.
    package var requests: [Request] = []
    package var served = 0
    package var accepted = 0
    package var open = 0
    package var mostOpen = 0
    package var violations: [String] = []
  }

  /// Why a server could not start.
  package struct Refusal: Error {
    package var reason: String
  }

  /// The port on 127.0.0.1.
  package let port: Int
  private let wake: Int32
  let log = Guarded(Log())
  private let end = Guarded(End())

  private struct End {
    var isOver = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// The address of the server, without a path.
  package var url: String { "http://127.0.0.1:\(port)" }
  /// What the server has seen so far.
  package var seen: Log { log.withLock { $0 } }

  /// Listens on a free port, and answers from a thread of its own until it is stopped.
  package init(_ script: @escaping Script) throws {
    let (listener, port) = try Self.bound()
    var ends: [Int32] = [-1, -1]
    guard listen(listener, 4096) == 0, pipe(&ends) == 0 else {
      let reason = errno
      _ = close(listener)
      throw Refusal(reason: "listen or pipe: \(reason)")
    }
    self.port = port
    wake = ends[1]
    for descriptor in [listener] + ends { TestServer.prepare(descriptor) }
    let loop = TestServerLoop(listener: listener, wake: ends[0], script: script, log: log)
    let end = end
    let box = Unmanaged.passRetained(
      ThreadBody {
        loop.run()
        let waiting = end.withLock { state in
          state.isOver = true
          defer { state.waiting = [] }
          return state.waiting
        }
        for continuation in waiting { continuation.resume() }
      })
    guard startThread(box) else {
      box.release()
      for descriptor in [listener] + ends { _ = close(descriptor) }
      throw Refusal(reason: "no thread")
    }
  }

  /// Ends every connection and the thread, and waits until that is done. Called once.
  package func stop() async {
    var byte: UInt8 = 0
    _ = write(wake, &byte, 1)
    await withCheckedContinuation { continuation in
      let isOver = end.withLock { state in
        if !state.isOver { state.waiting.append(continuation) }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }
    _ = close(wake)
  }

  /// A socket that is bound to a free port on 127.0.0.1; without a listener it refuses every connection.
  static func bound() throws(Refusal) -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, streamSocket, 0)
    guard descriptor >= 0 else { throw Refusal(reason: "socket: \(errno)") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else {
      let reason = errno
      _ = close(descriptor)
      throw Refusal(reason: "bind: \(reason)")
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Close-on-exec, and never waits.
  static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }
}

/// A server that is gone when the test is over; the body gets it.
package func withTestServer<Value>(
  _ script: @escaping TestServer.Script, _ body: (TestServer) async throws -> Value,
  isolation: isolated (any Actor)? = #isolation
) async throws -> Value {
  let server = try TestServer(script)
  let result: Result<Value, any Error>
  do { result = .success(try await body(server)) } catch { result = .failure(error) }
  await server.stop()
  return try result.get()
}

/// What a thread runs, as an object that C can carry.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @Sendable @escaping () -> Void) { self.run = run }
}

private func startThread(_ box: Unmanaged<ThreadBody>) -> Bool {
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(
      &thread, nil,
      {
        Unmanaged<ThreadBody>.fromOpaque($0).takeRetainedValue().run(); return nil
      }, box.toOpaque())
    if let thread { pthread_detach(thread) }
    return code == 0
  #else
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    if code == 0 { pthread_detach(thread) }
    return code == 0
  #endif
}

#if canImport(Glibc)
  private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
  private let streamSocket = SOCK_STREAM
#endif

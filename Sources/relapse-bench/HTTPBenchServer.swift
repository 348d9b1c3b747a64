import Adapters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The other side of the HTTP benchmark: answers every request after the same time, with the same bytes.
struct HTTPBenchServer {
  let port: Int
  private let pid: pid_t
  /// The server ends when this is closed.
  private let leash: Int32

  /// Starts this program again as the server; nil when that fails.
  static func spawn(latency: Int, bytes: Int, isChat: Bool = false) -> HTTPBenchServer? {
    spawn(["\(latency)", "\(bytes)"] + (isChat ? ["chat"] : []))
  }

  /// Starts this program again with `http-server` and other words; nil when that fails.
  static func spawn(_ words: [String]) -> HTTPBenchServer? {
    var input: [Int32] = [-1, -1]
    var output: [Int32] = [-1, -1]
    guard pipe(&input) == 0, pipe(&output) == 0 else { return nil }
    for descriptor in [input[1], output[0]] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    let program = access("/proc/self/exe", X_OK) == 0 ? "/proc/self/exe" : CommandLine.arguments[0]
    let arguments: [String] = [program, "http-server"] + words
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var pid: pid_t = 0
    guard posix_spawn(&pid, program, &actions, nil, words, environ) == 0 else { return nil }
    _ = close(input[0])
    _ = close(output[1])
    var text = [UInt8](repeating: 0, count: 16)
    let count = read(output[0], &text, text.count)
    _ = close(output[0])
    let line = String(decoding: text.prefix(max(0, count)), as: UTF8.self).prefix { $0 != "\n" }
    guard let port = Int(line) else { return nil }
    return HTTPBenchServer(port: port, pid: pid, leash: input[1])
  }

  /// Ends the server.
  func stop() {
    _ = close(leash)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  /// Serves until standard input ends.
  static func serve(_ arguments: [String]) {
    if arguments == ["soak"] { return SoakServer.serve() }
    let numbers = arguments.compactMap { Int($0) }
    guard numbers.count == 2 else { return }
    let body = arguments.contains("chat") ? chat(numbers[1]) : String(repeating: "a", count: numbers[1])
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    var loop = Loop(latency: .milliseconds(numbers[0]), answer: Array((head + body).utf8))
    loop.run()
  }

  /// An answer of Chat Completions of about so many bytes.
  private static func chat(_ bytes: Int) -> String {
    let text = BenchSuite.answer(bytes: bytes - 330)
    return """
      {"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"bench-2026-01-01","choices":[{"index":0,\
      "message":{"role":"assistant","content":"\(text)","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":90,"completion_tokens":140,"total_tokens":230},"system_fingerprint":"fp_1"}
      """
  }
}

extension HTTPBenchServer {
  private struct Loop {
    let latency: Duration
    let answer: [UInt8]
    private var inputs: [Int32: [UInt8]] = [:]
    /// The latency is the same for all, so that the queue is in order.
    private var queue: [(at: ContinuousClock.Instant, descriptor: Int32)] = []
    private var head = 0
    private var buffer = [UInt8](repeating: 0, count: 16_384)

    init(latency: Duration, answer: [UInt8]) {
      self.latency = latency
      self.answer = answer
    }

    mutating func run() {
      let listener = listen()
      guard listener >= 0 else { return }
      var readiness = Readiness.set()
      for descriptor in [0, listener] { readiness.watch(descriptor, Readiness.reading) }
      while true {
        let pause = head < queue.count ? ((queue[head].at - .now) / .milliseconds(1)).rounded(.up) : 60_000
        for entry in readiness.wait(milliseconds: Int32(max(0, pause))) {
          switch entry.descriptor {
          case 0: return
          case listener: for descriptor in take(listener) { readiness.watch(descriptor, Readiness.reading) }
          default: if !hear(entry.descriptor) { readiness.forget(entry.descriptor) }
          }
        }
        answerAll()
      }
    }

    /// Takes what has arrived; false when the connection has ended.
    private mutating func hear(_ descriptor: Int32) -> Bool {
      let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      guard count > 0 else {
        inputs[descriptor] = nil
        _ = close(descriptor)
        return false
      }
      var input = inputs[descriptor, default: []]
      inputs[descriptor] = []
      input.append(contentsOf: buffer[..<count])
      if Self.isWhole(input) {
        queue.append((.now + latency, descriptor))
      } else {
        inputs[descriptor] = input
      }
      return true
    }

    /// Whether the bytes hold a head and as many bytes behind it as it says.
    private static func isWhole(_ input: [UInt8]) -> Bool {
      input.withUnsafeBytes { bytes in
        guard let head = place(of: "\r\n\r\n", in: bytes) else { return false }
        guard let found = place(of: "ontent-Length: ", in: bytes), found < head else { return true }
        let digits = bytes[(found + 15)..<head].prefix { (0x30...0x39).contains($0) }
        return bytes.count >= head + 4 + digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
    }

    private static func place(of word: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
      let first = Int32(word.utf8Start.pointee)
      var start = 0
      while let base = bytes.baseAddress, let found = memchr(base + start, first, bytes.count - start) {
        start = UnsafeRawPointer(found) - base
        guard start + word.utf8CodeUnitCount <= bytes.count else { return nil }
        if memcmp(base + start, word.utf8Start, word.utf8CodeUnitCount) == 0 { return start }
        start += 1
      }
      return nil
    }

    /// Takes the connections that wait.
    private mutating func take(_ listener: Int32) -> [Int32] {
      var taken: [Int32] = []
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return taken }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        var on: Int32 = 1
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        inputs[descriptor] = []
        taken.append(descriptor)
      }
    }

    private mutating func answerAll() {
      let now = ContinuousClock.now
      while head < queue.count, queue[head].at <= now {
        let descriptor = queue[head].descriptor
        head += 1
        if inputs[descriptor] != nil { _ = answer.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }
      }
      if head > 10_000 {
        queue.removeFirst(head)
        head = 0
      }
    }

    private func listen() -> Int32 { HTTPBenchServer.listen() }
  }

  /// Listens on a free port of 127.0.0.1 and writes it to standard output; -1 when that fails.
  static func listen() -> Int32 {
    var limits = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let resource = RLIMIT_NOFILE
      let stream = SOCK_STREAM
    #endif
    if getrlimit(resource, &limits) == 0 {
      limits.rlim_cur = min(limits.rlim_max, 65_536)
      setrlimit(resource, &limits)
    }
    let listener = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && systemListen(listener, 4096) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { return -1 }
    _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
    let line = Array("\(UInt16(bigEndian: address.sin_port))\n".utf8)
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    return listener
  }
}

private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }

import Adapters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The benchmark of the HTTP engine: CPU of a request and how close the wall clock comes to the ideal.
///
/// The server is this program again, as a process of its own, so that its CPU is not counted.
enum HTTPBench {
  /// `http [requests] [in flight] [latency in ms] [bytes of an answer]`; `http-server LATENCY BYTES` is the other side.
  static func run(_ arguments: [String]) async {
    let numbers = arguments.compactMap { Int($0) }
    func number(_ index: Int, _ standard: Int) -> Int { index < numbers.count ? max(0, numbers[index]) : standard }
    let (requests, latency, bytes) = (max(1, number(0, 20_000)), number(2, 200), number(3, 600))
    let inFlight = max(1, number(1, 1_000))
    guard let server = HTTPBenchServer.spawn(latency: latency, bytes: bytes) else {
      print("the server does not start")
      return
    }
    let transport = CurlTransport(environment: [:])
    let url = "http://127.0.0.1:\(server.port)/v1/chat/completions"
    print("\(requests) requests, \(inFlight) in flight, \(latency) ms, answers of \(bytes) bytes")
    _ = await send(inFlight, inFlight: inFlight, url, transport, spread: 0)  // Connects.
    let (cpu, clock) = (processorSeconds(), ContinuousClock.now)
    let failures = await send(requests, inFlight: inFlight, url, transport, spread: latency)
    let wall = (ContinuousClock.now - clock) / .seconds(1)
    let used = processorSeconds() - cpu
    await transport.close()
    server.stop()
    let rounds = Double((requests + inFlight - 1) / inFlight)
    let ideal = (rounds + 1) * Double(latency) / 1000
    print("  failures            \(failures)")
    print("  CPU of a request    \(rounded(used / Double(requests) * 1e6)) µs")
    print("  wall                \(rounded(wall)) s, \(rounded(Double(requests) / wall)) requests/s")
    if ideal > 0 { print("  wall / ideal        \(rounded(wall / ideal)) (ideal \(rounded(ideal)) s)") }
    var usage = rusage()
    getrusage(whole, &usage)
    print("  peak memory         \(rounded(Double(usage.ru_maxrss) / 1024)) MB")
  }

  /// Sends so many requests from so many tasks, which begin spread over so many milliseconds, as answers of models do not come
  /// in waves; returns how many failed.
  private static func send(
    _ count: Int, inFlight: Int, _ url: String, _ transport: CurlTransport, spread: Int
  ) async -> Int {
    let body = [UInt8](repeating: 97, count: 800)
    let headers = [
      HTTPRequest.Header(name: "Content-Type", value: "application/json"),
      HTTPRequest.Header(name: "Authorization", value: "Bearer none"),
    ]
    let request = HTTPRequest(url: url, headers: headers, body: body)
    return await withTaskGroup(of: Int.self) { group in
      for task in 0..<inFlight {
        let share = count / inFlight + (task < count % inFlight ? 1 : 0)
        group.addTask {
          var failures = 0
          do { try await Task.sleep(for: .milliseconds(spread * task / inFlight)) } catch { return share }
          for _ in 0..<share {
            do {
              let response = try await transport.send(request)
              if response.status != 200 { failures += 1 }
            } catch {
              failures += 1
            }
          }
          return failures
        }
      }
      return await group.reduce(0, +)
    }
  }

  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(whole, &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  #if canImport(Glibc)
    private static var whole: __rusage_who_t { __rusage_who_t(RUSAGE_SELF.rawValue) }
  #else
    private static var whole: Int32 { RUSAGE_SELF }
  #endif
}

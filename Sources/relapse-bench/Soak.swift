import Adapters
import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The soak of the HTTP engine: very many requests, one in twenty of which meets a fault and one in a hundred is called off.
///
/// Every request has to end once, in the way that was arranged for it; then nothing may be left: no handle, no descriptor, nothing in
/// flight. Then come many short lives (`SoakLives`). The server is this program again, as a process of its own.
enum Soak {
  /// What is arranged for a request by its number: 5% faults.
  private static func path(_ index: Int) -> (path: String, ends: FailureKind?) {
    switch index % 100 {
    case 9: ("reset", .network)
    case 27: ("close", .network)
    case 45: ("torn", .network)
    case 63: ("cut", .network)
    case 81: index % 200 == 81 ? ("garbage", .malformedResponse) : ("silent", .timeout)
    case 5, 55: ("slow", nil)
    default: ("well", nil)
    }
  }

  private static func isCalledOff(_ index: Int) -> Bool { index % 100 == 55 }

  /// How requests ended, and the bodies that were not the server's.
  private struct Tally: Sendable {
    var ends: [FailureKind?: Int] = [:]
    var surprises: [String] = []
    var count = 0
  }

  /// `soak [requests] [in flight]`; returns whether everything held.
  static func run(_ arguments: [String]) async -> Bool {
    let numbers = arguments.compactMap { Int($0) }
    let requests = max(200, numbers.first ?? 200_000)
    let inFlight = max(1, numbers.count > 1 ? numbers[1] : 256)
    guard let server = HTTPBenchServer.spawn(["soak"]) else {
      print("the server does not start")
      return false
    }
    let url = "http://127.0.0.1:\(server.port)/"
    await warmUp(url)
    let before = SoakRemains()
    let transport = CurlTransport(environment: [:])
    let clock = ContinuousClock.now
    let early = await send(0..<(requests / 10), inFlight, url, transport)
    let memory = residentMegabytes()
    let late = await send((requests / 10)..<requests, inFlight, url, transport)
    let wall = (ContinuousClock.now - clock) / .seconds(1)
    let rested = await census(of: transport) { $0.inFlight == 0 && $0.waiting == 0 }
    let open = SoakRemains()
    await transport.close()
    let closed = transport.census
    let after = SoakRemains()

    var tally = early
    tally.count += late.count
    tally.surprises += late.surprises
    tally.ends.merge(late.ends, uniquingKeysWith: +)
    print("\(requests) requests, \(inFlight) in flight, one in twenty with a fault, one in a hundred called off")
    let ends = tally.ends.map { "\($0.value) \($0.key?.rawValue ?? "answered")" }.sorted().joined(separator: ", ")
    print("  ended               \(tally.count): \(ends)")
    print("  wall                \((wall * 10).rounded() / 10) s, \(Int(Double(requests) / wall)) requests/s")
    print("  memory              \(memory) MB after a tenth, \(residentMegabytes()) MB at the end")
    print(
      "  at rest             \(rested.inFlight) in flight, \(rested.waiting) waiting, \(rested.handles) handles kept")
    print("  closed              \(closed.inFlight) in flight, \(closed.waiting) waiting, \(closed.handles) handles")
    print(
      "  descriptors         \(before.descriptors) before, \(open.descriptors) at rest, \(after.descriptors) after closing"
    )

    var broken = Array(tally.surprises.prefix(5))
    if tally.count != requests { broken.append("\(requests) requests began, and \(tally.count) ended") }
    if rested.inFlight != 0 || rested.waiting != 0 { broken.append("requests are still on their way") }
    if rested.handles > inFlight { broken.append("more handles than there ever were requests at once") }
    if closed != CurlMailbox.Census() { broken.append("the closed engine holds something") }
    broken += after.more(than: before)
    broken += await SoakLives.run(min(max(requests / 50, 60), 1_000), url)
    server.stop()
    for line in broken { print("  DOES NOT HOLD: \(line)") }
    print(broken.isEmpty ? "soak: everything holds" : "soak: \(broken.count) things do not hold")
    return broken.isEmpty
  }

  /// Has the process open what it keeps for good: the runtime's loop, libcurl's global state.
  private static func warmUp(_ url: String) async {
    let transport = CurlTransport(environment: [:])
    _ = await send(0..<100, 16, url, transport)
    await transport.close()
  }

  private static func send(
    _ range: Range<Int>, _ inFlight: Int, _ url: String, _ transport: CurlTransport
  ) async -> Tally {
    await withTaskGroup(of: (Int, Result<HTTPResponse, AdapterFailure>).self) { group in
      var tally = Tally()
      var next = range.lowerBound
      func start() {
        guard next < range.upperBound else { return }
        let index = next
        next += 1
        group.addTask { (index, await one(index, url, transport)) }
      }
      for _ in 0..<inFlight { start() }
      while let (index, result) = await group.next() {
        start()
        count(index, result, &tally)
      }
      return tally
    }
  }

  private static func one(
    _ index: Int, _ url: String, _ transport: CurlTransport
  ) async -> Result<HTTPResponse, AdapterFailure> {
    let path = path(index).path
    let request = HTTPRequest(url: url + path, body: Array("{}".utf8), timeout: path == "silent" ? 0.5 : 120)
    let task = Task { () -> Result<HTTPResponse, AdapterFailure> in
      do throws(AdapterFailure) { return .success(try await transport.send(request)) } catch { return .failure(error) }
    }
    if isCalledOff(index) {
      // At once, after a turn of the loop, or when the answer is there.
      for _ in 0..<(index / 100 % 7) { await Task.yield() }
      // Nothing cancels this sleep.
      if index % 300 == 55 { try? await Task.sleep(for: .milliseconds(index / 100 % 8)) }
      task.cancel()
    }
    return await task.value
  }

  private static func count(_ index: Int, _ result: Result<HTTPResponse, AdapterFailure>, _ tally: inout Tally) {
    tally.count += 1
    switch result {
    case .success(let response):
      tally.ends[nil, default: 0] += 1
      if path(index).ends != nil || response.status != 200 || response.body.count != 600 {
        tally.surprises.append("request \(index) (\(path(index).path)) was answered: \(response.status)")
      }
    case .failure(let failure):
      tally.ends[failure.kind, default: 0] += 1
      let isExpected = failure.kind == path(index).ends || (isCalledOff(index) && failure.kind == .cancelled)
      if !isExpected {
        tally.surprises.append("request \(index) (\(path(index).path)): \(failure.kind.rawValue), \(failure.message)")
      }
    }
  }

  /// What the engine holds when a condition is met, or after ten seconds.
  private static func census(
    of transport: CurlTransport, when isMet: (CurlMailbox.Census) -> Bool
  ) async -> CurlMailbox.Census {
    for _ in 0..<1000 {
      if isMet(transport.census) { break }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
    }
    return transport.census
  }

  /// Megabytes in memory now; 0 where the system does not tell.
  private static func residentMegabytes() -> Int {
    guard let text = try? String(contentsOf: URL(filePath: "/proc/self/statm"), encoding: .utf8) else { return 0 }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 / 1_048_576 : 0
  }
}

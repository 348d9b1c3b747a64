import Adapters
import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The second part of the soak: many short lives instead of a long one.
///
/// What a busy engine sleeps over is found by its next request, and an engine that is closed has none. So each life here is an HTTP
/// engine, or an adapter of programs, that gets one to three requests, some of them called off and some with a fault, and is closed
/// when they have ended, closed while they are on their way, or only forgotten. It takes some milliseconds and leaves nothing.
enum SoakLives {
  /// What the lives took, and which requests ended in a way that was not arranged.
  private struct Tally {
    var milliseconds: [Double] = []
    var surprises: [String] = []

    var longest: Double { milliseconds.max() ?? 0 }

    /// For a line of the report.
    var words: String {
      let usual = milliseconds.sorted()[milliseconds.count / 2]
      return "\(milliseconds.count), usually \((usual * 10).rounded() / 10) ms, at most \(longest.rounded()) ms"
    }
  }

  /// How a life ends.
  private enum End: CaseIterable {
    case closed, closedAmid, forgotten

    init(ofLife life: Int) { self = Self.allCases[life % Self.allCases.count] }
  }

  /// Milliseconds that no life takes on a busy machine either; one that is slept over takes up to a minute.
  private static let longest = 5_000.0

  /// Lives so many lives, prints what they took, and returns what does not hold; ends the process when they do not end.
  static func run(_ count: Int, _ url: String) async -> [String] {
    let watch = Task {
      try await Task.sleep(for: .seconds(60))
      print("  DOES NOT HOLD: \(count) short lives take longer than a minute")
      exit(1)
    }
    defer { watch.cancel() }
    // Whatever the process opens for good with its first programs.
    _ = await programs(1...4)
    let before = SoakRemains()
    let engines = await engines(1...count, url)
    let programs = await programs(1...max(12, count / 5))
    func left() -> [String] {
      let groups = ProcessGroups.count
      return SoakRemains().more(than: before) + (groups == 0 ? [] : ["\(groups) programs were not ended"])
    }
    // What was only forgotten ends a moment later.
    for _ in 0..<1_000 {
      if left().isEmpty { break }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
    }
    print("  lives of engines    \(engines.words)")
    print("  lives of adapters   \(programs.words)")
    var broken: [String] = []
    for (name, tally) in [("an engine", engines), ("an adapter", programs)] {
      broken += tally.surprises.prefix(5)
      if tally.longest > longest { broken.append("the life of \(name) took \(tally.longest.rounded()) ms") }
    }
    return broken + left()
  }

  private static func engines(_ lives: ClosedRange<Int>, _ url: String) async -> Tally {
    let paths: [(path: String, ends: FailureKind?)] = [
      ("well", nil), ("slow", nil), ("reset", .network), ("well", nil), ("cut", .network),
      ("garbage", .malformedResponse),
      ("close", .network),
    ]
    var tally = Tally()
    for life in lives {
      @Sendable func path(_ request: Int) -> (path: String, ends: FailureKind?) {
        paths[(life / 3 + request) % paths.count]
      }
      let begin = ContinuousClock.now
      let transport = CurlTransport(environment: [:])
      let ends = await live(life, close: transport.close) { request in
        let request = HTTPRequest(url: url + path(request).path, body: Array("{}".utf8))
        do throws(AdapterFailure) { _ = try await transport.send(request) } catch { return error.kind }
        return nil
      }
      tally.milliseconds.append((ContinuousClock.now - begin) / .milliseconds(1))
      for (request, kind) in ends where kind != path(request).ends && kind != .cancelled {
        tally.surprises.append("\(path(request).path) in life \(life): \(kind?.rawValue ?? "answered")")
      }
      if End(ofLife: life) != .forgotten, transport.census != CurlMailbox.Census() {
        tally.surprises.append("the engine of life \(life) is closed and holds something")
      }
    }
    return tally
  }

  private static func programs(_ lives: ClosedRange<Int>) async -> Tally {
    let answer = #"id=${line#*\"id\":\"}; echo '{"id":"'"${id%%\"*}"'","message":{"content":"well"}}'"#
    var tally = Tally()
    for life in lives {
      let (mode, program): (CommandMode, String) =
        life % 2 == 0 ? (.worker, "while read -r line; do \(answer); done") : (.once, "read -r line; \(answer)")
      let target = Target(
        name: "program", adapter: .command, command: CommandTarget(program: ["/bin/sh", "-c", program], mode: mode))
      let begin = ContinuousClock.now
      do {
        let adapter = try CommandAdapter(target: target, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
        let ends = await live(life / 2, close: adapter.close) { request in
          let request = Request(
            id: "a/base/\(request)", evalCase: "a", trial: request, seed: 1, messages: [.user("Hello")])
          do throws(AdapterFailure) { _ = try await adapter.respond(to: request) } catch { return error.kind }
          return nil
        }
        for (request, kind) in ends where kind != nil && kind != .cancelled {
          tally.surprises.append("request \(request) of a program in life \(life): \(kind?.rawValue ?? "")")
        }
      } catch {
        tally.surprises.append("\(error)")
      }
      tally.milliseconds.append((ContinuousClock.now - begin) / .milliseconds(1))
    }
    return tally
  }

  /// One life: sends one to three requests at once and ends as its number says; how each request ended.
  private static func live(
    _ life: Int, close: @Sendable () async -> Void, send: @escaping @Sendable (Int) async -> FailureKind?
  ) async -> [(request: Int, end: FailureKind?)] {
    let tasks = (0...(life / 3 % 3)).map { request in Task { await send(request) } }
    // At once, after some turns, or when the answer is there.
    for _ in 0..<(life % 50) { await Task.yield() }
    if life % 5 == 0 { tasks[life / 5 % tasks.count].cancel() }
    if End(ofLife: life) == .closedAmid { await close() }
    var ends: [(request: Int, end: FailureKind?)] = []
    for (request, task) in tasks.enumerated() { ends.append((request, await task.value)) }
    if End(ofLife: life) == .closed { await close() }
    return ends
  }
}

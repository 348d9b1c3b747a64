import Adapters
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The benchmarks of running, recording and deciding. Each measurement is a process of its own.
///
/// `run` makes the table of loopback runs, `memory` runs of growing length, `records` decides and reads what `memory` left, `report`
/// writes the report of a large suite, `start PROGRAM` times its help.
enum RunBench {
  static func run(_ arguments: [String]) async throws {
    let trials = arguments.first.flatMap { Int($0) } ?? 20_000
    Figures.say(
      "\(trials) trials over loopback HTTP (openai-chat), answers of about 600 bytes, three graders, record on disk")
    Figures.say("  in flight  latency  CPU/trial  wall     wall/ideal  mean in flight  peak MB  descriptors")
    for latency in [0, 20, 200] {
      for inFlight in [1, 64, 256, 1000] {
        let ideal = Double(trials) * Double(latency) / 1000 / Double(inFlight)
        if ideal > 180 {
          Figures.say("  \(pad(inFlight, 9))  \(pad(latency, 4)) ms  left out: \(Figures.text(ideal, 0)) s at best")
          continue
        }
        Figures.again(["one", "\(trials)", "\(inFlight)", "\(latency)"])
      }
    }
  }

  /// One run over loopback: `one TRIALS IN-FLIGHT LATENCY`.
  static func one(_ arguments: [String]) async throws {
    let numbers = arguments.compactMap { Int($0) }
    guard numbers.count == 3 else { return }
    let (trials, inFlight, latency) = (numbers[0], numbers[1], numbers[2])
    guard let server = HTTPBenchServer.spawn(latency: latency, bytes: 600, isChat: true) else { return }
    defer { server.stop() }
    var target = Target(name: "bench", adapter: .openAIChat, model: "bench-2026-01-01")
    target.baseURL = "http://127.0.0.1:\(server.port)/v1"
    target.limits.concurrency = inFlight
    target.price = Price(input: 2, output: 8)
    let suite = try BenchSuite(trials: trials, target: target)
    try await inFolder { folder in
      let adapter = try AdapterFactory.adapter(for: target, environment: [:])
      let before = Figures.openDescriptors()
      let (cpu, start) = (Figures.processorSeconds(), ContinuousClock.now)
      let summary = try await suite.runner(adapter, inFlight: inFlight).run(
        into: RunDirectory(runID: "bench", path: folder))
      let wall = (ContinuousClock.now - start) / .seconds(1)
      let used = Figures.processorSeconds() - cpu
      await adapter.close()
      let after = Figures.openDescriptors()
      let facts = try RecordReader.read(folder + "/run.jsonl").facts
      let done = Double(summary.progress.trials)
      let mean = (facts.latencies?.median ?? 0) * done / wall
      let ideal = done * Double(latency) / 1000 / Double(inFlight)
      let ratio = latency > 0 ? Figures.text(wall / ideal, 3) : "–"
      let problems = summary.progress.passed == Int(done) ? "" : "  \(Int(done) - summary.progress.passed) not passed"
      Figures.say(
        "  \(pad(inFlight, 9))  \(pad(latency, 4)) ms  \(pad(Figures.text(used / done * 1e6, 0), 6)) µs"
          + "  \(pad(Figures.text(wall, 2), 6)) s  \(pad(ratio, 10))  \(pad(Figures.text(mean, 0), 14))"
          + "  \(pad(Figures.text(Figures.peakMegabytes(), 0), 7))  \(before) → \(after)\(problems)")
    }
  }

  /// Runs of 10⁴, 10⁵ and 10⁶ trials, answered in the process, then their records decided and gone on with.
  static func memory() {
    Figures.say(
      "Runs answered in the process, 64 in flight, answers of 600 bytes; then the record is decided, and scanned for --resume"
    )
    for trials in [10_000, 100_000, 200_000, 1_000_000] {
      let folder = "/tmp/relapse-bench-\(getpid())-\(trials)"
      Figures.again(["local", "\(trials)", "600", folder])
      Figures.again(["decide-record", folder])
      Figures.again(["resume-scan", folder])
      remove(folder)
    }
  }

  /// One run in the process: `local TRIALS BYTES FOLDER [CASES [FAILING]]`, of a thousand trials so many failing.
  static func local(_ arguments: [String]) async throws {
    guard arguments.count >= 3, let trials = Int(arguments[0]), let bytes = Int(arguments[1]) else { return }
    let folder = arguments[2]
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let target = Target(
      name: "bench", adapter: .simulated, model: "bench-2026-01-01", price: Price(input: 2, output: 8),
      simulated: SimulatedTarget(behaviors: "none"))
    let suite = try BenchSuite(
      trials: trials, cases: arguments.count > 3 ? Int(arguments[3]) : max(1, min(1000, trials / 200)), target: target)
    let (cpu, start) = (Figures.processorSeconds(), ContinuousClock.now)
    let summary = try await suite.runner(
      BenchAdapter(text: BenchSuite.answer(bytes: bytes), failing: arguments.count > 4 ? UInt64(arguments[4]) ?? 0 : 0),
      inFlight: 64
    ).run(
      into: RunDirectory(runID: "bench", path: folder))
    let done = Double(summary.progress.trials)
    Figures.say(
      "  \(pad(Int(done), 9)) trials: \(Figures.text((Figures.processorSeconds() - cpu) / done * 1e6, 1)) µs CPU a trial, "
        + "\(Figures.text((ContinuousClock.now - start) / .seconds(1), 2)) s, peak \(Figures.text(Figures.peakMegabytes(), 0)) MB"
    )
  }

  static func decideRecord(_ folder: String) throws {
    let start = ContinuousClock.now
    let (log, facts) = try RecordReader.read(folder + "/run.jsonl")
    let verdict = GateDecider.decide(log, tool: ToolVersion(version: "0.0.0"))
    Figures.say(
      "      decided: \(verdict.verdict.rawValue) over \(facts.trials) trials in "
        + "\(Figures.text((ContinuousClock.now - start) / .seconds(1), 2)) s, peak \(Figures.text(Figures.peakMegabytes(), 0)) MB"
    )
  }

  static func resumeScan(_ folder: String) throws {
    let start = ContinuousClock.now
    let point = try RecordReader.point(folder + "/run.jsonl")
    Figures.say(
      "      scanned for --resume: \(point.progress.trials) trials in "
        + "\(Figures.text((ContinuousClock.now - start) / .seconds(1), 2)) s, peak \(Figures.text(Figures.peakMegabytes(), 0)) MB"
    )
  }

  /// The HTML report of 1,000 cases × 200 trials × 4 KB, of which five in a thousand fail: two cases in three have something to show.
  static func report() {
    Figures.say("HTML report of 1,000 cases × 200 trials × 4 KB")
    let folder = "/tmp/relapse-bench-\(getpid())-report"
    Figures.again(["local", "200000", "4096", folder, "1000", "5"])
    Figures.again(["html", folder])
    remove(folder)
  }

  static func html(_ folder: String) throws {
    let start = ContinuousClock.now
    let (log, facts) = try RecordReader.read(folder + "/run.jsonl")
    let verdict = GateDecider.decide(log, tool: ToolVersion(version: "0.0.0"))
    try HTMLReport(GateReport(verdict: verdict, facts: facts, runDirectory: folder)).write(
      toFile: folder + "/report.html")
    var file = stat()
    let size = stat(folder + "/report.html", &file) == 0 ? file.st_size : 0
    Figures.say(
      "      report.html: \(Figures.text(Double(size) / 1e6, 1)) MB in "
        + "\(Figures.text((ContinuousClock.now - start) / .seconds(1), 2)) s, peak \(Figures.text(Figures.peakMegabytes(), 0)) MB"
    )
  }

  /// The time of `PROGRAM --help`, the median of a hundred.
  static func start(_ program: String) {
    let times = (0..<100).map { _ in
      ContinuousClock().measure { _ = Figures.spawn(program, ["relapse", "--help"], quiet: true) } / .milliseconds(1)
    }.sorted()
    Figures.say("relapse --help: \(Figures.text(times[50], 1)) ms (fastest \(Figures.text(times[0], 1)) ms)")
  }

  private static func inFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/relapse-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    try await body(folder)
  }

  private static func remove(_ folder: String) {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Figures.say("  left behind: \(folder)")
    }
  }

  private static func pad(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

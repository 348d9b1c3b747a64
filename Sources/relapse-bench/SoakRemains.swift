import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the process holds at a moment: its descriptors by what they lead to, and its threads; nothing where the system does not tell.
struct SoakRemains {
  /// The runtime's own threads come and go with the work.
  private static let runtimeThreads = 4

  private var kinds: [String: Int] = [:]
  private var threads: Int

  /// How many descriptors are open.
  var descriptors: Int { kinds.values.reduce(0, +) }

  /// Looks.
  init() {
    for number in 0..<70_000 {
      var path = [CChar](repeating: 0, count: 256)
      let count = readlink("/proc/self/fd/\(number)", &path, path.count)
      guard count > 0 else { continue }
      let name = path[..<count].map { UInt8(bitPattern: $0) }.filter { !(0x30...0x39).contains($0) }
      kinds[String(decoding: name, as: UTF8.self), default: 0] += 1
    }
    threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 0
  }

  /// What there is now and was not before, as sentences.
  func more(than before: SoakRemains) -> [String] {
    // The engine has no timers; the runtime makes its own when it needs them.
    var found = kinds.filter { $0.value > before.kinds[$0.key, default: 0] && !$0.key.contains("timerfd") }
      .map { "descriptors stay open: \($0.key) \($0.value), before \(before.kinds[$0.key, default: 0])" }.sorted()
    if threads > before.threads + Self.runtimeThreads { found.append("\(threads) threads, before \(before.threads)") }
    return found
  }
}

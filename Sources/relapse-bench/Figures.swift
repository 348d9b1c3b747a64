#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system says of this process.
enum Figures {
  /// Seconds of CPU, of the program and of the system for it.
  static func processorSeconds() -> Double {
    let usage = usage()
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  /// The most memory that was resident, in MB.
  static func peakMegabytes() -> Double { Double(usage().ru_maxrss) / 1024 }

  /// How many descriptors are open.
  static func openDescriptors() -> Int { (0..<65_536).count { fcntl(Int32($0), F_GETFD) >= 0 } }

  /// A number with so many decimals.
  static func text(_ value: Double, _ digits: Int = 1) -> String {
    let scale = (0..<digits).reduce(1.0) { result, _ in result * 10 }
    let scaled = Int((value * scale).rounded())
    let fraction = String(abs(scaled) % Int(scale))
    return digits == 0
      ? "\(scaled)"
      : "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// Writes a line at once, whatever standard output is.
  static func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }

  private static func usage() -> rusage {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage
  }

  /// Runs this program again with other words and waits for it; its output goes where ours goes.
  @discardableResult
  static func again(_ words: [String]) -> Int32 { spawn("/proc/self/exe", ["relapse-bench"] + words) }

  /// Runs a program and waits for it; `quiet` throws its output away.
  static func spawn(_ program: String, _ words: [String], quiet: Bool = false) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if quiet { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for word in arguments { free(word) } }
    arguments.append(nil)
    var pid: pid_t = 0
    guard posix_spawn(&pid, program, &actions, nil, arguments, environ) == 0 else { return -1 }
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    return status
  }
}

import Foundation

/// A program that hangs and hears nothing, neither the end of its input nor SIGTERM, with a process of its own; and what became of
/// those that were started.
struct HangingWorker {
  /// A signal to whoever started it.
  enum Signal {
    case once(Int32)
    /// As long as that process is there.
    case often(Int32)
  }

  /// Where each notes its own number and that of the process that it started.
  private let book: String

  /// Notes in a file of a folder that must stay as it is otherwise.
  init(beside folder: String) { book = folder + ".pids" }

  /// Writes the program into a folder of an evalset and gives the text of a target, or judge, that runs it.
  ///
  /// - Parameter signal: What the program sends to whoever started it, once it hangs: at that moment no test needs to be awake.
  func target(_ name: String, in folder: String, sending signal: Signal? = nil) throws -> String {
    let sending =
      switch signal {
      case nil: ""
      case .once(let number): "kill -\(number) $PPID"
      case .often(let number): "while kill -\(number) $PPID; do sleep 0.2; done"
      }
    let script = """
      trap '' TERM INT HUP
      sleep 300 &
      echo $$ $! >> "$1"
      \(sending)
      while :; do wait; done

      """
    try script.write(toFile: folder + "/worker.sh", atomically: true, encoding: .utf8)
    return """
      name: \(name)
      adapter: command
      model: worker-2026-01-01
      limits: {concurrency: 2, timeout: 5m}
      command: {program: [/bin/sh, worker.sh, "\(book)"], workers: 2}

      """
  }

  /// The processes that were started.
  func pids() -> [pid_t] {
    let text = FileManager.default.contents(atPath: book).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
  }

  /// Waits until so many were started, as long as the program runs that starts them.
  func wait(for count: Int, of process: RelapseProcess) async throws {
    while pids().count < count, !process.isOver { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Those that still run, a moment later.
  func left() async throws -> [pid_t] {
    var tries = 0
    while tries < 100, pids().contains(where: { Self.runs($0) }) {
      tries += 1
      try await Task.sleep(for: .milliseconds(10))
    }
    return pids().filter { Self.runs($0) }
  }

  /// Ends what is left, and the notes.
  func clear() {
    for pid in pids() where Self.runs(pid) { kill(pid, SIGKILL) }
    try? FileManager.default.removeItem(atPath: book)
  }

  /// Whether a process runs: it is there, and not only waiting to be reaped.
  static func runs(_ pid: pid_t) -> Bool {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
      return kill(pid, 0) == 0
    }
    let state = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ").first
    return state != "Z" && state != "X"
  }
}

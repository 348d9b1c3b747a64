import EvalSchema
import Harness

/// Work that asks a target or a judge outside of a run, and ends in order when the user asks.
///
/// A run has a record to keep, and lets what is in flight come back; this work has none. The first SIGINT or SIGTERM cancels its
/// task: requests are called off, and once its adapters are closed their programs are gone with everything that they started. The
/// second one ends the process at once.
enum Interruptible {
  /// Does the work in a task of its own.
  ///
  /// - Parameters:
  ///   - kept: What becomes of what was done, for the line that tells of the first signal.
  ///   - work: Ends soon when its task is cancelled, and closes the adapters that it uses however it ends.
  /// - Throws: `Interrupted` when a signal came, whatever the work brought; else what the work throws.
  static func run<Value: Sendable>(
    _ world: World, kept: String = "nothing is written", _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let stop = RunStop()
    let signals = SignalWatch(world: world, saying: "what was asked is called off, \(kept)") { stop.raise() }
    defer { signals.end() }
    let task = Task(operation: work)
    let forget = stop.whenRaised { task.cancel() }
    defer { forget() }
    let result = await withTaskCancellationHandler {
      await task.result
    } onCancel: {
      task.cancel()
    }
    if let signal = signals.received { throw Interrupted(status: ExitStatus(rawValue: 128 + signal) ?? .interrupted) }
    return try result.get()
  }
}

/// The user ended the command; what there is to say was said.
struct Interrupted: Error {
  /// How the program ends.
  var status: ExitStatus
}

import Synchronization

/// The wish that a run ends soon: no trial is started any more, those in flight are finished and written.
///
/// The door raises it at the first Ctrl-C. Cancelling the task of the run ends it at once; trials in flight are then lost.
package final class RunStop: Sendable {
  private let isRaised = Atomic<Bool>(false)

  /// A wish not yet uttered.
  package init() {}

  /// Asks the run to end soon; may be called from a signal handler's queue.
  package func raise() { isRaised.store(true, ordering: .relaxed) }

  /// Whether it was raised.
  package var wasRaised: Bool { isRaised.load(ordering: .relaxed) }
}

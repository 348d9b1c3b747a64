import CPlatform

/// The process groups of every program that any adapter of this process has running.
package enum ProcessGroups {
  /// How many there are.
  package static var count: Int { Int(cplatform_groups_count()) }

  /// Kills all of them with what they started, just before the process ends itself: no program starts afterwards, and none is waited
  /// for. Safe in a signal handler; waits up to 100 ms for a start that is under way.
  package static func killAll() { cplatform_groups_kill_all() }
}

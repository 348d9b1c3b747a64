import CPCRE2

/// What one search needs besides the compiled expression: match data, limits, JIT stack and budget.
///
/// Not `Sendable`: it belongs to the one call that made it.
final class SearchSpace {
  /// Most steps of one search, all its matches together: about a third of a second.
  static let steps: Int64 = 1 << 28
  /// Most ways that PCRE2 tries from one position.
  static let matchLimit: UInt32 = 10_000_000
  /// Most nested levels of the interpreter.
  static let depthLimit: UInt32 = 100_000
  /// Most bytes of the JIT stack, and of the interpreter's heap.
  static let memory = 8 << 20

  private let data: OpaquePointer
  private let context: OpaquePointer
  private let budget: UnsafeMutablePointer<relapse_search_budget>
  private var stack: OpaquePointer?

  /// Makes the space for an expression; nil when there is no memory.
  init?(_ code: OpaquePointer) {
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return nil }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_match_data_free_8(data)
      return nil
    }
    self.data = data
    self.context = context
    budget = .allocate(capacity: 1)
    budget.initialize(to: relapse_search_budget(steps: Self.steps, position: 0))
    relapse_set_search_budget(context, budget)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
    pcre2_set_heap_limit_8(context, UInt32(Self.memory >> 10))
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
    budget.deallocate()
  }

  /// Searches from a byte on; gives what `pcre2_match` gives.
  ///
  /// Most searches fit into the 32 KB of the machine stack that JIT uses by itself; the first that does not gets a stack
  /// of its own.
  func match(_ code: OpaquePointer, _ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int32 {
    budget.pointee.position = start
    let result = pcre2_match_8(code, bytes, count, start, PCRE2_NO_UTF_CHECK, data, context)
    guard result == PCRE2_ERROR_JIT_STACKLIMIT, stack == nil else { return result }
    stack = pcre2_jit_stack_create_8(32 << 10, Self.memory, nil)
    guard let stack else { return result }
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    return pcre2_match_8(code, bytes, count, start, PCRE2_NO_UTF_CHECK, data, context)
  }

  /// The bytes of a group of the last match; a group that took no part lies past every text.
  func range(_ group: Int) -> Range<Int> {
    let missing = Int.max..<Int.max
    guard group < Int(pcre2_get_ovector_count_8(data)), let offsets = pcre2_get_ovector_pointer_8(data) else {
      return missing
    }
    let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
    if start < 0 || end < 0 { return missing }  // PCRE2_UNSET is the largest size, which Swift reads as -1.
    return min(start, end)..<max(start, end)
  }
}

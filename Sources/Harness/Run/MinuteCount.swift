/// How much happened within the last minute, to twelve parts of it.
struct MinuteCount: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: 12)
  /// The part that is counted in, since the beginning of the clock.
  private var part: Int?
  private var first = 0.0

  /// Counts one.
  mutating func add(at now: Double) {
    let current = max(Self.part(of: now), part ?? 0)
    if let part {
      for passed in (part + 1)..<(max(part, current) + 1) where passed > current - counts.count {
        counts[passed % counts.count] = 0
      }
    } else {
      first = now
    }
    part = current
    counts[current % counts.count] += 1
  }

  /// What was counted within the last minute.
  func total(at now: Double) -> Double {
    guard let part else { return 0 }
    let oldest = Self.part(of: now) - counts.count + 1
    guard oldest <= part else { return 0 }
    return Double((max(0, oldest, part - counts.count + 1)...part).reduce(0) { $0 + counts[$1 % counts.count] })
  }

  /// What was counted a second, within the last minute or since the first of all; one for none.
  func mean(at now: Double) -> Double {
    guard part != nil else { return 1 }
    return max(1, total(at: now)) / min(60, max(0.01, now - first))
  }

  private static func part(of now: Double) -> Int { Int(max(0, min(now, 1e15)) / 5) }
}

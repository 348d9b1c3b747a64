import EvalSchema

/// Quantiles of durations in bounded memory: all of them up to a number, then every second, every fourth, …
///
/// The sample is taken by position, so the same record gives the same figures; the longest is exact.
struct LatencySample: Sendable {
  /// Samples that are kept at most.
  let capacity: Int
  private var kept: [Float] = []
  private var stride = 1
  private var seen = 0
  private var longest = 0.0

  init(capacity: Int = 1024) { self.capacity = max(2, capacity) }

  /// Takes one duration in seconds.
  mutating func add(_ seconds: Double) {
    guard seconds.isFinite, seconds >= 0 else { return }
    longest = max(longest, seconds)
    if seen % stride == 0 { kept.append(Float(seconds)) }
    seen += 1
    guard kept.count >= capacity else { return }
    kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    stride *= 2
  }

  /// The summary by nearest rank; nil without any duration.
  var summary: LatencySummary? {
    guard !kept.isEmpty else { return nil }
    let sorted = kept.sorted()
    func quantile(_ share: Double) -> Double {
      let rank = Int((share * Double(sorted.count)).rounded(.up))
      return min(longest, Double(sorted[min(max(rank, 1), sorted.count) - 1]))
    }
    return LatencySummary(median: quantile(0.5), p90: quantile(0.9), maximum: longest)
  }
}

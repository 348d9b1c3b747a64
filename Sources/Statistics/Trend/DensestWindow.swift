/// The stretch of a sequence in which failures stand closest, by the likelihood ratio of the scan statistic (Kulldorff 1997).
///
/// It names where a cluster is; whether there is one at all is for `RunsTest` to say.
public struct DensestWindow: Sendable, Hashable {
  /// The position of its first failure.
  public let first: Int
  /// The position of its last failure.
  public let last: Int
  /// The failures in it.
  public let failures: Int

  /// The window over `trials` trials that failed at `positions` (rising); nil without two failures or without a dense one.
  ///
  /// Only windows of at most half the trials are looked at; the first of equals. O(k^2) for k failures.
  public init?(positions: [Int], trials: Int) {
    var best: (ratio: Double, window: (first: Int, last: Int, failures: Int))?
    let total = Double(positions.count)
    for (index, first) in positions.enumerated() {
      for (offset, last) in positions[index...].enumerated().dropFirst() {
        let length = last - first + 1
        guard 2 * length <= trials else { break }
        let inside = Double(offset + 1)
        let expected = total * Double(length) / Double(trials)
        guard inside > expected else { continue }
        let outside = total - inside
        let ratio =
          inside * ln(inside / expected) + (outside > 0 ? outside * ln(outside / (total - expected)) : 0)
        if ratio > (best?.ratio ?? 0) { best = (ratio, (first, last, offset + 1)) }
      }
    }
    guard let window = best?.window else { return nil }
    (first, last, failures) = window
  }
}

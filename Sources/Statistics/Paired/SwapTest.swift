/// The state of one question of an attribution: how much of the change from a baseline to a candidate does a target bring that
/// lies between them?
///
/// Three paired e-processes over rounds, one trial of every case with each of the three targets: the swap against the baseline,
/// the candidate against the swap, and the swap against the mean of both, at which a swap with more than half of the change lies
/// above zero. Six one-sided claims, each at `alpha`, valid at any stop.
public struct SwapTest: Sendable, Hashable {
  /// What one case did in one round.
  public struct Triple: Sendable, Hashable {
    /// Whether the baseline failed.
    public var baselineFailed: Bool
    /// Whether the target between them failed.
    public var swapFailed: Bool
    /// Whether the candidate failed.
    public var candidateFailed: Bool

    /// Makes the value from its parts.
    public init(baselineFailed: Bool, swapFailed: Bool, candidateFailed: Bool) {
      self.baselineFailed = baselineFailed
      self.swapFailed = swapFailed
      self.candidateFailed = candidateFailed
    }
  }

  /// How much a swap brings.
  public enum Share: String, Sendable, Codable, Hashable, CaseIterable {
    /// Shown: more than half of the change.
    case most
    /// Shown: some of the change, and less than half of it.
    case part
    /// Shown: less than half of the change, and at most the margin.
    case little
    /// Shown: less than half of the change; whether any is open.
    case less
    /// Nothing was shown.
    case open
  }

  /// The chance of a false claim, for each of the six.
  public let alpha: Double
  /// The difference below which a swap counts as without effect.
  public let margin: Double
  /// The swap against the baseline.
  public private(set) var effect = PairCounts()
  /// The candidate against the swap.
  public private(set) var rest = PairCounts()
  /// The swap against the mean of both.
  public private(set) var half = PairCounts()
  /// The share, latched when it is final.
  public private(set) var share: Share = .open

  private static let zero = PairedEvidence(margin: 0)

  /// Starts with nothing seen.
  public init(alpha: Double, margin: Double) {
    self.alpha = alpha
    self.margin = margin
  }

  /// Whether more rounds cannot change the share.
  public var isDecided: Bool { share == .most || share == .part || share == .little }

  /// Counts one complete round and looks; a round behind the decision is not counted.
  public mutating func observe(round: [Triple]) {
    guard !isDecided else { return }
    for one in round {
      effect.count(baselineFailed: one.baselineFailed, candidateFailed: one.swapFailed)
      rest.count(baselineFailed: one.swapFailed, candidateFailed: one.candidateFailed)
      half.count(
        candidateFailed: one.swapFailed, baselineFailures: (one.baselineFailed ? 1 : 0) + (one.candidateFailed ? 1 : 0),
        of: 2)
    }
    look()
  }

  private mutating func look() {
    let threshold = -ln(alpha)
    if Self.zero.logWorse(half) >= threshold {
      share = .most
    } else if share == .less || Self.zero.logNotWorse(half) >= threshold {
      share = .less
      if Self.zero.logWorse(effect) >= threshold {
        share = .part
      } else if PairedEvidence(margin: margin).logNotWorse(effect) >= threshold {
        share = .little
      }
    }
  }
}

/// What surfaces do to a simulated model: where they are as stated, answers get other shares.
///
/// Two targets with one behaviors file then differ by their surfaces alone, so that a surface can be exchanged for the other's.
public struct SimulatedEffect: Sendable, Hashable, Codable {
  /// What the target's surfaces must be: `model`, `prompt` (the name of its file), `parameters.NAME`, `surfaces.NAME`.
  public var when: [String: String]
  /// For `behavior/answer`, the share of trials that get it then; later effects and nothing else override it.
  public var shares: [String: Double]

  /// Makes the value from its parts.
  public init(when: [String: String], shares: [String: Double]) {
    self.when = when
    self.shares = shares
  }
}

extension Target {
  /// The shares of a simulated target: its own, then those of every effect that fits its surfaces, in order.
  package var simulatedShares: [String: Double] {
    (simulated?.script?.effects ?? []).reduce(into: simulated?.shares ?? [:]) { shares, effect in
      guard effect.when.allSatisfy({ has($0.key, $0.value) }) else { return }
      shares.merge(effect.shares) { _, later in later }
    }
  }

  private func has(_ surface: String, _ value: String) -> Bool {
    let parts = surface.split(separator: ".", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("model", 1): return model == value
    case ("prompt", 1):
      let file = system?.split(separator: "/").last.map(String.init)
      return file == value || file == value + ".md"
    case ("parameters", 2):
      guard let found = parameters[parts[1]] else { return false }
      if let text = found.string { return text == value }
      do { return try CanonicalJSON.text(found) == value } catch { return false }
    case ("surfaces", 2): return surfaces[parts[1]] == value
    default: return false
    }
  }
}

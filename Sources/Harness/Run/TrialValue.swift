import Statistics

/// What one more trial of a case is worth: the share of a decision that it is expected to bring.
///
/// Two things make a trial worth its cost. Doubt: a case of which little was seen may be one that is broken, and the first
/// trials say so; each further clean one says less. Suspicion: a case that has failed more often than its limit allows is near
/// its verdict, and a trial brings a known part of what is missing. So all cases are looked at once, what fails is followed to
/// its end, and the rest take turns.
enum TrialValue {
  /// One case in so many is taken to be broken before anything was seen of it.
  private static let prior = 0.1

  /// The chance that the next trial is the one that shows a broken case, after so many trials.
  static func ofDoubt(trials: Int) -> Double { prior / Double(1 + max(0, trials)) }

  /// The share of a FAIL that the next trial is expected to bring; 0 where nothing points to one, or where those in flight are
  /// enough for it.
  ///
  /// A FAIL takes ln(1/failAlpha) of evidence; a trial brings the divergence of the rate as it looks from the limit (Kullback and
  /// Leibler 1951). The rate is shrunk towards the limit by one trial.
  ///
  /// - Parameters:
  ///   - trials: valid trials at the last look.
  ///   - failures: failures among them.
  ///   - ahead: trials that were started and not looked at.
  static func ofSuspicion(trials: Int, failures: Int, limit: Double, failAlpha: Double, ahead: Int) -> Double {
    guard failures > 0, trials > 0, limit > 0, limit < 1, failAlpha > 0, failAlpha < 1 else { return 0 }
    let rate = (Double(failures) + limit) / Double(trials + 1)
    let seen = Double(failures) / Double(trials)
    guard rate > limit, seen > limit else { return 0 }
    let missing = -ln(failAlpha) - Double(trials) * divergence(seen, from: limit)
    let left = max(1, missing / divergence(rate, from: limit))
    return Double(ahead) < left ? 1 / left : 0
  }

  /// The divergence of one coin from another, in nats.
  private static func divergence(_ rate: Double, from limit: Double) -> Double {
    let fail = rate > 0 ? rate * ln(rate / limit) : 0
    let pass = rate < 1 ? (1 - rate) * ln((1 - rate) / (1 - limit)) : 0
    return fail + pass
  }
}

/// A rate as people read it: percent, rounded away from what would flatter it.
public enum Percent {
  /// How a rate is rounded.
  public enum Rounding: Sendable {
    /// To the nearest: observed rates.
    case nearest
    /// Down: lower bounds.
    case down
    /// Up: upper bounds.
    case up
  }

  /// A rate in 0…1 as `12.3%`: one decimal, two below 1 %, four significant below 0.01 %; no decimals that are zero.
  ///
  /// - Parameter limit: a rate that the text must stay on the same side of: as many more decimals are written as separate
  ///   the two, up to twelve. A rate that is the limit but for the last bits of the double is written as usual.
  public static func text(_ rate: Double, _ rounding: Rounding = .nearest, apartFrom limit: Double? = nil) -> String {
    let percent = rate * 100
    var decimals = percent != 0 && percent.magnitude < 1 ? 2 : 1
    while decimals < 8, percent != 0, percent.magnitude < scale(-decimals) { decimals += 1 }
    if let limit, limit != rate {
      let enough = (decimals...12).first { decimals in
        let units = limit * 100 * scale(decimals)
        let apart = rounded(percent, rounding, decimals: decimals) - units
        return (limit < rate ? apart : -apart) > 1e-9 * max(1, units.magnitude)
      }
      decimals = enough ?? decimals
    }
    return decimal(Int(rounded(percent, rounding, decimals: decimals)), decimals: decimals) + "%"
  }

  /// A percentage in units of its last decimal.
  private static func rounded(_ percent: Double, _ rounding: Rounding, decimals: Int) -> Double {
    let units = percent * scale(decimals)
    // A value that is a whole number of units but for the last bits of the double is that number.
    let whole = units.rounded()
    guard abs(units - whole) >= 1e-9 * max(1, whole.magnitude) else { return whole }
    switch rounding {
    case .nearest: return whole
    case .down: return units.rounded(.down)
    case .up: return units.rounded(.up)
    }
  }

  private static func scale(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  private static func decimal(_ units: Int, decimals: Int) -> String {
    var digits = String(units.magnitude)
    while digits.utf8.count <= decimals { digits = "0" + digits }
    let split = digits.index(digits.endIndex, offsetBy: -decimals)
    var fraction = digits[split...]
    while fraction.last == "0" { fraction.removeLast() }
    return (units < 0 ? "-" : "") + digits[..<split] + (fraction.isEmpty ? "" : "." + fraction)
  }
}

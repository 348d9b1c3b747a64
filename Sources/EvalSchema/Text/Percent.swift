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
  public static func text(_ rate: Double, _ rounding: Rounding = .nearest) -> String {
    let percent = rate * 100
    var decimals = percent != 0 && percent.magnitude < 1 ? 2 : 1
    while decimals < 8, percent != 0, percent.magnitude < scale(-decimals) { decimals += 1 }
    let units = (percent * scale(decimals))
    // A value that is a whole number of units but for the last bits of the double is that number.
    let whole = units.rounded()
    let rounded: Double
    if abs(units - whole) < 1e-9 * max(1, whole.magnitude) {
      rounded = whole
    } else {
      switch rounding {
      case .nearest: rounded = whole
      case .down: rounded = units.rounded(.down)
      case .up: rounded = units.rounded(.up)
      }
    }
    return decimal(Int(rounded), decimals: decimals) + "%"
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

import Testing

@testable import Reporting

@Suite struct ReportPaletteTests {
  /// The relative luminance of WCAG 2.2.
  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let channels = [value >> 16 & 255, value >> 8 & 255, value & 255].map { byte -> Double in
      let share = Double(byte) / 255
      return share <= 0.03928 ? share / 12.92 : power((share + 0.055) / 1.055)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  /// x to the power of 2.4 by Newton's method on the fifth root: x^2.4 = (x^(1/5))^12.
  private static func power(_ base: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - base) / (5 * root * root * root * root) }
    return (0..<12).reduce(1.0) { product, _ in product * root }
  }

  static func contrast(_ first: String, _ second: String) -> Double {
    let (one, two) = (luminance(first), luminance(second))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  @Test func theMeasureIsThatOfTheStandard() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    #expect(abs(Self.contrast("#777777", "#ffffff") - 4.48) < 0.01)
  }

  @Test(arguments: ["text", "muted", "pass", "fail", "open", "error"]) func textIsReadable(name: String) {
    for palette in [ReportPalette.light, .dark] {
      for ground in ["page", "panel"] {
        #expect(Self.contrast(palette[name], palette[ground]) >= 4.5, "\(name) on \(ground)")
      }
    }
  }

  @Test(arguments: ["grid", "open-fill"]) func graphicsStandOut(name: String) {
    for palette in [ReportPalette.light, .dark] { #expect(Self.contrast(palette[name], palette["page"]) >= 3) }
  }

  @Test func markedEvidenceIsReadable() {
    for palette in [ReportPalette.light, .dark] { #expect(Self.contrast(palette["text"], palette["mark"]) >= 7) }
  }

  @Test func theSheetHoldsTheColours() {
    for palette in [ReportPalette.light, .dark] {
      for (name, value) in palette.colours { #expect(ReportStyle.sheet.contains("--\(name):\(value)")) }
    }
  }
}

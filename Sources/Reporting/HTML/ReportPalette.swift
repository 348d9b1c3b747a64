/// The colours of a report, checked for contrast and for colour-vision deficiencies by the tests.
///
/// Blue and dark red, not green and red; every colour goes with a shape and a word.
struct ReportPalette {
  /// A name of CSS and its value.
  let colours: KeyValuePairs<StaticString, StaticString>

  /// On white.
  static let light = ReportPalette(colours: [
    "page": "#ffffff", "panel": "#f6f8fa", "line": "#d1d9e0", "text": "#1f2328", "muted": "#59636e", "grid": "#818b98",
    "pass": "#1168bd", "fail": "#8f1d14", "open": "#7a5900", "open-fill": "#a87600", "error": "#424a53",
    "mark": "#fff3c4",
  ])

  /// On near black.
  static let dark = ReportPalette(colours: [
    "page": "#0d1117", "panel": "#151b23", "line": "#3d444d", "text": "#e6edf3", "muted": "#9198a1", "grid": "#6e7681",
    "pass": "#6cb6ff", "fail": "#ff7b72", "open": "#e3b341", "open-fill": "#e3b341", "error": "#b1bac4",
    "mark": "#4d3b00",
  ])

  /// The value of a name; text when there is none.
  subscript(name: String) -> String {
    for (key, value) in colours where key.description == name { return value.description }
    return colours.first.map { $0.value.description } ?? "#000000"
  }

  /// The colours as custom properties.
  var declarations: String { colours.map { "--\($0.key):\($0.value)" }.joined(separator: ";") }
}

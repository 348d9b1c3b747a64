import EvalSchema

extension EvalsetLoader {
  /// Checks what spans several keys of a manifest.
  ///
  /// - Returns: The ids of its patterns; and the findings.
  static func check(
    _ document: LoadedDocument<EvalsetManifest>
  ) -> (patterns: [String], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var patterns: [String] = []
    for (index, written) in document.value.patterns.enumerated() {
      let place = document.node.nearest(["patterns", "\(index)"]).place
      switch Taxonomy.match(written) {
      case .one(let pattern): patterns.append(pattern.id)
      case .several(let several):
        let names = several.map { "`\($0.id)`" }.joined(separator: ", ")
        diagnostics.append(
          .error(
            "pattern-ambiguous", "\"\(written)\" means several failure patterns", at: place,
            hint: "write one of \(names)"))
      case .none:
        let nearest = NearestName.of(written, in: Taxonomy.patterns.map(\.id)).map { ": did you mean `\($0)`?" } ?? ""
        diagnostics.append(
          .error(
            "unknown-pattern", "there is no failure pattern \"\(ShapeChecker.clipped(written))\"\(nearest)", at: place))
      }
    }
    for severity in Severity.allCases {
      let rules = document.value.policy.severities[severity]
      let path = ["policy", "severities", severity.rawValue]
      let place = document.node.nearest(path + ["cap"]).place
      if rules.unit == .evalCase, document.node.nearest(path)["cap"] != nil {
        diagnostics.append(
          .error(
            "cap-without-pattern", "`cap` counts with `unit: pattern` only", at: place,
            hint: "each case is held to `limit` here: remove `cap`, or write `unit: pattern`"))
      }
      if let cap = rules.cap, rules.unit == .pattern, cap < rules.limit {
        diagnostics.append(.error("limit-range", "`cap` must not be below `limit`", at: place))
      }
    }
    return (patterns, diagnostics)
  }

  /// The reason under `no_case` in the front matter of a postmortem.
  static func noCaseReason(in bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.first.map({ $0 == "---" || $0 == "\u{FEFF}---" }) == true else { return nil }
    lines.removeFirst()
    guard let end = lines.firstIndex(where: { $0 == "---" || $0 == "..." }) else { return nil }
    let reason = YAMLReader.read(lines[..<end].joined(separator: "\n"), file: "").node?["no_case"]?.text
    return reason.flatMap { TextForm.filled.problem(of: $0) == nil && $0 != "true" ? $0 : nil }
  }
}

import EvalSchema

/// What cases hold and the template of an `http` target does not send: right for an application with tools and retrieval of its
/// own, and worth a word where it is an oversight.
enum TemplateCoverage {
  /// One warning for each placeholder that the template lacks and some cases would need.
  static func warnings(_ target: Target, cases: [EvalCase]) -> [Diagnostic] {
    guard let http = target.http else { return [] }
    let pieces =
      (http.body.map { HTTPPlaceholder.pieces(in: $0) } ?? []) + HTTPPlaceholder.pieces(of: target.baseURL ?? "")
    return [(HTTPPlaceholder.tools, \CaseInput.tools.isEmpty), (.documents, \CaseInput.documents.isEmpty)].compactMap {
      placeholder, isEmpty in
      let lacking = cases.filter { !$0.input[keyPath: isEmpty] }
      guard let first = lacking.first, !pieces.contains(.placeholder(placeholder)) else { return nil }
      let name = placeholder.rawValue
      return .warning(
        "template-lacks",
        "the target \"\(target.name)\" does not send the \(name) of \(lacking.count.counted("case")), first \(first.id)",
        hint: "right for an application with \(name) of its own; else put `{{\(name)}}` into `http.body`")
    }
  }
}

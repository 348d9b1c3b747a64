import EvalSchema

/// What cases hold and the template of an `http` target does not send: right for an application with tools, retrieval or
/// conversations of its own, and worth a word where it is an oversight.
enum TemplateCoverage {
  /// Something of a case, the placeholder that sends it, and what an application has that does not need it.
  private struct Need {
    var part: String
    var placeholder: HTTPPlaceholder
    var own: String
    var isOf: (CaseInput) -> Bool
  }

  /// One warning for each part of some cases for which the template lacks the placeholder.
  static func warnings(_ target: Target, cases: [EvalCase]) -> [Diagnostic] {
    guard let http = target.http else { return [] }
    let pieces =
      (http.body.map { HTTPPlaceholder.pieces(in: $0) } ?? []) + HTTPPlaceholder.pieces(of: target.baseURL ?? "")
    return needs(http).compactMap { need in
      guard !pieces.contains(.placeholder(need.placeholder)) else { return nil }
      let lacking = cases.filter { need.isOf($0.input) }
      guard let first = lacking.first else { return nil }
      let name = need.placeholder.rawValue
      return .warning(
        "template-lacks",
        "the target \"\(target.name)\" does not send the \(need.part) of \(lacking.count.counted("case")), first \(first.id)",
        hint: "right for an application with \(need.own) of its own; else put `{{\(name)}}` into `http.body`")
    }
  }

  /// `{{input}}` is the last user message; every other message is in `{{messages}}` alone, `{{system}}` being the target's.
  private static func needs(_ http: HTTPTarget) -> [Need] {
    let memory = "a memory of the conversation"
    var needs = [
      Need(part: "tools", placeholder: .tools, own: "tools") { !$0.tools.isEmpty },
      Need(part: "documents", placeholder: .documents, own: "documents") { !$0.documents.isEmpty },
      Need(part: "earlier turns", placeholder: .messages, own: memory) { input in
        input.messages.count { $0.role != "system" } > 1
      },
      Need(part: "system messages", placeholder: .messages, own: "a system prompt") { input in
        input.messages.contains { $0.role == "system" }
      },
    ]
    if http.toolCalls != nil {
      needs.append(
        Need(part: "tool results", placeholder: .messages, own: memory) { !$0.tools.isEmpty })
    }
    return needs
  }
}

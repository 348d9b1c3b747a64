import EvalSchema

/// The documents of a case as a chat model reads them: one block before the text of the last user message.
///
/// The texts stand as they were, also where one of them holds `</document>` or orders of its own: what retrieval brought in the
/// incident is what the model must be tested with.
enum DocumentBlock {
  /// The block; nil when there are no documents.
  static func text(_ documents: [ContextDocument]) -> String? {
    guard !documents.isEmpty else { return nil }
    var lines = ["<documents>"]
    for document in documents {
      let title = document.title.map { " title=\"\(attribute($0))\"" } ?? ""
      lines += ["<document id=\"\(attribute(document.id))\"\(title)>", document.text, "</document>"]
    }
    lines.append("</documents>")
    return lines.joined(separator: "\n")
  }

  private static func attribute(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// What a template of `adapter: http` may ask for, written `{{name}}`.
package enum HTTPPlaceholder: String, Sendable, CaseIterable {
  /// The text of the last user message.
  case input
  /// The whole conversation, the system prompt first: `[{"role": …, "content": …}]`.
  case messages
  /// The system prompt; empty when there is none.
  case system
  /// What retrieval had found: `[{"id": …, "text": …}]`.
  case documents
  /// The tools that may be called.
  case tools
  /// The parameters of the target.
  case parameters
  /// The model of the target.
  case model
  /// The trial's seed, from 0 to 2147483647.
  case seed
  /// The trial's index, from 0.
  case trial
  /// The id of the case.
  case evalCase = "case"
  /// The variant of the case.
  case variant
  /// The id of the trial's conversation.
  case id

  /// A piece of a template's text.
  package enum Piece: Sendable, Hashable {
    case text(String)
    case placeholder(HTTPPlaceholder)
    /// A name between double braces that nothing has.
    case unknown(String)
  }

  /// The pieces of a text; double braces that are not closed are text. Complexity: O(n).
  package static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(text)
    var plain = ""
    while let opening = rest.firstRange(of: "{{"), let closing = rest[opening.upperBound...].firstRange(of: "}}") {
      plain += rest[..<opening.lowerBound]
      if !plain.isEmpty { pieces.append(.text(plain)) }
      plain = ""
      let name = String(rest[opening.upperBound..<closing.lowerBound].filter { $0 != " " })
      pieces.append(HTTPPlaceholder(rawValue: name).map { .placeholder($0) } ?? .unknown(name))
      rest = rest[closing.upperBound...]
    }
    plain += rest
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return pieces
  }

  /// The pieces of every text in a value; keys are not templates.
  package static func pieces(in value: JSONValue) -> [Piece] {
    switch value {
    case .string(let text): pieces(of: text)
    case .array(let elements): elements.flatMap { pieces(in: $0) }
    case .object(let members): members.keys.sorted().flatMap { members[$0].map { pieces(in: $0) } ?? [] }
    case .null, .boolean, .integer, .number: []
    }
  }
}

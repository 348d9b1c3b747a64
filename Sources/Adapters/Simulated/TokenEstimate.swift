import EvalSchema

/// A count of tokens made without a tokenizer: four Unicode scalars are one token.
///
/// Deterministic, and near enough to give budgets, prices and reports something to work on.
struct TokenEstimate {
  private var scalars = 0

  /// The tokens, rounded up.
  var tokens: Int { (scalars + 3) / 4 }

  /// Counts everything that a request makes a model read.
  static func input(of request: Request) -> Int {
    var estimate = TokenEstimate()
    estimate.add(request.system ?? "")
    for message in request.messages { estimate.add(message) }
    for document in request.documents {
      estimate.add(document.title ?? "")
      estimate.add(document.text)
    }
    for tool in request.tools {
      estimate.add(tool.name)
      estimate.add(tool.description ?? "")
      estimate.add(tool.parameters ?? .null)
    }
    return estimate.tokens
  }

  /// Counts what a turn makes a model write.
  static func output(of turn: AssistantTurn) -> Int {
    var estimate = TokenEstimate()
    estimate.add(turn)
    return estimate.tokens
  }

  private mutating func add(_ text: String) { scalars += text.unicodeScalars.count }

  private mutating func add(_ message: Message) {
    switch message {
    case .system(let text), .user(let text): add(text)
    case .assistant(let turn): add(turn)
    case .tool(let result):
      if let error = result.error { add(error) } else { add(result.result ?? .null) }
    }
  }

  private mutating func add(_ turn: AssistantTurn) {
    add(turn.content)
    for call in turn.toolCalls {
      add(call.name)
      add(call.arguments)
    }
  }

  /// Counts a JSON value about as long as it is written.
  private mutating func add(_ value: JSONValue) {
    switch value {
    case .null: break
    case .boolean, .number: scalars += 4
    case .integer(let integer): add(String(integer))
    case .string(let text): add(text)
    case .array(let elements):
      for element in elements {
        scalars += 1
        add(element)
      }
    case .object(let members):
      for (key, member) in members {
        scalars += 4 + key.unicodeScalars.count
        add(member)
      }
    }
  }
}

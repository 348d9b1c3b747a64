import EvalSchema

/// A request's conversation made whole: every call and result has its id, documents stand in the text.
struct Dialogue: Sendable {
  /// One step of it.
  enum Entry: Sendable {
    case system(String)
    case user(String)
    /// A turn, with the parts that the API wants back word for word where there are any.
    case assistant(AssistantTurn, carried: [JSONValue]?)
    /// The results of the calls before.
    case results([ToolResult])
  }

  /// The target's system prompt.
  let system: String?
  /// The steps; results that follow each other are one.
  let entries: [Entry]

  /// Reads a request; throws `bad-request` for a result that answers no call.
  init(_ request: Request) throws(AdapterFailure) {
    system = request.system.flatMap { $0.isEmpty ? nil : $0 }
    var messages = request.messages
    if let block = DocumentBlock.text(request.documents) {
      let last = messages.lastIndex { if case .user = $0 { true } else { false } }
      if let last {
        messages[last] = .user(block + "\n\n" + messages[last].text)
      } else {
        messages.insert(.user(block), at: 0)
      }
    }
    var entries: [Entry] = []
    var open: [ToolCall] = []
    var calls = 0
    for message in messages {
      switch message {
      case .system(let text): entries.append(.system(text))
      case .user(let text): entries.append(.user(text))
      case .assistant(var turn):
        let carried = try CarriedTurn.parts(of: turn.toolCalls)
        for index in turn.toolCalls.indices {
          calls += 1
          let id = CarriedTurn.plainID(turn.toolCalls[index].id)
          turn.toolCalls[index].id = id.isEmpty ? Self.madeUpID(calls) : id
        }
        open = turn.toolCalls
        entries.append(.assistant(turn, carried: carried))
      case .tool(var result):
        let id = CarriedTurn.plainID(result.call)
        let index = id.isEmpty ? open.indices.first : open.firstIndex { $0.id == id }
        guard let index else {
          throw AdapterFailure(kind: .badRequest, message: "a tool's result in the conversation answers no call")
        }
        let call = open.remove(at: index)
        result.call = call.id
        if result.name.isEmpty { result.name = call.name }
        if case .results(let before)? = entries.last {
          entries[entries.count - 1] = .results(before + [result])
        } else {
          entries.append(.results([result]))
        }
      }
    }
    self.entries = entries
  }

  /// The id of a call that has none: its number in the conversation, from 1.
  static func madeUpID(_ number: Int) -> String { "call_\(number)" }

  /// Calls of a response with ids; those that have none go on counting the conversation's.
  static func numbered(_ calls: [ToolCall], in request: Request) -> [ToolCall] {
    guard calls.contains(where: { $0.id.isEmpty }) else { return calls }
    var count = 0
    for case .assistant(let turn) in request.messages { count += turn.toolCalls.count }
    return calls.enumerated().map { index, call in
      var call = call
      if call.id.isEmpty { call.id = madeUpID(count + index + 1) }
      return call
    }
  }
}

extension Dialogue {
  /// A piece of what one side says.
  enum Block: Sendable {
    case text(String)
    case call(ToolCall)
    case result(ToolResult)
    /// A part of the API's own, word for word.
    case carried(JSONValue)
  }

  /// What one side says without interruption.
  struct Side: Sendable {
    var isAssistant: Bool
    var blocks: [Block]
  }

  /// The system prompt and every system message, in order, as one text: for APIs whose messages have two roles only.
  var wholeSystem: String? {
    var texts = [system].compactMap(\.self)
    for case .system(let text) in entries where !text.isEmpty { texts.append(text) }
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
  }

  /// The conversation as two sides that take turns; blank texts are left out, as those APIs refuse them.
  var sides: [Side] {
    var sides: [Side] = []
    for entry in entries {
      let side: Side
      switch entry {
      case .system: continue
      case .user(let text): side = Side(isAssistant: false, blocks: Self.isBlank(text) ? [] : [.text(text)])
      case .assistant(_, let carried?): side = Side(isAssistant: true, blocks: carried.map { .carried($0) })
      case .assistant(let turn, nil):
        let text: [Block] = Self.isBlank(turn.content) ? [] : [.text(turn.content)]
        side = Side(isAssistant: true, blocks: text + turn.toolCalls.map { .call($0) })
      case .results(let results): side = Side(isAssistant: false, blocks: results.map { .result($0) })
      }
      guard !side.blocks.isEmpty else { continue }
      if sides.last?.isAssistant == side.isAssistant {
        sides[sides.count - 1].blocks += side.blocks
      } else {
        sides.append(side)
      }
    }
    return sides
  }

  private static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}

import EvalSchema

/// Reads the messages of a conversation in any notation that traces use: OpenAI (chat and responses), Anthropic, OpenTelemetry parts,
/// LangChain.
///
/// What is neither text nor a call, such as an image, leaves a mark where it stood; nothing is guessed.
enum ChatMessages {
  /// The messages of a value: a list, one message, `{messages: […]}`, or such as JSON in a text.
  static func read(_ value: JSONValue, role: String = "user", depth: Int = 0) -> [Message] {
    guard depth < 6 else { return [] }
    switch value {
    case .string(let text):
      if let inner = json(text) { return read(inner, role: role, depth: depth + 1) }
      return text.isBlank ? [] : [message(role, text)]
    case .array(let items):
      // LangChain nests the list once more.
      return joined(items.flatMap { read($0, role: role, depth: depth + 1) })
    case .object(let members):
      for key in ["messages", "choices", "generations", "output", "input"] where members["role"] == nil {
        if let inner = members[key], members["type"] == nil || key != "output" {
          return read(inner, role: key == "messages" || key == "input" ? role : "assistant", depth: depth + 1)
        }
      }
      if let inner = members["message"], members["role"] == nil {
        return read(
          inner, role: role == "user" && members["finish_reason"] != nil ? "assistant" : role, depth: depth + 1)
      }
      return single(members, role: role)
    default: return []
    }
  }

  /// The role of a message, by any of its names.
  private static func role(_ members: [String: JSONValue], default standard: String) -> String {
    var name = members["role"]?.string ?? ""
    if name.isEmpty, case .array(let path)? = members["id"], let last = path.last?.string { name = last }
    if name.isEmpty { name = members["type"]?.string ?? "" }
    switch name.lowercased() {
    case "system", "developer", "systemmessage": return "system"
    case "user", "human", "humanmessage": return "user"
    case "assistant", "ai", "model", "aimessage", "aimessagechunk": return "assistant"
    case "tool", "function", "toolmessage", "functionmessage": return "tool"
    default: return standard
    }
  }

  private static func single(_ members: [String: JSONValue], role standard: String) -> [Message] {
    var members = members
    let role = role(members, default: standard)
    // LangChain keeps what a message holds in `kwargs` or `data`.
    for key in ["kwargs", "data"] {
      if case .object(let inner)? = members[key] { members.merge(inner) { _, new in new } }
    }
    switch members["type"]?.string {
    case "function_call":
      return [.assistant(AssistantTurn(toolCalls: [call(members)].compactMap(\.self)))]
    case "function_call_output":
      return [.tool(result(call: members["call_id"], value: members["output"] ?? .null, isError: false))]
    case "reasoning": return []
    default: break
    }
    if role == "tool" {
      let id = members["tool_call_id"] ?? members["id"]
      let isError = members["status"]?.string == "error"
      if case .array(let parts)? = members["parts"] { return parts.flatMap { self.parts($0, role: role).messages } }
      var found = result(call: id, value: members["content"] ?? .null, isError: isError)
      found.name = members["name"]?.string ?? ""
      return [.tool(found)]
    }
    var (texts, calls, others): ([String], [ToolCall], [Message]) = ([], [], [])
    let content = members["parts"] ?? members["content"] ?? members["text"] ?? .null
    let items: [JSONValue] = if case .array(let items) = content { items } else { [content] }
    for item in items {
      let part = parts(item, role: role)
      texts += part.texts
      calls += part.calls
      others += part.messages
    }
    if case .array(let found)? = members["tool_calls"] {
      calls += found.compactMap { item in
        guard case .object(let inner) = item else { return nil }
        return call(inner)
      }
    }
    let text = texts.joined(separator: "\n")
    switch role {
    case "assistant":
      if text.isBlank, calls.isEmpty { return others }
      return [.assistant(AssistantTurn(content: text, toolCalls: calls))] + others
    default: return others + (text.isBlank ? [] : [message(role, text)])
    }
  }

  private static func parts(
    _ item: JSONValue, role: String
  ) -> (texts: [String], calls: [ToolCall], messages: [Message]) {
    guard case .object(let members) = item else { return (item.string.map { [$0] } ?? [], [], []) }
    switch members["type"]?.string {
    case "text", "input_text", "output_text":
      return ([members["text"]?.string ?? members["content"]?.string ?? ""], [], [])
    case "tool_call", "tool_use", "function_call": return ([], call(members).map { [$0] } ?? [], [])
    case "tool_call_response", "tool_result":
      let value = members["result"] ?? members["response"] ?? members["content"] ?? .null
      let id = members["tool_use_id"] ?? members["id"]
      return ([], [], [.tool(result(call: id, value: value, isError: members["is_error"]?.boolean == true))])
    case "reasoning", "thinking", "redacted_thinking": return ([], [], [])
    case let kind?: return (["[\(ImportProposal.excerpt(kind))]"], [], [])
    case nil: return ([members["text"]?.string ?? members["content"]?.string ?? ""], [], [])
    }
  }

  private static func call(_ members: [String: JSONValue]) -> ToolCall? {
    var members = members
    if case .object(let function)? = members["function"] { members.merge(function) { _, new in new } }
    guard let name = members["name"]?.string, !name.isEmpty else { return nil }
    let given = members["arguments"] ?? members["input"] ?? members["args"] ?? .object([:])
    let arguments = given.string.map { json($0) ?? ($0.isEmpty ? .object([:]) : .string($0)) } ?? given
    let id = members["call_id"]?.string ?? members["id"]?.string ?? ""
    return ToolCall(id: id, name: name, arguments: arguments)
  }

  private static func result(call: JSONValue?, value: JSONValue, isError: Bool) -> ToolResult {
    var value = value
    // A result in parts of text is that text.
    if case .array(let items) = value, !items.isEmpty, items.allSatisfy({ $0["type"]?.string == "text" }) {
      value = .string(items.compactMap { $0["text"]?.string }.joined(separator: "\n"))
    }
    if let text = value.string, let inner = json(text) { value = inner }
    let error = isError ? value.string ?? "the tool failed" : nil
    return ToolResult(call: call?.string ?? "", result: isError ? nil : value, error: error)
  }

  private static func message(_ role: String, _ text: String) -> Message {
    switch role {
    case "system": .system(text)
    case "assistant": .assistant(AssistantTurn(content: text))
    case "tool": .tool(ToolResult(result: .string(text)))
    default: .user(text)
    }
  }

  /// Calls that stand in items of their own are one turn.
  private static func joined(_ messages: [Message]) -> [Message] {
    messages.reduce(into: []) { result, message in
      if case .assistant(let turn) = message, turn.content.isEmpty, case .assistant(var last)? = result.last,
        last.content.isEmpty
      {
        last.toolCalls += turn.toolCalls
        result[result.count - 1] = .assistant(last)
      } else {
        result.append(message)
      }
    }
  }

  /// The object or list that a text holds; nil for any other text.
  static func json(_ text: String) -> JSONValue? {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }), first == "{" || first == "["
    else {
      return nil
    }
    return TraceReader.value(Array(text.utf8))
  }

  /// Documents in a value: a list of texts or of mappings with a text, in rank order.
  static func documents(_ value: JSONValue) -> [ContextDocument] {
    var value = value
    if let text = value.string, let inner = json(text) { value = inner }
    if let inner = value["documents"] ?? value["output"] ?? value["results"] { value = inner }
    guard case .array(let items) = value else { return [] }
    return items.enumerated().compactMap { index, item in
      let inner = item["document"] ?? item
      let text = inner.string ?? inner["content"]?.string ?? inner["page_content"]?.string ?? inner["text"]?.string
      guard let text, !text.isBlank else { return nil }
      let meta = inner["metadata"]
      let id = [inner["id"], item["id"], meta?["id"], meta?["source"], inner["title"]].lazy.compactMap { $0?.string }
        .first
      return ContextDocument(
        id: ImportProposal.excerpt(id ?? "document-\(index + 1)"), rank: index + 1,
        title: (inner["title"] ?? meta?["title"])?.string.map { ImportProposal.excerpt($0) }, text: text)
    }
  }

  /// Tools as they were offered: name, description and schema of each.
  static func tools(_ value: JSONValue) -> [ToolFixture] {
    var value = value
    if let text = value.string, let inner = json(text) { value = inner }
    guard case .array(let items) = value else { return [] }
    return items.prefix(TraceReader.mostTools).compactMap { item in
      let inner = item["function"] ?? item
      guard let name = inner["name"]?.string, !name.isEmpty else { return nil }
      let schema = inner["parameters"] ?? inner["input_schema"]
      return ToolFixture(name: name, description: inner["description"]?.string, parameters: schema)
    }
  }
}

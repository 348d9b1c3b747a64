import EvalSchema

extension TraceRun {
  /// Takes out of everything that goes into a case what must not be committed; false when something cannot be taken out.
  ///
  /// Works on values, so that no escape hides anything.
  mutating func redact(with redactor: inout Redactor) -> Bool {
    var isClean = true
    func clean(_ text: String, _ redactor: inout Redactor) -> String {
      let outcome = redactor.redact(text)
      if outcome.obstacle != nil { isClean = false }
      return outcome.text
    }
    func clean(_ value: JSONValue, _ redactor: inout Redactor) -> JSONValue {
      switch value {
      case .string(let text): return .string(clean(text, &redactor))
      case .array(let items): return .array(items.map { clean($0, &redactor) })
      case .object(let members):
        return .object(
          Dictionary(
            members.sorted { $0.key < $1.key }.map { (clean($0.key, &redactor), member($0.key, $0.value, &redactor)) }
          ) {
            first, _ in first
          })
      default: return value
      }
    }
    /// A text under a key is read with it: `password` and `phone` say what stands there.
    func member(_ key: String, _ value: JSONValue, _ redactor: inout Redactor) -> JSONValue {
      guard case .string(let text) = value else { return clean(value, &redactor) }
      let whole = clean("\(key): \(text)", &redactor)
      return whole.hasPrefix("\(key): ") ? .string(String(whole.dropFirst(key.count + 2))) : clean(value, &redactor)
    }
    messages = messages.map { message in
      switch message {
      case .system(let text): return .system(clean(text, &redactor))
      case .user(let text): return .user(clean(text, &redactor))
      case .assistant(var turn):
        turn.content = clean(turn.content, &redactor)
        for index in turn.toolCalls.indices {
          turn.toolCalls[index].arguments = clean(turn.toolCalls[index].arguments, &redactor)
        }
        return .assistant(turn)
      case .tool(var result):
        result.result = result.result.map { clean($0, &redactor) }
        result.error = result.error.map { clean($0, &redactor) }
        return .tool(result)
      }
    }
    for index in documents.indices {
      documents[index].text = clean(documents[index].text, &redactor)
      documents[index].id = clean(documents[index].id, &redactor)
      documents[index].title = documents[index].title.map { clean($0, &redactor) }
    }
    for index in results.indices { results[index].value = clean(results[index].value, &redactor) }
    for index in tools.indices {
      tools[index].description = tools[index].description.map { clean($0, &redactor) }
      tools[index].parameters = tools[index].parameters.map { clean($0, &redactor) }
    }
    workflow = workflow.map { clean($0, &redactor) }
    return isClean
  }
}

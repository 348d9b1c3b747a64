import EvalSchema

/// Reads OTLP JSON: spans of generative AI by the names of `TraceNames`, grouped by trace.
enum OpenTelemetryTrace {
  struct Span: Sendable {
    var trace: String
    var name: String
    var start: Int
    var end: Int
    var attributes: [String: JSONValue]
    var events: [(name: String, attributes: [String: JSONValue])]
    /// What its status or `error.type` says went wrong.
    var error: String?

    /// Whether a model was asked in it.
    var isGenerative: Bool {
      attributes["gen_ai.request.model"] != nil || attributes["gen_ai.response.model"] != nil
        || ["chat", "generate_content", "text_completion"].contains(attributes[TraceNames.operation]?.string ?? "")
    }

    func first(_ names: [String]) -> JSONValue? { names.lazy.compactMap { attributes[$0] }.first }
  }

  static func runs(in records: [JSONValue]) -> [TraceRun] {
    let spans = records.flatMap { OpenTelemetryTrace.spans(of: $0) }
    let order = spans.map(\.trace).reduce(into: [String]()) {
      if !$0.contains($1) && $0.count < 10_000 { $0.append($1) }
    }
    let byTrace = Dictionary(grouping: spans, by: \.trace)
    return order.compactMap { byTrace[$0].map { run(of: $0.sorted { ($0.start, $0.end) < ($1.start, $1.end) }) } }
  }

  /// The run that the spans of one trace record, in the order in which they began.
  static func run(of spans: [Span]) -> TraceRun {
    var run = TraceRun(format: "OpenTelemetry")
    run.ids = [spans[0].trace]
    var longest: [Message] = []
    var cost = 0.0
    for span in spans {
      run.ids += TraceNames.ids.compactMap { span.attributes[$0]?.string }
      let messages = messages(of: span)
      if messages.count >= longest.count { longest = messages }
      if !messages.isEmpty || span.attributes["gen_ai.request.model"] != nil {
        run.model = span.first(TraceNames.models)?.string ?? run.model
        for name in TraceNames.parameters {
          span.attributes[TraceNames.parameterPrefix + name].map { run.parameters[name] = $0 }
        }
      }
      run.prompt += TraceNames.instructions.compactMap { span.attributes[$0] }.flatMap {
        ChatMessages.read($0, role: "system")
      }.map(\.text)
      for definitions in TraceNames.definitions.compactMap({ span.attributes[$0] }) where run.tools.isEmpty {
        run.tools = ChatMessages.tools(definitions)
      }
      for documents in TraceNames.documents.compactMap({ span.attributes[$0] }) {
        run.documents += ChatMessages.documents(documents)
      }
      run.documents += indexedDocuments(span.attributes)
      if let tool = span.attributes[TraceNames.toolName]?.string, let result = span.first(TraceNames.toolResults) {
        let value = result.string.flatMap { ChatMessages.json($0) } ?? result
        run.results.append((span.attributes[TraceNames.toolCall]?.string ?? "", tool, value))
      }
      run.workflow = run.workflow ?? span.first(TraceNames.workflow)?.string
      run.agentVersion = run.agentVersion ?? span.first(TraceNames.agentVersion)?.string
      cost += span.first(TraceNames.costs)?.number ?? 0
      if !messages.isEmpty || span.isGenerative {
        // What was tried again with success did not fail: the last word counts.
        run.error = span.error
        if let tokens = span.first(TraceNames.outputTokens)?.integer {
          run.outputTokens = (run.outputTokens ?? 0) + tokens
        }
        if let reasons = span.first(TraceNames.finishReasons) { run.isTruncated = isCut(reasons) }
      }
    }
    (run.prompt, run.messages) = TraceConversation.separated(longest, prompt: run.prompt)
    if let start = spans.map(\.start).min(), let end = spans.map(\.end).max(), start > 0, end >= start {
      run.latency = Double((end - start) / 1_000_000) / 1_000
      run.timestamps = [TraceConversation.timestamp(seconds: start / 1_000_000_000)]
    }
    run.costMicros = TraceConversation.micros(cost)
    return run
  }

  private static func isCut(_ reasons: JSONValue) -> Bool {
    if case .array(let items) = reasons { return items.contains { isCut($0) } }
    return reasons.string.map { TraceNames.cut.contains($0) } ?? false
  }

  private static func messages(of span: Span) -> [Message] {
    var messages: [Message] = []
    for name in TraceNames.inputMessages {
      if let value = span.attributes[name] { messages += ChatMessages.read(value); break }
    }
    if messages.isEmpty { messages = indexed(TraceNames.promptPrefix, span.attributes, role: "user") }
    var answers: [Message] = []
    for name in TraceNames.outputMessages {
      if let value = span.attributes[name] { answers = ChatMessages.read(value, role: "assistant"); break }
    }
    if answers.isEmpty { answers = indexed(TraceNames.completionPrefix, span.attributes, role: "assistant") }
    for event in span.events {
      if event.name == TraceNames.detailEvent || event.name == "gen_ai.content.prompt"
        || event.name == "gen_ai.content.completion"
      {
        for name in TraceNames.inputMessages { event.attributes[name].map { messages += ChatMessages.read($0) } }
        for name in TraceNames.outputMessages {
          event.attributes[name].map { answers += ChatMessages.read($0, role: "assistant") }
        }
      } else if let role = TraceNames.messageEvents[event.name] {
        var members = event.attributes
        for key in ["message", "tool_calls"] {
          if let text = members[key]?.string, let inner = ChatMessages.json(text) { members[key] = inner }
        }
        if members["role"] == nil, members["message"] == nil { members["role"] = .string(role) }
        let found = ChatMessages.read(.object(members), role: role)
        if event.name == "gen_ai.choice" { answers += found } else { messages += found }
      }
    }
    return messages + answers
  }

  /// `gen_ai.prompt.0.role`, `gen_ai.prompt.0.content`: one attribute for each part of each message.
  private static func indexed(_ prefix: String, _ attributes: [String: JSONValue], role: String) -> [Message] {
    var found: [Message] = []
    var index = 0
    while index < TraceReader.mostMessages {
      let own = "\(prefix)\(index)."
      guard attributes[own + "role"] != nil || attributes[own + "content"] != nil else { break }
      var members: [String: JSONValue] = ["role": attributes[own + "role"] ?? .string(role)]
      members["content"] = attributes[own + "content"] ?? .null
      var calls: [JSONValue] = []
      while let name = attributes["\(own)tool_calls.\(calls.count).name"], calls.count < TraceReader.mostTools {
        let call = "\(own)tool_calls.\(calls.count)."
        calls.append(
          .object([
            "name": name, "arguments": attributes[call + "arguments"] ?? .object([:]),
            "id": attributes[call + "id"] ?? "",
          ]))
      }
      if !calls.isEmpty { members["tool_calls"] = .array(calls) }
      found += ChatMessages.read(.object(members), role: role)
      index += 1
    }
    return found
  }

  /// `retrieval.documents.0.document.content`: one attribute for each part of each document.
  private static func indexedDocuments(_ attributes: [String: JSONValue]) -> [ContextDocument] {
    var found: [ContextDocument] = []
    while let text = attributes["retrieval.documents.\(found.count).document.content"]?.string,
      found.count < TraceReader.mostTools
    {
      let id = attributes["retrieval.documents.\(found.count).document.id"]?.string ?? "document-\(found.count + 1)"
      found.append(ContextDocument(id: ImportProposal.excerpt(id), rank: found.count + 1, text: text))
    }
    return found
  }

  // MARK: - OTLP

  /// The spans of a line of an export.
  static func spans(of record: JSONValue) -> [Span] {
    list(record["resourceSpans"] ?? record["resource_spans"]).flatMap { resource -> [Span] in
      let shared = attributes(resource["resource"]?["attributes"]).filter { $0.key == "service.version" }
      return list(resource["scopeSpans"] ?? resource["scope_spans"]).flatMap { list($0["spans"]) }.compactMap { span in
        guard let trace = (span["traceId"] ?? span["trace_id"])?.string else { return nil }
        return Span(
          trace: trace, name: span["name"]?.string ?? "",
          start: nanos(span["startTimeUnixNano"] ?? span["start_time_unix_nano"]),
          end: nanos(span["endTimeUnixNano"] ?? span["end_time_unix_nano"]),
          attributes: attributes(span["attributes"]).merging(shared) { own, _ in own },
          events: list(span["events"]).map { ($0["name"]?.string ?? "", attributes($0["attributes"])) },
          error: error(of: span))
      }
    }
  }

  private static func error(of span: JSONValue) -> String? {
    let status = span["status"]
    let isError = status?["code"]?.integer == 2 || status?["code"]?.string == "STATUS_CODE_ERROR"
    let kind = attributes(span["attributes"])[TraceNames.error]?.string
    guard isError || kind != nil else { return nil }
    return kind ?? status?["message"]?.string ?? "error"
  }

  private static func list(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let items)? = value else { return [] }
    return items
  }

  private static func nanos(_ value: JSONValue?) -> Int { value?.integer ?? value?.string.flatMap { Int($0) } ?? 0 }

  private static func attributes(_ value: JSONValue?) -> [String: JSONValue] {
    Dictionary(
      list(value).compactMap { item in item["key"]?.string.map { ($0, plain(item["value"] ?? .null, depth: 0)) } }
    ) { first, _ in first }
  }

  private static func plain(_ value: JSONValue, depth: Int) -> JSONValue {
    guard depth < 32, case .object(let members) = value, let (kind, inner) = members.first, members.count == 1 else {
      return .null
    }
    switch kind {
    case "intValue", "int_value": return inner.string.flatMap { Int($0) }.map { .integer($0) } ?? inner
    case "arrayValue", "array_value": return .array(list(inner["values"]).map { plain($0, depth: depth + 1) })
    case "kvlistValue", "kvlist_value":
      let pairs = list(inner["values"]).compactMap { item in
        item["key"]?.string.map { ($0, plain(item["value"] ?? .null, depth: depth + 1)) }
      }
      return .object(Dictionary(pairs) { first, _ in first })
    default: return inner
    }
  }
}

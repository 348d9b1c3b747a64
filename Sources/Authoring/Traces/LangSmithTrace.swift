import EvalSchema

/// Reads exports of LangSmith: runs of models, tools and retrievers, grouped by trace.
enum LangSmithTrace {
  static func runs(in records: [JSONValue]) -> [TraceRun] {
    let runs = records.flatMap { flat($0, depth: 0) }
    func trace(_ run: JSONValue) -> String { run["trace_id"]?.string ?? run["id"]?.string ?? "" }
    let order = runs.map(trace).reduce(into: [String]()) { if !$0.contains($1) && $0.count < 10_000 { $0.append($1) } }
    let byTrace = Dictionary(grouping: runs, by: trace)
    return order.compactMap { byTrace[$0].map { run(of: $0) } }
  }

  /// A run with those that it started.
  private static func flat(_ run: JSONValue, depth: Int) -> [JSONValue] {
    guard depth < 32, run["run_type"]?.string != nil else { return [] }
    guard case .array(let children)? = run["child_runs"] else { return [run] }
    let own = run["trace_id"] ?? run["id"] ?? .null
    let inner = children.flatMap { flat($0, depth: depth + 1) }.map { child -> JSONValue in
      guard case .object(var members) = child, members["trace_id"] == nil else { return child }
      members["trace_id"] = own
      return .object(members)
    }
    return [run] + inner
  }

  private static func run(of parts: [JSONValue]) -> TraceRun {
    var run = TraceRun(format: "LangSmith")
    var longest: [Message] = []
    let ordered = parts.sorted { ($0["start_time"]?.string ?? "") < ($1["start_time"]?.string ?? "") }
    for part in ordered {
      run.ids += [part["trace_id"], part["id"], part["extra"]?["metadata"]?["thread_id"]].compactMap { $0?.string }
      let (inputs, outputs) = (part["inputs"] ?? .null, part["outputs"] ?? .null)
      switch part["run_type"]?.string {
      case "llm":
        let messages = ChatMessages.read(inputs) + ChatMessages.read(outputs, role: "assistant")
        if messages.count >= longest.count { longest = messages }
        let given = part["extra"]?["invocation_params"]
        run.model =
          given?["model"]?.string ?? given?["model_name"]?.string ?? part["extra"]?["metadata"]?["ls_model_name"]?
          .string ?? run.model
        for name in TraceNames.parameters { given?[name].map { run.parameters[name] = $0 } }
        if let tools = given?["tools"], run.tools.isEmpty { run.tools = ChatMessages.tools(tools) }
      case "retriever": run.documents += ChatMessages.documents(outputs)
      case "tool":
        var value = outputs["output"] ?? outputs
        if let content = value["content"] { value = content }
        value = value.string.flatMap { ChatMessages.json($0) } ?? value
        run.results.append(("", part["name"]?.string ?? "", value))
      default: continue
      }
    }
    (run.prompt, run.messages) = TraceConversation.separated(longest, prompt: [])
    let root = ordered.first { $0["parent_run_id"]?.string == nil } ?? ordered.first
    run.workflow = root?["name"]?.string
    run.latency = TraceConversation.seconds(from: root?["start_time"]?.string, to: root?["end_time"]?.string)
    run.timestamps = root?["start_time"]?.string.map { [ImportProposal.excerpt($0)] } ?? []
    let cost = root?["total_cost"]
    run.costMicros = (cost?.number ?? cost?.string.flatMap { Double($0) }).flatMap { TraceConversation.micros($0) }
    return run
  }
}

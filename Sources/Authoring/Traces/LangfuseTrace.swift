import EvalSchema

/// Reads exports of Langfuse: traces with their observations.
enum LangfuseTrace {
  static func runs(in records: [JSONValue]) -> [TraceRun] {
    records.filter { record in
      if case .array? = record["observations"] { return true }
      return false
    }.map { run(of: $0) }
  }

  /// The run of one trace with its observations.
  static func run(of trace: JSONValue) -> TraceRun {
    var run = TraceRun(format: "Langfuse")
    run.ids = [trace["id"], trace["sessionId"], trace["externalId"]].compactMap { $0?.string }
    run.workflow = trace["name"]?.string
    run.agentVersion = trace["version"]?.string ?? trace["release"]?.string
    guard case .array(let observations)? = trace["observations"] else { return run }
    var longest: [Message] = []
    let ordered = observations.sorted { ($0["startTime"]?.string ?? "") < ($1["startTime"]?.string ?? "") }
    for observation in ordered {
      run.ids += observation["id"]?.string.map { [$0] } ?? []
      let output = observation["output"] ?? .null
      switch observation["type"]?.string?.uppercased() {
      case "GENERATION":
        let messages = ChatMessages.read(observation["input"] ?? .null) + ChatMessages.read(output, role: "assistant")
        if messages.count >= longest.count { longest = messages }
        run.model = observation["model"]?.string ?? run.model
        if case .object(let parameters)? = observation["modelParameters"] {
          run.parameters.merge(parameters) { _, new in new }
        }
        // The last generation counts: one that was tried again did not fail.
        run.error =
          observation["level"]?.string == "ERROR" ? observation["statusMessage"]?.string ?? "error" : nil
        let usage = observation["usageDetails"]?["output"] ?? observation["usage"]?["output"]
        if let tokens = usage?.integer { run.outputTokens = (run.outputTokens ?? 0) + tokens }
        if let tools = observation["input"]?["tools"], run.tools.isEmpty { run.tools = ChatMessages.tools(tools) }
      case "RETRIEVER": run.documents += ChatMessages.documents(output)
      case "TOOL":
        let value = output.string.flatMap { ChatMessages.json($0) } ?? output
        run.results.append(("", observation["name"]?.string ?? "", value))
      default: continue
      }
    }
    if longest.isEmpty {
      longest =
        ChatMessages.read(trace["input"] ?? .null) + ChatMessages.read(trace["output"] ?? .null, role: "assistant")
    }
    (run.prompt, run.messages) = TraceConversation.separated(longest, prompt: [])
    run.latency = trace["latency"]?.number
    run.costMicros = trace["totalCost"]?.number.flatMap { TraceConversation.micros($0) }
    run.timestamps = trace["timestamp"]?.string.map { [ImportProposal.excerpt($0)] } ?? []
    return run
  }
}

import EvalSchema

/// Reads logs of requests and responses of OpenAI (chat completions, responses) and Anthropic (messages).
///
/// Records of one run id are one run; of a run with several requests, the one with the longest conversation counts.
enum ProviderLog {
  static func runs(in records: [JSONValue]) -> [TraceRun] {
    let logs = records.filter { request(of: $0) != nil && response(of: $0) != nil }
    var runs: [TraceRun] = []
    for log in logs {
      let next = run(of: log)
      // Requests of one run share the id that the log gives it, not that of the answer.
      if let own = runID(of: log), let index = runs.firstIndex(where: { $0.ids.first == own }) {
        let earlier = runs[index]
        var longer = next.messages.count >= earlier.messages.count ? next : earlier
        longer.ids = earlier.ids + next.ids.filter { !earlier.ids.contains($0) }
        longer.costMicros = earlier.costMicros.map { $0 + (next.costMicros ?? 0) } ?? next.costMicros
        longer.latency = earlier.latency.map { $0 + (next.latency ?? 0) } ?? next.latency
        longer.timestamps = earlier.timestamps.isEmpty ? next.timestamps : earlier.timestamps
        runs[index] = longer
      } else {
        runs.append(next)
      }
    }
    return runs
  }

  /// The run of one line of a log: one that came to its end, or one that failed; nil for anything else.
  static func observed(_ log: JSONValue) -> TraceRun? {
    let asked = log["request"]?["body"] ?? log["request"] ?? log["input"]
    guard asked?["messages"] != nil || asked?["input"] != nil else { return nil }
    let answer = log["response"]?["body"] ?? log["response"] ?? log["output"] ?? .null
    var run = run(of: log)
    let status = (log["response"]?["status_code"] ?? log["status_code"] ?? log["status"])?.integer ?? 200
    let failure = [log["error"], answer["error"]].compactMap(\.self).first { $0 != .null }
    if let failure {
      run.error = failure["message"]?.string ?? failure["type"]?.string ?? failure.string ?? "error"
    } else if status >= 400 {
      run.error = "status \(status)"
    } else if response(of: log) == nil {
      run.error = "no answer was recorded"
    }
    return run
  }

  private static func request(of log: JSONValue) -> JSONValue? {
    let found = log["request"]?["body"] ?? log["request"] ?? log["input"]
    return found?["messages"] != nil || found?["input"] != nil ? found : nil
  }

  private static func response(of log: JSONValue) -> JSONValue? {
    let found = log["response"]?["body"] ?? log["response"] ?? log["output"]
    return found?["choices"] != nil || found?["content"] != nil || found?["output"] != nil ? found : nil
  }

  /// The id that a log gives its run, which requests of one run share.
  static func runID(of log: JSONValue) -> String? {
    ["run_id", "runId", "trace_id", "traceId", "session_id", "conversation_id", "id", "request_id"].lazy
      .compactMap { log[$0]?.string ?? log["metadata"]?[$0]?.string }.first
  }

  private static func run(of log: JSONValue) -> TraceRun {
    let (request, response) = (request(of: log) ?? .null, response(of: log) ?? .null)
    let isAnthropic = response["type"]?.string == "message" && response["content"] != nil
    var run = TraceRun(format: isAnthropic ? "Anthropic log" : "OpenAI log")
    run.ids = [runID(of: log), response["id"]?.string, log["request_id"]?.string].compactMap(\.self)
    let prompt = [request["system"], request["instructions"]].compactMap(\.self)
      .flatMap { ChatMessages.read($0, role: "system") }.map(\.text)
    let asked = ChatMessages.read(request["messages"] ?? request["input"] ?? .null)
    let answer: JSONValue =
      isAnthropic
      ? .object(["role": "assistant", "content": response["content"] ?? .null])
      : response["choices"]?[0] ?? response["output"] ?? .null
    (run.prompt, run.messages) = TraceConversation.separated(
      asked + ChatMessages.read(answer, role: "assistant"), prompt: prompt)
    run.model = response["model"]?.string ?? request["model"]?.string
    for name in TraceNames.parameters { request[name].map { run.parameters[name] = $0 } }
    if let tools = request["tools"] { run.tools = ChatMessages.tools(tools) }
    let milliseconds = ["latency_ms", "duration_ms", "elapsed_ms"].lazy.compactMap { log[$0]?.number }.first
    run.latency = milliseconds.map { $0 / 1_000 } ?? log["latency"]?.number
    let usage = response["usage"]
    run.outputTokens = (usage?["completion_tokens"] ?? usage?["output_tokens"])?.integer
    let reason = response["choices"]?[0]?["finish_reason"] ?? response["stop_reason"]
    run.isTruncated =
      reason?.string.map { TraceNames.cut.contains($0) }
      ?? (response["status"]?.string).map { _ in
        response["incomplete_details"]?["reason"]?.string == "max_output_tokens"
      }
    run.costMicros = (log["cost"] ?? log["cost_usd"])?.number.flatMap { TraceConversation.micros($0) }
    run.timestamps =
      ["timestamp", "created_at", "time"].lazy.compactMap { log[$0]?.string }.first.map { [ImportProposal.excerpt($0)] }
      ?? response["created"]?.integer.map { [TraceConversation.timestamp(seconds: $0)] } ?? []
    return run
  }
}

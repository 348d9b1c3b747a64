import EvalSchema

/// One run in the notation of each tool, written for these tests after their shapes.
enum TraceFixture {
  static let input: [Message] = [
    .user("Hi"), .assistant(AssistantTurn(content: "Hello!")), .user("Refund order 8812."),
  ]
  static let call = ToolCall(id: "c1", name: "issue_refund", arguments: ["order": 8812])

  /// `{name, text, ids}` of each notation; all hold the run r-88f1 and another one.
  static let all: [(format: String, text: String)] = [
    ("OpenTelemetry", openTelemetry), ("OpenTelemetry", legacyEvents), ("OpenTelemetry", indexed),
    ("Langfuse", langfuse),
    ("LangSmith", langSmith), ("OpenAI log", openAI), ("OpenAI log", responses), ("Anthropic log", anthropic),
  ]

  static let openTelemetry = """
    {"resourceSpans": [{"resource": {"attributes": [{"key": "service.version", "value": {"stringValue": "shop 4.2"}}]},
      "scopeSpans": [{"spans": [
        {"traceId": "t-other", "spanId": "9", "name": "chat", "startTimeUnixNano": "1", "endTimeUnixNano": "2", "attributes": [
          {"key": "gen_ai.input.messages", "value": {"stringValue": "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"other\\"}]}]"}}]},
        {"traceId": "t-1", "spanId": "3", "name": "execute_tool issue_refund", "startTimeUnixNano": "1778753462000000000", "endTimeUnixNano": "1778753463000000000", "attributes": [
          {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}},
          {"key": "gen_ai.tool.name", "value": {"stringValue": "issue_refund"}},
          {"key": "gen_ai.tool.call.id", "value": {"stringValue": "c1"}},
          {"key": "gen_ai.tool.call.result", "value": {"stringValue": "{\\"state\\":\\"done\\"}"}}]},
        {"traceId": "t-1", "spanId": "2", "name": "chat acme", "startTimeUnixNano": "1778753461000000000", "endTimeUnixNano": "1778753464500000000", "attributes": [
          {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
          {"key": "gen_ai.conversation.id", "value": {"stringValue": "r-88f1"}},
          {"key": "gen_ai.response.model", "value": {"stringValue": "acme-2026-01-15"}},
          {"key": "gen_ai.request.temperature", "value": {"doubleValue": 0.7}},
          {"key": "gen_ai.request.seed", "value": {"intValue": "5"}},
          {"key": "gen_ai.usage.cost", "value": {"doubleValue": 0.0125}},
          {"key": "gen_ai.system_instructions", "value": {"stringValue": "[{\\"type\\":\\"text\\",\\"content\\":\\"Be kind.\\"}]"}},
          {"key": "gen_ai.tool.definitions", "value": {"stringValue": "[{\\"type\\":\\"function\\",\\"name\\":\\"issue_refund\\",\\"description\\":\\"Pays.\\",\\"parameters\\":{\\"type\\":\\"object\\"}}]"}},
          {"key": "gen_ai.retrieval.documents", "value": {"stringValue": "[{\\"id\\":\\"policy-7\\",\\"content\\":\\"Ask first.\\"}]"}},
          {"key": "gen_ai.input.messages", "value": {"stringValue": "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Hi\\"}]},{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Hello!\\"}]},{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Refund order 8812.\\"}]},{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"tool_call\\",\\"id\\":\\"c1\\",\\"name\\":\\"issue_refund\\",\\"arguments\\":{\\"order\\":8812}}]},{\\"role\\":\\"tool\\",\\"parts\\":[{\\"type\\":\\"tool_call_response\\",\\"id\\":\\"c1\\",\\"result\\":{\\"state\\":\\"done\\"}}]}]"}},
          {"key": "gen_ai.output.messages", "value": {"stringValue": "[{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Refunded.\\"}],\\"finish_reason\\":\\"stop\\"}]"}}]}
      ]}]}]}
    """

  static let legacyEvents = """
    {"resource_spans": [{"scope_spans": [{"spans": [
      {"trace_id": "r-88f1", "name": "chat", "start_time_unix_nano": "1778753461000000000", "end_time_unix_nano": "1778753462000000000",
       "attributes": [{"key": "gen_ai.system", "value": {"stringValue": "openai"}}, {"key": "gen_ai.request.model", "value": {"stringValue": "acme-2026-01-15"}}],
       "events": [
        {"name": "gen_ai.system.message", "attributes": [{"key": "content", "value": {"stringValue": "Be kind."}}]},
        {"name": "gen_ai.user.message", "attributes": [{"key": "content", "value": {"stringValue": "Hi"}}]},
        {"name": "gen_ai.assistant.message", "attributes": [{"key": "content", "value": {"stringValue": "Hello!"}}]},
        {"name": "gen_ai.user.message", "attributes": [{"key": "content", "value": {"stringValue": "Refund order 8812."}}]},
        {"name": "gen_ai.assistant.message", "attributes": [{"key": "tool_calls", "value": {"stringValue": "[{\\"id\\":\\"c1\\",\\"type\\":\\"function\\",\\"function\\":{\\"name\\":\\"issue_refund\\",\\"arguments\\":\\"{\\\\\\"order\\\\\\":8812}\\"}}]"}}]},
        {"name": "gen_ai.tool.message", "attributes": [{"key": "content", "value": {"stringValue": "{\\"state\\":\\"done\\"}"}}, {"key": "id", "value": {"stringValue": "c1"}}]},
        {"name": "gen_ai.choice", "attributes": [{"key": "finish_reason", "value": {"stringValue": "stop"}}, {"key": "message", "value": {"stringValue": "{\\"content\\":\\"Refunded.\\"}"}}]}
       ]}]}]}]}
    """

  static let indexed = """
    {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "r-88f1", "name": "openai.chat", "startTimeUnixNano": "1778753461000000000", "endTimeUnixNano": "1778753462000000000", "attributes": [
      {"key": "gen_ai.request.model", "value": {"stringValue": "acme-2026-01-15"}},
      {"key": "gen_ai.prompt.0.role", "value": {"stringValue": "system"}}, {"key": "gen_ai.prompt.0.content", "value": {"stringValue": "Be kind."}},
      {"key": "gen_ai.prompt.1.role", "value": {"stringValue": "user"}}, {"key": "gen_ai.prompt.1.content", "value": {"stringValue": "Hi"}},
      {"key": "gen_ai.prompt.2.role", "value": {"stringValue": "assistant"}}, {"key": "gen_ai.prompt.2.content", "value": {"stringValue": "Hello!"}},
      {"key": "gen_ai.prompt.3.role", "value": {"stringValue": "user"}}, {"key": "gen_ai.prompt.3.content", "value": {"stringValue": "Refund order 8812."}},
      {"key": "gen_ai.prompt.4.role", "value": {"stringValue": "assistant"}},
      {"key": "gen_ai.prompt.4.tool_calls.0.name", "value": {"stringValue": "issue_refund"}}, {"key": "gen_ai.prompt.4.tool_calls.0.id", "value": {"stringValue": "c1"}},
      {"key": "gen_ai.prompt.4.tool_calls.0.arguments", "value": {"stringValue": "{\\"order\\":8812}"}},
      {"key": "gen_ai.prompt.5.role", "value": {"stringValue": "tool"}}, {"key": "gen_ai.prompt.5.content", "value": {"stringValue": "{\\"state\\":\\"done\\"}"}},
      {"key": "gen_ai.completion.0.role", "value": {"stringValue": "assistant"}}, {"key": "gen_ai.completion.0.content", "value": {"stringValue": "Refunded."}}
    ]}]}]}]}
    """

  static let langfuse = """
    {"data": [
      {"id": "r-other", "observations": [], "input": "Other", "output": "Yes."},
      {"id": "r-88f1", "name": "support", "sessionId": "s-1", "timestamp": "2026-05-14T10:11:01.000Z", "latency": 3.5, "totalCost": 0.0125, "version": "shop 4.2", "observations": [
        {"id": "o2", "type": "TOOL", "name": "issue_refund", "startTime": "2026-05-14T10:11:03Z", "output": {"state": "done"}},
        {"id": "o1", "type": "GENERATION", "startTime": "2026-05-14T10:11:02Z", "model": "acme-2026-01-15", "modelParameters": {"temperature": 0.7},
         "input": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}, {"role": "user", "content": "Refund order 8812."},
           {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "issue_refund", "arguments": "{\\"order\\":8812}"}}]},
           {"role": "tool", "tool_call_id": "c1", "content": "{\\"state\\":\\"done\\"}"}],
         "output": {"role": "assistant", "content": "Refunded."}},
        {"id": "o0", "type": "RETRIEVER", "startTime": "2026-05-14T10:11:01Z", "output": [{"id": "policy-7", "text": "Ask first."}]}
      ]}
    ]}
    """

  static let langSmith = [
    #"{"id": "r-other", "trace_id": "r-other", "run_type": "llm", "inputs": {"messages": [[{"type": "human", "data": {"content": "Other"}}]]}, "outputs": {"generations": [[{"text": "Yes.", "message": {"type": "ai", "data": {"content": "Yes."}}}]]}}"#,
    #"{"id": "r-88f1", "trace_id": "r-88f1", "parent_run_id": null, "run_type": "chain", "name": "support", "start_time": "2026-05-14T10:11:01.000", "end_time": "2026-05-14T10:11:04.500", "total_cost": "0.0125", "inputs": {}, "outputs": {}}"#,
    #"{"id": "d1", "trace_id": "r-88f1", "parent_run_id": "r-88f1", "run_type": "retriever", "start_time": "2026-05-14T10:11:01.100", "outputs": {"documents": [{"page_content": "Ask first.", "metadata": {"source": "policy-7"}}]}}"#,
    #"{"id": "l1", "trace_id": "r-88f1", "parent_run_id": "r-88f1", "run_type": "llm", "start_time": "2026-05-14T10:11:02", "extra": {"invocation_params": {"model": "acme-2026-01-15", "temperature": 0.7, "tools": [{"type": "function", "function": {"name": "issue_refund", "description": "Pays.", "parameters": {"type": "object"}}}]}}, "inputs": {"messages": [[{"lc": 1, "type": "constructor", "id": ["langchain", "schema", "SystemMessage"], "kwargs": {"content": "Be kind."}}, {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "HumanMessage"], "kwargs": {"content": "Hi"}}, {"lc": 1, "type": "constructor", "id": ["x", "AIMessage"], "kwargs": {"content": "Hello!"}}, {"type": "human", "content": "Refund order 8812."}, {"lc": 1, "type": "constructor", "id": ["x", "AIMessage"], "kwargs": {"content": "", "tool_calls": [{"name": "issue_refund", "args": {"order": 8812}, "id": "c1", "type": "tool_call"}]}}, {"lc": 1, "type": "constructor", "id": ["x", "ToolMessage"], "kwargs": {"content": "{\"state\":\"done\"}", "tool_call_id": "c1"}}]]}, "outputs": {"generations": [[{"text": "Refunded.", "message": {"lc": 1, "type": "constructor", "id": ["x", "AIMessage"], "kwargs": {"content": "Refunded."}}}]]}}"#,
  ].joined(separator: "\n")

  static let openAI = [
    #"{"run_id": "r-other", "request": {"model": "m", "messages": [{"role": "user", "content": "Other"}]}, "response": {"id": "x", "choices": [{"message": {"role": "assistant", "content": "Yes."}}]}}"#,
    #"{"run_id": "r-88f1", "timestamp": "2026-05-14T10:11:01Z", "latency_ms": 1500, "request": {"model": "acme", "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}, {"role": "user", "content": [{"type": "text", "text": "Refund order 8812."}]}]}, "response": {"id": "chatcmpl-1", "model": "acme-2026-01-15", "choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "issue_refund", "arguments": "{\"order\":8812}"}}]}}]}}"#,
    #"{"run_id": "r-88f1", "timestamp": "2026-05-14T10:11:03Z", "latency_ms": 2000, "cost": 0.0125, "request": {"model": "acme", "temperature": 0.7, "tools": [{"type": "function", "function": {"name": "issue_refund", "description": "Pays.", "parameters": {"type": "object"}}}], "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}, {"role": "user", "content": "Refund order 8812."}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "issue_refund", "arguments": "{\"order\":8812}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "{\"state\":\"done\"}"}]}, "response": {"id": "chatcmpl-2", "model": "acme-2026-01-15", "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": "Refunded."}}]}}"#,
  ].joined(separator: "\n")

  static let responses =
    #"{"run_id": "r-88f1", "request": {"model": "acme", "instructions": "Be kind.", "input": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "output_text", "text": "Hello!"}]}, {"role": "user", "content": [{"type": "input_text", "text": "Refund order 8812."}]}, {"type": "function_call", "call_id": "c1", "name": "issue_refund", "arguments": "{\"order\":8812}"}, {"type": "function_call_output", "call_id": "c1", "output": "{\"state\":\"done\"}"}]}, "response": {"id": "resp_1", "model": "acme-2026-01-15", "output": [{"type": "reasoning", "summary": []}, {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Refunded."}]}]}}"#

  static let anthropic =
    #"{"run_id": "r-88f1", "request": {"model": "acme", "system": [{"type": "text", "text": "Be kind."}], "temperature": 0.7, "tools": [{"name": "issue_refund", "description": "Pays.", "input_schema": {"type": "object"}}], "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}, {"role": "user", "content": "Refund order 8812."}, {"role": "assistant", "content": [{"type": "tool_use", "id": "c1", "name": "issue_refund", "input": {"order": 8812}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": [{"type": "text", "text": "{\"state\":\"done\"}"}]}]}]}, "response": {"id": "msg_1", "type": "message", "model": "acme-2026-01-15", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Refunded."}]}}"#
}

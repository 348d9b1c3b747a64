/// The names of OpenTelemetry's conventions for generative AI, of which a trace may use old and new ones side by side.
///
/// New: semantic-conventions-genai, status Development, messages as `parts`. Old: up to semantic conventions 1.36, messages as
/// events, and the indexed attributes of earlier instrumentations.
enum TraceNames {
  static let operation = "gen_ai.operation.name"
  static let models = ["gen_ai.response.model", "gen_ai.request.model"]
  static let inputMessages = ["gen_ai.input.messages", "gen_ai.prompt", "input.value"]
  static let outputMessages = ["gen_ai.output.messages", "gen_ai.completion", "output.value"]
  static let instructions = ["gen_ai.system_instructions"]
  static let definitions = ["gen_ai.tool.definitions", "gen_ai.request.tools"]
  static let documents = ["gen_ai.retrieval.documents", "retrieval.documents", "db.query.result.documents"]
  /// Attributes that name a run beside the trace's own id.
  static let ids = [
    "gen_ai.response.id", "gen_ai.conversation.id", "run_id", "run.id", "session.id", "langfuse.trace.id",
    "langsmith.trace.id",
  ]
  static let parameterPrefix = "gen_ai.request."
  static let parameters = [
    "temperature", "top_p", "top_k", "seed", "max_tokens", "stop_sequences", "frequency_penalty", "presence_penalty",
  ]
  static let toolName = "gen_ai.tool.name"
  static let toolCall = "gen_ai.tool.call.id"
  static let toolResults = ["gen_ai.tool.call.result", "gen_ai.tool.output", "tool.output", "output.value"]
  static let workflow = ["gen_ai.workflow.name", "gen_ai.agent.name"]
  static let agentVersion = ["gen_ai.agent.version", "service.version"]
  static let costs = ["gen_ai.usage.cost", "gen_ai.cost.total_cost", "llm.usage.total_cost"]
  static let outputTokens = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"]
  static let finishReasons = ["gen_ai.response.finish_reasons", "gen_ai.response.finish_reason"]
  /// The kind of an error, which marks a span as failed beside its status.
  static let error = "error.type"
  /// Why an answer ended, where it was cut at the most tokens.
  static let cut: Set<String> = ["length", "max_tokens", "max_output_tokens", "MAX_TOKENS"]
  /// Events of old, and the role of each.
  static let messageEvents = [
    "gen_ai.system.message": "system", "gen_ai.user.message": "user", "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool", "gen_ai.choice": "assistant",
  ]
  static let promptPrefix = "gen_ai.prompt."
  static let completionPrefix = "gen_ai.completion."
  /// Events and logs that carry the messages of an operation.
  static let detailEvent = "gen_ai.client.inference.operation.details"
}

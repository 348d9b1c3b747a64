import EvalSchema

/// A request as a program reads it: one JSON object on one line, version 1 of the protocol.
struct WireRequest: Encodable {
  /// The version of the protocol.
  static let version = 1

  private let request: Request
  private let id: String
  private let model: String?

  /// Takes a request and the model that the target names, if it does.
  init(_ request: Request, model: String? = nil) {
    self.request = request
    self.model = model
    id = Self.id(of: request)
  }

  /// The id on the wire: the trial's, the step and the attempt, so that a late answer cannot be taken for another's.
  static func id(of request: Request) -> String {
    "\(request.id)#\(SimulatedModel.step(of: request.messages)).\(request.attempt)"
  }

  /// The line with its line feed.
  func line() throws(AdapterFailure) -> [UInt8] {
    do {
      return Array(try CanonicalJSON.line(self)) + [0x0A]
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the request cannot be written as JSON: \(error)")
    }
  }

  /// The conversation as a program reads it, the system prompt first.
  static func messages(of request: Request) -> [WireMessage] {
    (request.system.map { [WireMessage(.system($0))] } ?? []) + request.messages.map(WireMessage.init)
  }

  private enum CodingKeys: String, CodingKey {
    case version, id, evalCase = "case", variant, trial, seed, messages, documents, tools, parameters, model
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(id, forKey: .id)
    try container.encode(request.evalCase, forKey: .evalCase)
    try container.encode(request.variant, forKey: .variant)
    try container.encode(request.trial, forKey: .trial)
    try container.encode(request.seed, forKey: .seed)
    try container.encode(Self.messages(of: request), forKey: .messages)
    if !request.documents.isEmpty { try container.encode(request.documents, forKey: .documents) }
    try container.encode(request.tools, forKey: .tools)
    try container.encode(request.parameters, forKey: .parameters)
    try container.encodeIfPresent(model, forKey: .model)
  }
}

/// A message as a program reads it: `{"role": …, "content": …}`.
struct WireMessage: Encodable {
  private let message: Message

  init(_ message: Message) { self.message = message }

  private enum CodingKeys: String, CodingKey {
    case role, content, name, error
    case toolCalls = "tool_calls"
    case toolCallID = "tool_call_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(message.role, forKey: .role)
    switch message {
    case .system(let text), .user(let text): try container.encode(text, forKey: .content)
    case .assistant(let turn):
      try container.encode(turn.content, forKey: .content)
      if !turn.toolCalls.isEmpty { try container.encode(turn.toolCalls, forKey: .toolCalls) }
    case .tool(let result):
      try container.encode(result.call, forKey: .toolCallID)
      if !result.name.isEmpty { try container.encode(result.name, forKey: .name) }
      if let error = result.error {
        try container.encode(error, forKey: .content)
        try container.encode(true, forKey: .error)
      } else {
        try container.encode(result.result ?? .null, forKey: .content)
      }
    }
  }
}

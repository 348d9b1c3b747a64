import EvalSchema
import FoundationEssentials

/// Any HTTP endpoint: a template makes the request, JSON pointers find the answer.
struct HTTPTemplate: ProviderDialect {
  private let url: String
  private let key: String?
  private let model: String?
  private let http: HTTPTarget
  private let pointers: Pointers

  private struct Pointers: Sendable {
    var text: JSONPointer
    var toolCalls: JSONPointer?
    var callID: JSONPointer
    var callName: JSONPointer
    var callArguments: JSONPointer
    var inputTokens: JSONPointer?
    var outputTokens: JSONPointer?
    var cachedInputTokens: JSONPointer?
    var reasoningTokens: JSONPointer?
    var model: JSONPointer?
  }

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) throws(DiagnosticError) {
    guard let http = target.http, let text = JSONPointer(http.text), let id = JSONPointer(http.toolCall?.id ?? "/id"),
      let name = JSONPointer(http.toolCall?.name ?? "/name"),
      let arguments = JSONPointer(http.toolCall?.arguments ?? "/arguments")
    else {
      throw DiagnosticError(.error("target-section", "the target \"\(target.name)\" has no section `http`"))
    }
    url = connection.baseURL
    key = connection.key
    model = target.model
    self.http = http
    pointers = Pointers(
      text: text, toolCalls: http.toolCalls.flatMap { JSONPointer($0) }, callID: id, callName: name,
      callArguments: arguments, inputTokens: http.usage?.inputTokens.flatMap { JSONPointer($0) },
      outputTokens: http.usage?.outputTokens.flatMap { JSONPointer($0) },
      cachedInputTokens: http.usage?.cachedInputTokens.flatMap { JSONPointer($0) },
      reasoningTokens: http.usage?.reasoningTokens.flatMap { JSONPointer($0) },
      model: http.model.flatMap { JSONPointer($0) })
  }

  func authorized(_ request: HTTPRequest, at date: Date) -> HTTPRequest {
    guard let key else { return request }
    return http.keyHeader.map { request.adding($0, key) } ?? request.adding("Authorization", "Bearer \(key)")
  }
}

// MARK: - Request

extension HTTPTemplate {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    var sent = HTTPRequest(
      method: http.method ?? "POST", url: try address(for: request),
      headers: [.init(name: "Accept", value: "application/json")])
    if let body = http.body {
      sent.headers.append(.init(name: "Content-Type", value: "application/json"))
      do {
        sent.body = Array(try CanonicalJSON.line(try filled(body, for: request)))
      } catch {
        throw (error as? AdapterFailure)
          ?? AdapterFailure(kind: .badRequest, message: "the request cannot be written as JSON: \(error)")
      }
    }
    return sent
  }

  private func address(for request: Request) throws(AdapterFailure) -> String {
    var address = ""
    for piece in HTTPPlaceholder.pieces(of: url) {
      switch piece {
      case .text(let text): address += text
      case .placeholder(let placeholder): address += URLText.encoded(try Self.text(value(placeholder, for: request)))
      case .unknown: break  // Refused when the target is read.
      }
    }
    return address
  }

  /// A template with its placeholders filled in: one that is all of a text becomes its value, else its text.
  private func filled(_ template: JSONValue, for request: Request) throws(AdapterFailure) -> JSONValue {
    switch template {
    case .string(let text):
      let pieces = HTTPPlaceholder.pieces(of: text)
      if case .placeholder(let placeholder)? = pieces.first, pieces.count == 1 {
        return try value(placeholder, for: request)
      }
      var filled = ""
      for piece in pieces {
        switch piece {
        case .text(let text): filled += text
        case .placeholder(let placeholder): filled += try Self.text(value(placeholder, for: request))
        case .unknown: break  // Refused when the target is read.
        }
      }
      return .string(filled)
    case .array(let elements):
      var values: [JSONValue] = []
      for element in elements { values.append(try filled(element, for: request)) }
      return .array(values)
    case .object(let members):
      var values: [String: JSONValue] = [:]
      for (name, member) in members { values[name] = try filled(member, for: request) }
      return .object(values)
    case .null, .boolean, .integer, .number: return template
    }
  }

  private func value(_ placeholder: HTTPPlaceholder, for request: Request) throws(AdapterFailure) -> JSONValue {
    switch placeholder {
    case .input:
      for case .user(let text) in request.messages.reversed() { return .string(text) }
      return ""
    case .messages: return try Self.json(WireRequest.messages(of: request))
    case .system: return .string(request.system ?? "")
    case .documents: return try Self.json(request.documents)
    case .tools: return try Self.json(request.tools)
    case .parameters:
      var parameters = request.parameters
      if parameters["seed"] == "per-trial" { parameters["seed"] = .integer(SamplingParameters.seed(of: request)) }
      return .object(parameters)
    case .model: return model.map { .string($0) } ?? .null
    case .seed: return .integer(SamplingParameters.seed(of: request))
    case .trial: return .integer(request.trial)
    case .evalCase: return .string(request.evalCase)
    case .variant: return .string(request.variant)
    case .id: return .string(request.id)
    }
  }

  private static func json(_ value: some Encodable) throws(AdapterFailure) -> JSONValue {
    do {
      return try CanonicalJSON.decode(JSONValue.self, from: CanonicalJSON.line(value))
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the request cannot be written as JSON: \(error)")
    }
  }

  private static func text(_ value: JSONValue) throws(AdapterFailure) -> String { try LooseArguments.text(value) }
}

// MARK: - Response

extension HTTPTemplate {
  func response(from answer: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard answer.isSuccess else { return try ProviderComplaint(answer, at: date).outcome() }
    let body = try answer.decoded(JSONValue.self)
    var calls: [ToolCall] = []
    if let list = pointers.toolCalls?.value(in: body), list != .null {
      guard case .array(let values) = list else { throw malformed("`\(http.toolCalls ?? "")` leads to \(list.kind)") }
      for value in values { calls.append(try call(value)) }
    }
    let text: String
    switch pointers.text.value(in: body) {
    case .string(let said)?: text = said
    case .null?: text = ""
    case nil where !calls.isEmpty: text = ""
    case nil: throw malformed("`\(http.text)` leads to nothing")
    case .some(let value): throw malformed("`\(http.text)` leads to \(value.kind)")
    }
    func count(_ pointer: JSONPointer?) -> Int { Wire.sum(pointer?.value(in: body).flatMap { LooseCount.read($0) }) }
    let usage = Usage(
      inputTokens: count(pointers.inputTokens), outputTokens: count(pointers.outputTokens),
      cachedInputTokens: count(pointers.cachedInputTokens), reasoningTokens: count(pointers.reasoningTokens))
    return Response(
      turn: AssistantTurn(content: text, toolCalls: Dialogue.numbered(calls, in: request)),
      stop: calls.isEmpty ? .end : .toolCalls, usage: usage, model: pointers.model?.value(in: body)?.string)
  }

  private func call(_ value: JSONValue) throws(AdapterFailure) -> ToolCall {
    guard let name = pointers.callName.value(in: value)?.string else {
      throw malformed("a tool call has no text at `\(http.toolCall?.name ?? "/name")`")
    }
    return ToolCall(
      id: pointers.callID.value(in: value)?.string ?? "", name: name,
      arguments: LooseArguments.read(pointers.callArguments.value(in: value) ?? .null))
  }

  private func malformed(_ reason: String) -> AdapterFailure {
    AdapterFailure(kind: .malformedResponse, message: "the answer is not where the target says: \(reason)")
  }
}

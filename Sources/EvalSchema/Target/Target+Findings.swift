extension Target {
  /// Everything wrong with the keys of a target that is reached over HTTP, and keys that its adapter does not read.
  package func findings() -> [TargetFinding] {
    var findings = unreadKeys()
    guard adapter.isRemote else { return findings + parameterFindings() }
    if model == nil, adapter != .http {
      findings.append(
        TargetFinding(
          code: "model-missing", path: ["adapter"], message: "`adapter: \(adapter.rawValue)` needs `model`",
          hint: "write the model as the provider names it, with its version"))
    }
    findings += addressFindings()
    findings += parameterFindings()
    for name in (extraHeaders ?? [:]).keys.sorted() { findings += headerFindings(name) }
    if extraBody?["stream"] != nil {
      findings.append(
        TargetFinding(
          code: "extra-body", path: ["extra_body", "stream"], message: "`stream` cannot be set",
          hint: "an answer is read whole"))
    }
    findings += http.map { templateFindings($0) } ?? []
    return findings
  }

  /// Keys that say something to another adapter only.
  private func unreadKeys() -> [TargetFinding] {
    let isDirect = adapter.isRemote
    let isTemplate = adapter == .http
    let keys: [(name: String, isGiven: Bool, isRead: Bool)] = [
      ("simulated", simulated != nil, adapter == .simulated), ("command", command != nil, adapter == .command),
      ("recording", recording != nil, adapter == .recording), ("azure", azure != nil, adapter == .openAIChat),
      ("bedrock", bedrock != nil, adapter == .bedrock), ("http", http != nil, isTemplate),
      ("base_url", baseURL != nil, isDirect), ("allow_http", allowHTTP != nil, isDirect),
      ("key_env", keyEnv != nil, isDirect), ("extra_headers", extraHeaders != nil, isDirect),
      ("extra_body", extraBody != nil, isDirect && !isTemplate),
    ]
    return keys.filter { $0.isGiven && !$0.isRead }.map { key in
      TargetFinding(
        code: "adapter-key", path: [key.name], message: "`adapter: \(adapter.rawValue)` does not read `\(key.name)`",
        hint: "remove it, or choose the adapter that it is for")
    }
  }

  private func addressFindings() -> [TargetFinding] {
    guard let baseURL else {
      let needsAddress = adapter == .http || (azure != nil && adapter == .openAIChat)
      return needsAddress
        ? [TargetFinding(code: "address-missing", path: ["adapter"], message: "the target needs `base_url`")] : []
    }
    let isPlain = adapter != .http
    guard let address = TargetAddress(baseURL), !isPlain || address.query == nil else {
      return [
        TargetFinding(
          code: "address-unusable", path: ["base_url"],
          message: "`base_url` is no address that can be called\(isPlain ? " with a path added" : "")",
          hint: "write https://host/path, without user, password, \(isPlain ? "query " : "")or fragment")
      ]
    }
    if !isPlain, !address.host.utf8.allSatisfy({ $0 != UInt8(ascii: "{") }) {
      return [
        TargetFinding(code: "address-unusable", path: ["base_url"], message: "a placeholder cannot choose the host")
      ]
    }
    if !address.isSecure, !address.isLoopback, allowHTTP != true {
      return [
        TargetFinding(
          code: "address-insecure", path: ["base_url"], message: "`base_url` has no TLS and is not on this machine",
          hint: "write https://, or `allow_http: true` where the way there is safe")
      ]
    }
    return []
  }

  private func parameterFindings() -> [TargetFinding] {
    var findings: [TargetFinding] = []
    guard let known = adapter.parameters else {
      for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
        guard let problem = TargetParameter(rawValue: name)?.impossibility(of: value) else { continue }
        findings.append(
          TargetFinding(code: "parameter-value", path: ["parameters", name], message: "`\(name)` \(problem)"))
      }
      return findings
    }
    for name in parameters.keys.sorted() {
      guard let value = parameters[name] else { continue }
      let path = ["parameters", name]
      guard let parameter = TargetParameter(rawValue: name), known.contains(parameter) else {
        let names = known.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        findings.append(
          TargetFinding(
            code: "unsupported-parameter", path: path,
            message: "the API of `\(adapter.rawValue)` has no parameter `\(name)` that is known here",
            hint: "it has \(names); `extra_body` sends anything else as it is"))
        continue
      }
      if let problem = parameter.problem(of: value, for: adapter) {
        findings.append(TargetFinding(code: "parameter-value", path: path, message: "`\(name)` \(problem)"))
      }
    }
    if adapter == .anthropic, parameters["max_tokens"] == nil {
      findings.append(
        TargetFinding(
          code: "parameter-missing", path: ["adapter"], message: "the API needs `parameters: {max_tokens: …}`",
          hint: "a default would cut answers without anybody having said so"))
    }
    if parameters["max_tokens"] != nil, parameters["max_completion_tokens"] != nil {
      findings.append(
        TargetFinding(
          code: "parameter-value", path: ["parameters", "max_completion_tokens"],
          message: "`max_tokens` and `max_completion_tokens` exclude each other"))
    }
    return findings
  }

  /// Headers that belong to the engine: another value would change where the request goes or how it is read.
  private static let engineHeaders: Set<String> = [
    "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "keep-alive",
    "proxy-connection", "upgrade", "te", "trailer", "accept-encoding", "expect",
  ]
  /// Headers that carry credentials or belong to the engine.
  private static let refusedHeaders = engineHeaders.union([
    "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-goog-api-key",
    "x-amz-date", "x-amz-security-token", "anthropic-version",
  ])

  private func headerFindings(_ name: String) -> [TargetFinding] {
    let marks = Set("!#$%&'*+-.^_`|~".utf8)
    let isToken = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || marks.contains($0)
    }
    let value = extraHeaders?[name] ?? ""
    let path = ["extra_headers", name]
    if name.isEmpty || !isToken || value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      return [
        TargetFinding(code: "header-refused", path: path, message: "this is not a header with a value on one line")
      ]
    }
    guard Self.refusedHeaders.contains(name.lowercased()) else { return [] }
    let isVersion = name.lowercased() == "anthropic-version"
    return [
      TargetFinding(
        code: "header-refused", path: path, message: "the header `\(name)` cannot be set here",
        hint: isVersion
          ? "the adapter is written for one version" : "credentials come from the variable that `key_env` names")
    ]
  }

  private func templateFindings(_ http: HTTPTarget) -> [TargetFinding] {
    var findings: [TargetFinding] = []
    let body = HTTPPlaceholder.pieces(in: http.body ?? .null)
    let pieces = body + HTTPPlaceholder.pieces(of: baseURL ?? "")
    for (pieces, path) in [(body, ["http", "body"]), (HTTPPlaceholder.pieces(of: baseURL ?? ""), ["base_url"])] {
      for case .unknown(let name) in pieces {
        let names = HTTPPlaceholder.allCases.map { "`{{\($0.rawValue)}}`" }.joined(separator: ", ")
        findings.append(
          TargetFinding(
            code: "placeholder-unknown", path: path, message: "there is no placeholder `{{\(name)}}`",
            hint: "there are \(names)"))
      }
    }
    func has(_ names: HTTPPlaceholder...) -> Bool { names.contains { pieces.contains(.placeholder($0)) } }
    let lacking: [(key: String, isLacking: Bool, names: String)] = [
      ("adapter", !has(.input, .messages), "`{{input}}` or `{{messages}}`"),
      ("parameters", !parameters.isEmpty && !has(.parameters), "`{{parameters}}`"),
      ("system", system != nil && !has(.system, .messages), "`{{system}}` or `{{messages}}`"),
      ("model", model != nil && !has(.model), "`{{model}}`"),
    ]
    for (key, isLacking, names) in lacking where isLacking {
      let reason = key == "adapter" ? "the request would not hold the question" : "`\(key)` would not be sent"
      let place = "put \(names) into `http: {body: …}`"
      let hint = key == "model" ? "\(place); what only names a version of the application stands in `surfaces`" : place
      findings.append(TargetFinding(code: "template-lacks", path: [key], message: reason, hint: hint))
    }
    let pointers: [([String], String?)] = [
      (["text"], http.text), (["tool_calls"], http.toolCalls), (["model"], http.model),
      (["tool_call", "id"], http.toolCall?.id), (["tool_call", "name"], http.toolCall?.name),
      (["tool_call", "arguments"], http.toolCall?.arguments), (["usage", "input_tokens"], http.usage?.inputTokens),
      (["usage", "output_tokens"], http.usage?.outputTokens),
      (["usage", "cached_input_tokens"], http.usage?.cachedInputTokens),
      (["usage", "reasoning_tokens"], http.usage?.reasoningTokens),
    ]
    for (path, pointer) in pointers {
      guard let pointer, JSONPointer(pointer) == nil else { continue }
      findings.append(
        TargetFinding(
          code: "pointer-form", path: ["http"] + path, message: "\"\(pointer)\" is not a JSON pointer",
          hint: "write for example /choices/0/text"))
    }
    return findings + (http.keyHeader.map { keyHeaderFindings($0) } ?? [])
  }

  /// The header for the key may be any that carries credentials, unless something else reads it.
  private func keyHeaderFindings(_ header: String) -> [TargetFinding] {
    let path = ["http", "key_header"]
    var findings: [TargetFinding] = []
    let name = header.lowercased()
    if !Self.isHeaderName(header) {
      findings.append(TargetFinding(code: "header-refused", path: path, message: "this is not a header's name"))
    } else if Self.engineHeaders.contains(name) || ["accept", "proxy-authorization"].contains(name) {
      findings.append(
        TargetFinding(
          code: "header-refused", path: path, message: "the header `\(header)` cannot carry the key",
          hint: "write the header that the application reads its key from, for example X-API-Key"))
    } else if let other = extraHeaders?.keys.sorted().first(where: { $0.lowercased() == name }) {
      findings.append(
        TargetFinding(
          code: "header-refused", path: path, message: "`extra_headers` sets the header `\(other)` already",
          hint: "remove it there: the key comes from the variable that `key_env` names"))
    }
    if keyEnv == nil {
      findings.append(
        TargetFinding(
          code: "adapter-key", path: path, message: "there is no key for `key_header`: the target names no `key_env`",
          hint: "name the variable that holds the key under `key_env`, or remove `key_header`"))
    }
    return findings
  }

  private static func isHeaderName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D }
  }
}

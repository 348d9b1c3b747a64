import EvalSchema

/// What a trace gives to one case, and how it stands in the case's file.
struct TraceFilling: Sendable, Hashable {
  /// The run.
  var run: TraceRun
  /// The file and its digest, for the note.
  var file: String
  var sha256: Digest

  /// Where a part came from, as the note of an exhibit.
  var source: String {
    // The name alone: where the file lay on one machine is of no use on another.
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "from \(ImportProposal.excerpt(name)), \(run.format), sha256 \(sha256)"
  }

  /// The id by which the run is referred to; one line.
  var id: String { run.ids.first.map { ImportProposal.excerpt($0) } ?? "trace" }

  /// The members of `input`.
  func input(_ messages: [Message]) -> [CaseFileTree.Member] {
    let members: [CaseFileTree.Member] = [
      .comment("messages, documents and tools are \(source), run \(id)"),
      .value("messages", .list(messages.map { TraceFilling.tree($0) })),
    ]
    return members + context
  }

  /// Documents and tools as members of `input`.
  var context: [CaseFileTree.Member] {
    var members: [CaseFileTree.Member] = []
    if !run.documents.isEmpty {
      members.append(.value("documents", .list(run.documents.map { TraceFilling.tree($0) })))
    }
    let tools = run.fixtures
    if !tools.isEmpty { members.append(.value("tools", .list(tools.map { TraceFilling.tree($0) }))) }
    return members
  }

  /// The exhibit of what the system did.
  var exhibit: CaseFileTree {
    .map([
      .value("from", .text(id)), .value("note", .text(source)),
      .value("transcript", .list(run.output.map { TraceFilling.tree($0) })),
    ])
  }

  /// The members of `evidence`; `model` is what the document says, where the trace does not say it.
  func evidence(model: String?) -> [CaseFileTree.Member] {
    var ids: [String] = []
    for id in run.ids.map({ ImportProposal.excerpt($0) }) where !ids.contains(id) && ids.count < 8 { ids.append(id) }
    var members: [CaseFileTree.Member] = [.value("run_ids", .list(ids.map { .text($0) }))]
    func add(_ key: String, _ text: String?) {
      guard let text, !text.isBlank else { return }
      members.append(.value(key, .text(ImportProposal.excerpt(text))))
    }
    add("workflow", run.workflow)
    add("agent_version", run.agentVersion)
    add("model", run.model ?? model)
    if !run.parameters.isEmpty { members.append(.value("parameters", CaseFileTree(.object(run.parameters)))) }
    if !run.prompt.isEmpty {
      members.append(.value("prompt_sha256", .text(Digest(of: run.prompt.joined(separator: "\n")).description)))
    }
    if let cost = run.costMicros { members.append(.value("cost_micros", .plain("\(cost)"))) }
    if let latency = run.latency, latency >= 0, latency < 1e7 {
      members.append(.value("latency", .plain("\(Int((latency * 1_000).rounded()))ms")))
    }
    if !run.timestamps.isEmpty { members.append(.value("timestamps", .list(run.timestamps.map { .text($0) }))) }
    return members
  }

  /// A value as it stands in files: its JSON, in the order of the keys.
  private static func tree(_ value: some Encodable) -> CaseFileTree {
    // These nouns hold JSON values only, so encoding and reading back cannot fail; what could would leave an empty text to see.
    guard let data = try? CanonicalJSON.line(value), let json = try? CanonicalJSON.decode(JSONValue.self, from: data)
    else {
      return .text("")
    }
    return CaseFileTree(pruned(json))
  }

  /// Without what means nothing: absent calls, empty lists of replies, defaults.
  private static func pruned(_ value: JSONValue) -> JSONValue {
    guard case .object(var members) = value else { return value }
    for key in ["call", "id", "name"] where members[key] == .string("") { members[key] = nil }
    for key in ["unmatched", "repeat"] where members[key] == .boolean(false) { members[key] = nil }
    if members["replies"] == .array([]) { members["replies"] = nil }
    for key in ["assistant", "tool"] { members[key] = members[key].map { pruned($0) } }
    for key in ["tool_calls", "replies"] {
      if case .array(let items)? = members[key] { members[key] = .array(items.map { pruned($0) }) }
    }
    return .object(members)
  }
}

extension CaseFileTree {
  /// A JSON value; the keys of a mapping in order, names first.
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .plain("null")
    case .boolean(let value): self = .plain(value ? "true" : "false")
    case .integer(let value): self = .plain("\(value)")
    case .number(let value): self = .plain("\(value)")
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.map { CaseFileTree($0) })
    case .object(let members):
      let first = ["id", "name", "rank", "call"]
      let keys = first.filter { members[$0] != nil } + members.keys.filter { !first.contains($0) }.sorted()
      self = .map(keys.compactMap { key in members[key].map { .value(key, CaseFileTree($0)) } })
    }
  }
}

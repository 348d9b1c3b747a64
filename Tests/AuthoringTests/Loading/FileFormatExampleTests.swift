import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct FileFormatExampleTests {
  @Test func everyExampleIsRight() throws {
    for format in FileFormat.all {
      let (node, diagnostics) = YAMLReader.read(format.example, file: format.name)
      #expect(diagnostics == [])
      #expect(try format.check(#require(node)).diagnostics == [])
    }
  }

  @Test func everyExampleIsItsNoun() throws {
    #expect(try Self.decode(EvalCase.self, CaseFormat.format).variants.count == 3)
    #expect(try Self.decode([Message].self, MessagesFormat.format).count == 2)
    #expect(try Self.decode(EvalsetManifest.self, EvalsetFormat.format).policy.version == 3)
    #expect(try Self.decode(Target.self, TargetFormat.format).price?.cachedInput == 0.5)
    #expect(try Self.decode(SimulatorScript.self, SimulatorFormat.format).behaviors.count == 1)
    #expect(try Self.decode(WaiverList.self, WaiversFormat.format).waivers.count == 1)
    #expect(try Self.decode(GateVerdict.self, VerdictFormat.format).rules.count == 1)
  }

  /// The nouns with every key that they write given, so that a key that a shape forgets or adds is seen.
  @Test func theKeysOfTheShapesAreThoseOfTheNouns() throws {
    try Self.compare(
      CaseFormat.format, Self.wholeCase,
      except: ["known_bad.transcript.tool.unmatched", "input.tools.otherwise.repeat"])
    let severities = SeverityPolicies(
      s1: SeverityPolicy(limit: 0.1, cap: 0.1, budget: 1), s2: SeverityPolicy(limit: 0.1, cap: 0.1, budget: 1))
    let comparison = ComparisonPolicy(maximumPairs: 1)
    try Self.compare(
      EvalsetFormat.format,
      EvalsetManifest(
        name: "a", description: "a", owner: "a",
        policy: Policy(severities: severities, comparison: comparison, judges: JudgePolicy())))
    let behaviors = SimulatorScript(
      behaviors: [SimulatedBehavior(name: "a", answers: [SimulatedAnswer(name: "a", turns: [Self.turn])])],
      effects: [SimulatedEffect(when: ["model": "a"], shares: ["a/a": 1])])
    try Self.compare(SimulatorFormat.format, behaviors)
    let waiver = Waiver(evalCase: "a", owner: "a", reason: "a", record: "a", expires: "a")
    try Self.compare(WaiversFormat.format, WaiverList(waivers: [waiver]))
    // What the loader fills in is no part of the file.
    try Self.compare(
      TargetFormat.format,
      Target(
        name: "a", description: "a", adapter: .simulated, model: "a", system: "a", systemText: "a",
        limits: TargetLimits(requestsPerMinute: 1, tokensPerMinute: 1), price: Price(cachedInput: 1),
        simulated: SimulatedTarget(
          behaviors: "a", script: behaviors, faults: [SimulatedFault(kind: .network, share: 1, retryAfter: 1)]),
        command: CommandTarget(program: [], directory: "a"),
        recording: RecordingTarget(cassette: "a", sha256: Digest(of: ""), directory: "a"), baseURL: "a",
        allowHTTP: true, keyEnv: "a", extraBody: [:], extraHeaders: [:],
        azure: AzureTarget(deployment: "a", apiVersion: "a"), bedrock: BedrockTarget(region: "a"),
        http: HTTPTarget(
          method: "GET", keyHeader: "a", body: "a", text: "", toolCalls: "",
          toolCall: HTTPToolCallPointers(id: "", name: "", arguments: ""),
          usage: HTTPUsagePointers(
            inputTokens: "", outputTokens: "", cachedInputTokens: "", reasoningTokens: ""), model: "")),
      except: [
        "system_text", "simulated.script", "command.files_sha256", "command.directory", "recording.sha256",
        "recording.directory",
      ])
  }

  private static let turn = AssistantTurn(content: "a", toolCalls: [ToolCall(id: "a", name: "a")])
  private static let call = CallPattern(name: "a", arguments: [:], result: [:])

  /// A case with every key that it can write.
  private static let wholeCase = EvalCase(
    id: "a", title: "a",
    incident: IncidentReference(
      id: "a", title: "a", closed: "a", status: "a", severity: .s1, severitySource: "a", postmortem: "a",
      sha256: Digest(of: ""), lines: [:], quote: "a", importer: "a", taxonomy: 1,
      redactedFrom: Digest(of: ""), attestedBy: "a", proposedBy: ["a": "a"], confirmedBy: "a"), pattern: "a",
    owner: "a",
    consequence: Consequence(harm: .low, reversibility: .reversible),
    severityOverride: SeverityOverride(severity: .s1, reason: "a", record: "a"), limit: 0.1,
    input: CaseInput(
      messages: [.user("a")], documents: [ContextDocument(id: "a", rank: 1, title: "a", text: "a")],
      tools: [
        ToolFixture(
          name: "a", description: "a", parameters: [:],
          replies: [ToolReply(arguments: [:], result: [:], error: "a", repeats: true)],
          otherwise: ToolReply(result: 1, error: "a")
        )
      ]),
    expected: Expectation(
      behavior: "a",
      graders: [
        .contains(ContainsSpec(text: "a")), .matches(MatchesSpec(pattern: "a")), .equals(EqualsSpec(text: "a")),
        .jsonPath(JSONPathSpec(path: "$", equals: 1, matches: "a", minimum: 1, maximum: 1, exists: true)),
        .toolCalled(ToolCalledSpec(call: call, atMost: 1)), .toolNotCalled(call),
        .toolOrder(ToolOrderSpec(before: call, after: call)), .citesOnly(CitesOnlySpec(sources: [], pattern: "a")),
      ]),
    knownBad: [
      Exhibit(
        from: "a", note: "a",
        transcript: Transcript(messages: [
          .assistant(turn), .tool(ToolResult(call: "a", name: "a", result: 1, error: "a")),
        ]))
    ],
    variants: [
      CaseVariant(
        name: "a", note: "a", messages: [.user("a")],
        documents: [ContextDocument(id: "a", rank: 1, title: "a", text: "a")], set: ["a": 1],
        replace: ["a": "b"], prepend: AddedMessages(messages: [.user("a")]),
        append: AddedMessages(messages: [.user("a")]))
    ],
    evidence: IncidentEvidence(
      workflow: "a", agentVersion: "a", model: "a", parameters: [:], promptSha256: Digest(of: ""),
      toolConfiguration: "a", approvalPolicy: "a", userVisibleOutput: "a", costMicros: 1, latency: 1, containment: "a"))

  @Test func theReferenceInTheDocumentationIsThatOfTheFormats() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/formats.md")
    var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let isRecording = ProcessInfo.processInfo.environment["RELAPSE_RECORD"] == "1"
    var sections = FileFormat.all.map { ("format: \($0.name)", $0.reference) }
    let rules = Linter.rules.map { "| `\($0.code)` | \($0.severity.rawValue) | \($0.reason) |" }
    sections.append(("rules", (["| code | severity | why |", "| --- | --- | --- |"] + rules).joined(separator: "\n")))
    for (name, expected) in sections {
      let (begin, end) = ("<!-- begin \(name) -->\n\n", "\n\n<!-- end \(name) -->")
      let from = try #require(text.firstRange(of: begin), "\(name)")
      let to = try #require(text.firstRange(of: end), "\(name)")
      if isRecording {
        text.replaceSubrange(from.upperBound..<to.lowerBound, with: expected)
      } else {
        #expect(String(text[from.upperBound..<to.lowerBound]) == expected, "RELAPSE_RECORD=1 writes \(name) anew")
      }
    }
    if isRecording { try Data(text.utf8).write(to: file) }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ format: FileFormat) throws -> Value {
    let node = try #require(YAMLReader.read(format.example, file: format.name).node)
    return try #require(format.decode(type, from: node).value)
  }

  /// Compares the keys of a format with those that a noun writes.
  private static func compare(_ format: FileFormat, _ noun: some Encodable, except: Set<String> = []) throws {
    let json = try CanonicalJSON.decode(JSONValue.self, from: CanonicalJSON.line(noun))
    let found = keys(of: json, against: format.root, in: format, at: "")
    #expect(found.noun.subtracting(found.shape) == except, "\(format.name): written by the noun, not in the shape")
    #expect(found.shape.subtracting(found.noun) == [], "\(format.name): in the shape, not written by the noun")
  }

  private static func keys(
    of json: JSONValue, against shape: Shape, in format: FileFormat, at path: String
  ) -> (noun: Set<String>, shape: Set<String>) {
    switch (shape, json) {
    case (.reference(let name), _):
      guard let definition = format.definitions.first(where: { $0.name == name })?.shape else { return ([], []) }
      return keys(of: json, against: definition, in: format, at: path)
    case (.list(let element, _, _), .array(let items)):
      return items.map { keys(of: $0, against: element, in: format, at: path) }.reduce(into: ([], [])) {
        $0.0.formUnion($1.noun)
        $0.1.formUnion($1.shape)
      }
    case (.either(let shapes, _), .object):
      return shapes.map { keys(of: json, against: $0, in: format, at: path) }.reduce(into: ([], [])) {
        $0.0.formUnion($1.noun)
        $0.1.formUnion($1.shape)
      }
    case (.tagged(_, let tags), .object(let members)):
      // Of several kinds only the one that is given is compared.
      return tags.filter { members[$0.name] != nil }.reduce(into: (Set(members.keys.map { path + $0 }), [])) {
        $0.1.insert(path + $1.name)
        let inner = keys(of: members[$1.name] ?? .null, against: $1.shape, in: format, at: path + $1.name + ".")
        $0.0.formUnion(inner.noun)
        $0.1.formUnion(inner.shape)
      }
    case (.object(let object), .object(let members)):
      return object.keys.reduce(into: (Set(members.keys.map { path + $0 }), Set(object.keys.map { path + $0.name }))) {
        let inner = keys(of: members[$1.name] ?? .null, against: $1.shape, in: format, at: path + $1.name + ".")
        $0.0.formUnion(inner.noun)
        $0.1.formUnion(inner.shape)
      }
    default: return ([], [])
    }
  }
}

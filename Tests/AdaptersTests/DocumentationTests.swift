import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

/// `docs/adapters.md` is true: its examples run, its codes are all there.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: Self.root.appending(path: path)), as: UTF8.self)
  }

  /// The first example in a language.
  private func example(_ language: String) throws -> String {
    let parts = try text("docs/adapters.md").split(separator: "```\(language)\n", omittingEmptySubsequences: false)
    let rest = try #require(parts.dropFirst().first)
    return String(try #require(rest.split(separator: "```", omittingEmptySubsequences: false).first))
  }

  private static func find(_ program: String) -> String? {
    ["/usr/local/bin/", "/usr/bin/", "/bin/"].map { $0 + program }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  /// In CI nothing that is missing is passed over.
  private static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

  @Test(.enabled(if: find("python3") != nil || isCI, "needs python3"))
  func thePythonExampleAnswersManyAtOnce() async throws {
    let python = try #require(Self.find("python3"))
    let fixture = try CommandFixture(source: try example("python"), file: "app.py", interpreter: python)
    defer { fixture.remove() }
    let adapter = try fixture.adapter(.worker, workers: 2)
    // Far more than the pipes hold, both ways: whoever only wrote, or only read, would stand still.
    let filler = String(repeating: "Wo ist meine Rückerstattung? ", count: 3_000)
    await withTaskGroup(of: Void.self) { group in
      for trial in 0..<40 {
        group.addTask {
          let outcome = await adapter.outcome(CommandFixture.request(trial, "\(trial) \(filler)"))
          #expect(outcome.text == "You asked: \(trial) \(filler)")
        }
      }
    }
    let response = try await adapter.respond(to: CommandFixture.request(0, "Hello"))
    #expect(response.model == "echo-1")
    #expect(response.usage.outputTokens == 1)
    await adapter.close()
  }

  @Test(.enabled(if: find("jq") != nil || isCI, "needs jq"))
  func theShellExampleAnswers() async throws {
    let fixture = try CommandFixture(sh: try example("sh"))
    defer { fixture.remove() }
    let adapter = try fixture.adapter(.once)
    #expect(await adapter.outcome(CommandFixture.request(0, "say \"hello\"\n")).text == "SAY \"HELLO\"")
    await adapter.close()
  }

  /// The other side of `http`, with a stand-in for FastAPI: what it returns is where the target's pointers lead.
  @Test(.enabled(if: find("python3") != nil || isCI, "needs python3"))
  func theFastAPIExampleReturnsWhatItsTargetReads() async throws {
    let driver = """
      import json, sys, app

      request = json.load(sys.stdin)
      said = app.chat(messages=request["messages"], seed=request["seed"])
      print(json.dumps({"message": {"content": json.dumps(said)}}))
      """
    let standIn = """
      def Body(): return None

      class FastAPI:
          def post(self, path): return lambda handler: handler
      """
    let python = try #require(Self.find("python3"))
    let fixture = try CommandFixture(source: driver, file: "driver.py", interpreter: python)
    defer { fixture.remove() }
    for (file, source) in [("app.py", try example("py")), ("fastapi.py", standIn)] {
      try Data(source.utf8).write(to: URL(filePath: fixture.directory + "/" + file))
    }
    let program = try fixture.adapter(.once)
    let said = try await program.respond(to: CommandFixture.request(0, "Where is my refund?")).turn.content
    await program.close()

    let target = Target(
      name: "app", adapter: .http, baseURL: "http://localhost:8000/chat",
      http: HTTPTarget(
        body: ["messages": "{{messages}}", "seed": "{{seed}}"], text: "/answer",
        usage: HTTPUsagePointers(inputTokens: "/usage/input", outputTokens: "/usage/output"), model: "/model"))
    let page = try text("docs/adapters.md")
    for line in [
      #"body: {messages: "{{messages}}", seed: "{{seed}}"}"#, "text: /answer", "model: /model",
      "usage: {input_tokens: /usage/input, output_tokens: /usage/output}",
    ] {
      #expect(page.contains("\n  \(line)\n"))
    }
    let adapter = try ProviderFactory.adapter(for: target, environment: [:], transport: ScriptedTransport(said))
    let response = try await adapter.respond(to: CommandFixture.request(0, "Where is my refund?"))
    #expect(response.turn.content == "You asked: Where is my refund?" && response.model == "echo-1")
    #expect(response.usage == Usage(inputTokens: 4, outputTokens: 7))
  }

  @Test func theSwiftExampleIsTheTestedOne() async throws {
    #expect(try example("swift") == text("Tests/AdaptersTests/EchoAdapter.swift"))
    let adapter = EchoAdapter()
    #expect(await adapter.outcome(CommandFixture.request(0, "Hello")).text == "Hello")
    let odd = CommandFixture.request(after: [.assistant(AssistantTurn(content: "Hm"))])
    #expect(await adapter.outcome(odd).failure?.kind == .badRequest)
    await adapter.close()
  }

  @Test func theProtocolsExamplesAreTheProtocol() throws {
    let request = Request(
      id: "INC-2041-refund/base/17", evalCase: "INC-2041-refund", trial: 17, seed: 8_123,
      messages: [.user("Where is my refund?")],
      tools: [
        ToolDefinition(name: "lookup_order", description: "Finds an order", parameters: ["type": "object"])
      ], parameters: ["temperature": 0.7])
    let page = try text("docs/adapters.md")
    #expect(page.contains("\n" + String(decoding: try WireRequest(request).line(), as: UTF8.self)))
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("{\"id\":") }
    #expect(lines.count == 2)
    let answer = try WireAnswer.response(Array(try #require(lines.first).utf8), callsBefore: 0)
    #expect(answer.turn.toolCalls == [ToolCall(id: "c1", name: "lookup_order", arguments: ["order_id": 8812])])
    let failure = #expect(throws: AdapterFailure.self) {
      try WireAnswer.response(Array(try #require(lines.last).utf8), callsBefore: 0)
    }
    #expect(failure == AdapterFailure(kind: .rateLimited, message: "slow down", retryAfter: 2))
  }

  @Test func theCassetteExampleIsACassette() throws {
    let lines = try text("docs/adapters.md").split(separator: "\n").filter {
      $0.contains("\"kind\":\"cassette\"") || $0.contains("\"kind\":\"response\"")
    }
    let cassette = try Cassette(Data((lines.joined(separator: "\n") + "\n").utf8), file: "adapters.md")
    #expect(cassette.responses.values.map(\.turn.content) == ["Your order has shipped."])
  }

  @Test func everyCodeIsExplained() throws {
    let page = try text("docs/adapters.md")
    for (code, explanation) in AdapterCodes.all { #expect(page.contains("| `\(code)` | \(explanation) |")) }

    var used: Set<String> = []
    let codes = Set(AdapterCodes.all.map(\.code))
    for folder in ["Sources/Adapters", "Sources/EvalSchema/Target"] {
      let path = Self.root.appending(path: folder).path
      let files = try FileManager.default.subpathsOfDirectory(atPath: path).filter {
        $0.hasSuffix(".swift") && !$0.hasSuffix("AdapterCodes.swift")
      }
      #expect(files.count > 5)
      for file in files {
        for text in try text(folder + "/" + file).split(separator: "\"") {
          let isCode = ["cassette-", "command-", "simulator-", "target-", "key-"].contains { text.hasPrefix($0) }
          let isPlain = text.utf8.allSatisfy { $0 == 0x2D || ($0 >= 0x61 && $0 <= 0x7A) }
          if isPlain, isCode || codes.contains(String(text)) { used.insert(String(text)) }
        }
      }
    }
    #expect(used == codes)
  }
}

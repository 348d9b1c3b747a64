import EvalSchema
import Testing

@testable import Adapters

/// Targets that are wrong, as the factory finds them; the loader's tests have the same with their places.
@Suite struct ProviderFactoryTests {
  typealias Fixtures = ProviderFixtures

  struct Wrong: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind = AdapterKind.openAIChat
    var environment = Fixtures.environment
    var codes: [String]
    var change: @Sendable (inout Target) -> Void

    init(
      _ name: String, environment: [String: String] = Fixtures.environment, _ codes: [String],
      _ change: @escaping @Sendable (inout Target) -> Void = { _ in }
    ) {
      self.init(name, .openAIChat, environment: environment, codes, change)
    }

    init(
      _ name: String, _ kind: AdapterKind, environment: [String: String] = Fixtures.environment,
      _ codes: [String], _ change: @escaping @Sendable (inout Target) -> Void = { _ in }
    ) {
      testDescription = name
      self.kind = kind
      self.environment = environment
      self.codes = codes
      self.change = change
    }
  }

  static let wrong: [Wrong] = [
    Wrong("no key", environment: [:], ["key-missing"]),
    Wrong("an empty key", environment: ["OPENAI_API_KEY": ""], ["key-missing"]),
    Wrong("a key with a line break", environment: ["OPENAI_API_KEY": "sk-1\n"], ["key-form"]),
    Wrong("a named key", ["key-missing"]) { $0.keyEnv = "OTHER_KEY" },
    Wrong("no key of Anthropic", .anthropic, environment: [:], ["key-missing"]),
    Wrong("no key of Google", .gemini, environment: [:], ["key-missing"]),
    Wrong("no credentials of Amazon", .bedrock, environment: [:], ["key-missing", "key-missing"]),
    Wrong("no secret of Amazon", .bedrock, environment: ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"], ["key-missing"]),
    Wrong("no model", ["model-missing"]) { $0.model = nil },
    Wrong("no TLS", ["address-insecure"]) { $0.baseURL = "http://models.example.com/v1" },
    Wrong("a query", ["address-unusable"]) { $0.baseURL = "https://models.example.com/v1?key=1" },
    Wrong("a password", ["address-unusable"]) { $0.baseURL = "https://a:b@models.example.com/v1" },
    Wrong("no address", ["address-unusable"]) { $0.baseURL = "models.example.com" },
    Wrong("Azure without an address", ["address-missing"]) { $0.azure = AzureTarget(deployment: "a", apiVersion: "b") },
    Wrong("Azure elsewhere", .anthropic, ["adapter-key"]) { $0.azure = AzureTarget(deployment: "a", apiVersion: "b") },
    Wrong("top_k of OpenAI", ["unsupported-parameter"]) { $0.parameters["top_k"] = 4 },
    Wrong("a seed of Anthropic", .anthropic, ["unsupported-parameter"]) { $0.parameters["seed"] = 4 },
    Wrong("a seed of Responses", .openAIResponses, ["unsupported-parameter"]) { $0.parameters["seed"] = "per-trial" },
    Wrong("a seed of Amazon", .bedrock, ["unsupported-parameter"]) { $0.parameters["seed"] = 1 },
    Wrong("a misspelled parameter", ["unsupported-parameter"]) { $0.parameters["temprature"] = 1 },
    Wrong("a temperature in text", ["parameter-value"]) { $0.parameters["temperature"] = "hot" },
    Wrong("a temperature below zero", ["parameter-value"]) { $0.parameters["temperature"] = -3 },
    Wrong("more than everything", .gemini, ["parameter-value"]) { $0.parameters["top_p"] = 7 },
    Wrong("a seed in words", ["parameter-value"]) { $0.parameters["seed"] = "random" },
    Wrong("no tokens", ["parameter-value"]) { $0.parameters["max_tokens"] = 0 },
    Wrong("two limits of tokens", ["parameter-value"]) {
      $0.parameters["max_tokens"] = 1
      $0.parameters["max_completion_tokens"] = 1
    },
    Wrong("a stop that is a number", ["parameter-value"]) { $0.parameters["stop"] = 1 },
    Wrong("a format without a schema", ["parameter-value"]) {
      $0.parameters["response_format"] = ["type": "json_schema"]
    },
    Wrong("any JSON of Anthropic", .anthropic, ["parameter-value"]) {
      $0.parameters["response_format"] = ["type": "json_object"]
    },
    Wrong("no tool of Amazon", .bedrock, ["parameter-value"]) { $0.parameters["tool_choice"] = "none" },
    Wrong("no max_tokens", .anthropic, ["parameter-missing"]) { $0.parameters = [:] },
    Wrong("a key among the headers", ["header-refused"]) { $0.extraHeaders = ["authorization": "Bearer x"] },
    Wrong("two headers in one", ["header-refused"]) { $0.extraHeaders = ["X-A": "a\r\nX-B: b"] },
    Wrong("a header with a colon", ["header-refused"]) { $0.extraHeaders = ["X:A": "a"] },
    Wrong("a stream", ["extra-body"]) { $0.extraBody = ["stream": true] },
    Wrong("another model", ["extra-body"]) { $0.extraBody = ["model": "other"] },
    Wrong("other messages", ["extra-body"]) { $0.extraBody = ["messages": []] },
    Wrong("a parameter twice", ["extra-body"]) {
      $0.parameters["temperature"] = 1
      $0.extraBody = ["temperature": 0]
    },
    Wrong("no region", .bedrock, ["target-section"]) { $0.bedrock = nil },
    Wrong("no template", .http, ["target-section"]) { $0.http = nil },
    Wrong("no address of an app", .http, ["address-missing"]) {
      $0.baseURL = nil
      $0.keyEnv = nil
    },
    Wrong("an unknown placeholder", .http, ["placeholder-unknown"]) {
      $0.http = HTTPTarget(body: ["q": "{{input}}", "x": "{{prompt}}"], text: "/a")
    },
    Wrong("a placeholder for the host", .http, ["address-unusable"]) { $0.baseURL = "https://{{input}}/a" },
    Wrong("a template without the question", .http, ["template-lacks"]) { $0.http = HTTPTarget(body: [:], text: "/a") },
    Wrong("a template without the parameters", .http, ["template-lacks"]) {
      $0.parameters = ["temperature": 1]
      $0.http = HTTPTarget(body: ["q": "{{input}}"], text: "/a")
    },
    Wrong("a template without the system prompt", .http, ["template-lacks"]) {
      $0.system = "p.md"
      $0.http = HTTPTarget(body: ["q": "{{input}}"], text: "/a")
    },
    Wrong("a template without the model", .http, ["template-lacks"]) { $0.model = "m-2026-11-02" },
    Wrong("a header's name with a colon", .http, ["header-refused"]) { $0.http?.keyHeader = "X-Key:" },
    Wrong("a key as the host", .http, ["header-refused"]) { $0.http?.keyHeader = "Host" },
    Wrong("a key as the type", .http, ["header-refused"]) { $0.http?.keyHeader = "content-type" },
    Wrong("a key as the length", .http, ["header-refused"]) { $0.http?.keyHeader = "Content-Length" },
    Wrong("a key as the framing", .http, ["header-refused"]) { $0.http?.keyHeader = "Transfer-Encoding" },
    Wrong("a key as what is accepted", .http, ["header-refused"]) { $0.http?.keyHeader = "Accept" },
    Wrong("a key for a proxy", .http, ["header-refused"]) { $0.http?.keyHeader = "Proxy-Authorization" },
    Wrong("a key's header twice", .http, ["header-refused"]) {
      $0.http?.keyHeader = "X-App-Key"
      $0.extraHeaders = ["x-app-key": "a"]
    },
    Wrong("a key's header without a key", .http, ["adapter-key"]) {
      $0.http?.keyHeader = "X-App-Key"
      $0.keyEnv = nil
    },
    Wrong("a header of the connection", ["header-refused"]) { $0.extraHeaders = ["Upgrade": "h2c"] },
    Wrong("no pointer", .http, ["pointer-form"]) { $0.http?.text = "answer.text" },
    Wrong("several at once", ["address-insecure", "unsupported-parameter", "header-refused"]) {
      $0.baseURL = "http://a.example"
      $0.parameters["top_k"] = 1
      $0.extraHeaders = ["Cookie": "a"]
    },
  ]

  @Test(arguments: wrong)
  func aWrongTargetIsFoundBeforeTheFirstCall(wrong: Wrong) {
    var target = Fixtures.target(wrong.kind)
    wrong.change(&target)
    let transport = ScriptedTransport()
    let error = #expect(throws: DiagnosticError.self) {
      try ProviderFactory.adapter(for: target, environment: wrong.environment, transport: transport)
    }
    #expect(error?.diagnostics.map(\.code) == wrong.codes)
    for diagnostic in error?.diagnostics ?? [] {
      #expect(!diagnostic.message.contains(Fixtures.key) && AdapterCodes.explanation(of: diagnostic.code) != nil)
    }
  }

  @Test func aMissingKeyIsToldByItsName() {
    let error = #expect(throws: DiagnosticError.self) {
      try ProviderFactory.adapter(
        for: Fixtures.target(.openAIChat), environment: ["OTHER": Fixtures.key], transport: ScriptedTransport())
    }
    #expect(
      error?.diagnostics.map(\.message) == [
        "auth: the variable OPENAI_API_KEY, which holds the key of \"t\", is not set"
      ])
  }

  @Test func extraBodyIsUnitedWithTheRequest() async throws {
    var target = Fixtures.target(.gemini, parameters: ["temperature": 0.5])
    target.extraBody = ["generationConfig": ["thinkingConfig": ["thinkingBudget": 0]], "safetySettings": []]
    target.extraHeaders = ["X-Team": "evals"]
    let sent = try await Fixtures.sent(target, Fixtures.request(parameters: target.parameters))
    let body = try TolerantJSON.decode(JSONValue.self, from: sent.body)
    #expect(body["generationConfig"] == ["temperature": 0.5, "thinkingConfig": ["thinkingBudget": 0]])
    #expect(body["safetySettings"] == [])
    #expect(sent.headers.contains(.init(name: "X-Team", value: "evals")))
  }

  @Test func theFingerprintIsThatOfWhatChangesBehavior() throws {
    let target = Fixtures.target(.openAIChat)
    func changed(_ change: (inout Target) -> Void) throws -> Bool {
      var other = target
      change(&other)
      return try other.fingerprint() != target.fingerprint()
    }
    #expect(try changed { $0.baseURL = "https://other.example" })
    #expect(try changed { $0.extraBody = ["verbosity": "low"] })
    #expect(try changed { $0.extraHeaders = ["X-A": "b"] })
    #expect(try changed { $0.azure = AzureTarget(deployment: "a", apiVersion: "b") })
    #expect(try changed { $0.bedrock = BedrockTarget(region: "a") })
    #expect(try changed { $0.http = HTTPTarget(text: "/a") })
    #expect(try !changed { $0.keyEnv = "OTHER" })
    #expect(try !changed { $0.allowHTTP = true })
    #expect(try !changed { $0.limits.requestsPerMinute = 5 })
  }

  @Test(arguments: ["http://localhost:11434", "http://127.0.0.1:1/v1", "http://[::1]/", "http://a.localhost"])
  func thisMachineNeedsNoTLS(address: String) throws {
    var target = Fixtures.target(.ollama)
    target.baseURL = address
    _ = try ProviderFactory.adapter(for: target, environment: [:], transport: ScriptedTransport())
  }

  @Test(arguments: ["Authorization", "X-API-Key", "api-key", "X-App-Key", "Cookie"])
  func aKeyMayBeInAnyHeaderOfCredentials(header: String) {
    var target = Fixtures.target(.http)
    target.http?.keyHeader = header
    #expect(target.findings() == [])
  }

  @Test func anUnsafeWayIsAllowedByName() throws {
    var target = Fixtures.target(.ollama)
    target.baseURL = "http://gpu.internal:11434"
    target.allowHTTP = true
    _ = try ProviderFactory.adapter(for: target, environment: [:], transport: ScriptedTransport())
  }
}

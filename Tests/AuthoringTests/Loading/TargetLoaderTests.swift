import EvalSchema
import FoundationEssentials
import Testing

@testable import Authoring

@Suite struct TargetLoaderTests {
  private static let simulated = """
    name: t
    adapter: simulated
    system: ../prompts/p.md
    parameters: {temperature: 0.7}
    limits: {timeout: 30s, response_bytes: 1MiB}
    price: {input: 2.00, currency: EUR}
    simulated:
      behaviors: behaviors.yaml
      shares: {refund/refunds: 0.5%}
      latency: {mean: 200ms}
      faults: [{kind: rate-limited, share: 1%, retry_after: 2s}]

    """

  private static let files: [String: String?] = [
    "targets/t.yaml": simulated, "targets/behaviors.yaml": SimulatorFormat.format.example, "prompts/p.md": "Be kind.",
    "targets/app.py": "print()", "targets/tape.jsonl": "{}",
  ]

  private static func load(_ target: String?, _ changes: [String: String?] = [:]) throws -> (
    Target?, [String], TemporaryEvalset
  ) {
    var files = files
    if let target { files["targets/t.yaml"] = target }
    let folder = try TemporaryEvalset(files.merging(changes, uniquingKeysWith: { $1 }))
    let (loaded, diagnostics) = try TargetLoader.load("targets/t.yaml", from: EvalsetFolder(folder.path))
    return (loaded, diagnostics.map { folder.line($0) }, folder)
  }

  @Test func aRightTargetIsFilledIn() throws {
    let (target, findings, _) = try Self.load(nil)
    #expect(findings == [])
    let loaded = try #require(target)
    #expect(loaded.systemText == "Be kind.")
    #expect(loaded.limits.timeout == 30)
    #expect(loaded.limits.responseBytes == 1_048_576)
    #expect(loaded.limits.retries == 4)
    #expect(loaded.parameters == ["temperature": 0.7])
    #expect(loaded.simulated?.shares == ["refund/refunds": 0.005])
    #expect(loaded.simulated?.latency.mean == 0.2)
    #expect(loaded.simulated?.faults.first?.retryAfter == 2)
    #expect(loaded.simulated?.script?.behaviors.first?.answers.map(\.name) == ["asks", "refunds"])
  }

  @Test func programsAndCassettesAreSurfacesByTheirDigests() throws {
    let command =
      "name: t\nadapter: command\ncommand: {program: [python3, app.py], files: [app.py], environment: [APP_KEY]}\n"
    let (target, findings, folder) = try Self.load(command)
    #expect(findings == [])
    #expect(target?.command?.filesSha256 == ["app.py": Digest(of: "print()")])
    #expect(target?.command?.directory?.hasSuffix("/targets") == true)
    let other = try Self.load(command, ["targets/app.py": "print(1)"]).0
    #expect(try target?.fingerprint() != other?.fingerprint())
    let recording = try Self.load("name: t\nadapter: recording\nrecording: {cassette: tape.jsonl}\n").0
    #expect(recording?.recording?.sha256 == Digest(of: "{}"))
    _ = folder
  }

  @Test func theFolderIsNoSurface() throws {
    let first = try Self.load(nil).0
    let second = try Self.load(nil).0
    #expect(try first?.fingerprint() == second?.fingerprint())
    #expect(first != nil)
  }

  /// What is replaced in the target, by what, and every finding.
  static let bad: [(old: String, new: String, findings: [String])] = [
    ("name: t", "name: u", ["targets/t.yaml:1:7 id-mismatch"]),
    ("adapter: simulated", "adapter: openai", ["targets/t.yaml:2:10 unknown-value"]),
    (
      "adapter: simulated", "adapter: command",
      ["targets/t.yaml:2:10 adapter-block", "targets/t.yaml:7:1 adapter-key"]
    ),
    ("adapter: simulated", "base_url: x\nadapter: simulated", ["targets/t.yaml:2:11 address-form"]),
    ("adapter: simulated", "base_url: https://x\nadapter: simulated", ["targets/t.yaml:2:1 adapter-key"]),
    ("adapter: simulated", "adress: x\nadapter: simulated", ["targets/t.yaml:2:1 unknown-key"]),
    ("../prompts/p.md", "../prompts/q.md", ["targets/t.yaml:3:9 file-missing"]),
    ("../prompts/p.md", "../../p.md", ["targets/t.yaml:3:9 path-outside"]),
    ("../prompts/p.md", "/etc/hostname", ["targets/t.yaml:3:9 path-outside"]),
    ("../prompts/p.md", "../prompts", ["targets/t.yaml:3:9 not-a-file"]),
    ("temperature: 0.7", "temperature: -3", ["targets/t.yaml:4:27 parameter-value"]),
    (
      "temperature: 0.7", "top_p: 7, max_tokens: 0",
      [
        "targets/t.yaml:4:21 parameter-value", "targets/t.yaml:4:36 parameter-value",
      ]
    ),
    ("timeout: 30s", "timeout: 30", ["targets/t.yaml:5:19 duration-unit"]),
    ("timeout: 30s", "timeout: 0s", ["targets/t.yaml:5:19 duration-range"]),
    ("1MiB", "1", ["targets/t.yaml:5:40 size-unit"]),
    ("timeout: 30s", "concurrency: 0", ["targets/t.yaml:5:23 number-range"]),
    ("timeout: 30s", "requests_per_hour: 5", ["targets/t.yaml:5:10 unknown-key"]),
    ("timeout: 30s", "requests_per_minute: 0", ["targets/t.yaml:5:31 number-range"]),
    ("currency: EUR", "currency: euro", ["targets/t.yaml:6:32 currency-form"]),
    ("input: 2.00", "input: -1", ["targets/t.yaml:6:16 number-range"]),
    ("behaviors: behaviors.yaml", "behaviors: nothing.yaml", ["targets/t.yaml:8:14 file-missing"]),
    ("refund/refunds: 0.5%", "refund/refunds: 5", ["targets/t.yaml:9:28 share-unit"]),
    ("refund/refunds: 0.5%", "refund/refund: 5%", ["targets/t.yaml:9:12 unknown-share"]),
    ("refund/refunds: 0.5%", "refund/refunds: 60%, refund/asks: 60%", ["targets/t.yaml:9:11 share-range"]),
    ("kind: rate-limited", "kind: grader", ["targets/t.yaml:11:19 unknown-value"]),
    ("share: 1%,", "share: 150%,", ["targets/t.yaml:11:40 share-range"]),
    (
      "parameters: {temperature: 0.7}", "parameters: {api_key: 0123456789abcdef}",
      ["targets/t.yaml:4:23 secret-in-file"]
    ),
    ("0.7}", "\"Bearer abcdefghij0123456789\"}", ["targets/t.yaml:4:28 secret-in-file"]),
    (
      "adapter: simulated", "key: 0123456789abcdef\nadapter: simulated",
      ["targets/t.yaml:2:1 unknown-key", "targets/t.yaml:2:6 secret-in-file"]
    ),
    ("adapter: simulated", "command: {program: [x]}\nadapter: simulated", ["targets/t.yaml:2:1 adapter-key"]),
  ]

  @Test(arguments: bad.indices)
  func nothingWrongIsAcceptedSilently(index: Int) throws {
    let (old, new, findings) = Self.bad[index]
    try #require(Self.simulated.contains(old))
    let (target, found, _) = try Self.load(Self.simulated.replacing(old, with: new, maxReplacements: 1))
    #expect(found == findings)
    #expect(target == nil)
  }

  @Test(arguments: [
    ("when: [refund]", "whne: [refund]", ["targets/behaviors.yaml:4:5 unknown-key"]),
    ("version: 1", "version: 2", ["targets/behaviors.yaml:1:10 number-range"]),
    (
      "- name: refunds\n", "- name: asks\n",
      ["targets/behaviors.yaml:3:11 duplicate-name", "targets/t.yaml:9:12 unknown-share"]
    ),
    ("weight: 0.2", "weight: -1", ["targets/behaviors.yaml:11:17 number-range"]),
    (
      "tool_calls: [{name: issue", "tool_call: [{name: issue",
      ["targets/behaviors.yaml:13:13 missing-key", "targets/behaviors.yaml:13:13 unknown-key"]
    ),
  ])
  func theBehaviorsAreCheckedWithTheTarget(old: String, new: String, findings: [String]) throws {
    let text = SimulatorFormat.format.example
    try #require(text.contains(old))
    let (target, found, _) = try Self.load(nil, ["targets/behaviors.yaml": text.replacing(old, with: new)])
    #expect(Set(found) == Set(findings))
    #expect(target == nil)
  }

  private static let remote = """
    name: t
    adapter: openai-chat
    base_url: https://models.example.com/v1
    key_env: MODELS_KEY
    model: m-2026-11-02
    parameters: {temperature: 0.7, seed: per-trial, stop: [END]}
    extra_body: {verbosity: low}
    extra_headers: {X-Team: evals}
    limits: {requests_per_minute: 3000, tokens_per_minute: 2000000}

    """

  @Test func aTargetOverHTTPIsFilledIn() throws {
    let (target, findings, _) = try Self.load(Self.remote)
    #expect(findings == [])
    #expect(target?.baseURL == "https://models.example.com/v1")
    #expect(target?.keyEnv == "MODELS_KEY")
    #expect(target?.parameters["seed"] == "per-trial")
    #expect(target?.extraBody == ["verbosity": "low"])
    #expect(target?.extraHeaders == ["X-Team": "evals"])
    #expect(target?.limits.requestsPerMinute == 3_000)
    #expect(target?.limits.tokensPerMinute == 2_000_000)
  }

  @Test(
    arguments: [
      ("https://models", "http://models", ["targets/t.yaml:3:11 address-insecure"]),
      (
        "https://models", "https://a:hunter2hunter2@models",
        ["targets/t.yaml:3:11 address-unusable", "targets/t.yaml:3:21 secret-in-file"]
      ),
      (
        "MODELS_KEY", "sk-proj-0123456789abcdef",
        ["targets/t.yaml:4:10 secret-in-file", "targets/t.yaml:4:10 variable-form"]
      ),
      ("model: m-2026-11-02\n", "", ["targets/t.yaml:2:10 model-missing"]),
      ("seed: per-trial", "sed: 1", ["targets/t.yaml:6:32 unsupported-parameter"]),
      ("seed: per-trial", "seed: always", ["targets/t.yaml:6:38 parameter-value"]),
      ("temperature: 0.7", "temperature: -3", ["targets/t.yaml:6:27 parameter-value"]),
      ("temperature: 0.7", "top_p: 7", ["targets/t.yaml:6:21 parameter-value"]),
      ("temperature: 0.7", "max_tokens: -20", ["targets/t.yaml:6:26 parameter-value"]),
      ("verbosity: low", "stream: true", ["targets/t.yaml:7:22 extra-body"]),
      ("X-Team: evals", "Cookie: evals", ["targets/t.yaml:8:25 header-refused"]),
      ("X-Team: evals", "Authorization: evals", ["targets/t.yaml:8:32 header-refused"]),
      (
        "adapter: openai-chat", "adapter: http",
        ["targets/t.yaml:2:10 adapter-block", "targets/t.yaml:7:1 adapter-key"]
      ),
      (
        "adapter: openai-chat", "adapter: bedrock",
        ["targets/t.yaml:2:10 adapter-block", "targets/t.yaml:6:32 unsupported-parameter"]
      ),
      (
        "adapter: openai-chat", "adapter: anthropic",
        ["targets/t.yaml:2:10 parameter-missing", "targets/t.yaml:6:32 unsupported-parameter"]
      ),
      (
        "extra_body", "http: {text: a, body: {q: \"{{inpt}}\"}}\nadapter2: 1\nextra_body",
        ["targets/t.yaml:8:1 unknown-key"]
      ),
    ] as [(String, String, [String])])
  func nothingWrongOverHTTPIsAcceptedSilently(old: String, new: String, findings: [String]) throws {
    try #require(Self.remote.contains(old))
    let (target, found, _) = try Self.load(Self.remote.replacing(old, with: new, maxReplacements: 1))
    #expect(found == findings)
    #expect(target == nil)
  }

  @Test func everyTargetOverHTTPInTheDocumentationIsRight() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/adapters.md")
    let page = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var names: [String] = []
    for part in page.components(separatedBy: "```yaml\n").dropFirst() {
      let example = part.components(separatedBy: "```")[0]
      let adapter = example.components(separatedBy: "adapter: ").dropFirst().first?.components(separatedBy: "\n")[0]
      guard let kind = adapter.flatMap({ AdapterKind(rawValue: $0) }), kind.isRemote else { continue }
      let folder = try TemporaryEvalset(["targets/t.yaml": example, "prompts/support-v12.md": "Be kind."])
      let (_, diagnostics) = try TargetLoader.load("targets/t.yaml", from: EvalsetFolder(folder.path))
      #expect(diagnostics.map { folder.line($0) } == ["targets/t.yaml:1:7 id-mismatch"])
      names.append(kind.rawValue)
    }
    #expect(names == ["openai-chat", "openai-chat", "openai-chat", "bedrock", "http"])
  }

  @Test func aTemplateIsCheckedAtItsPlace() throws {
    let text = """
      name: t
      adapter: http
      base_url: https://app.example.com/{{case}}
      system: ../prompts/p.md
      parameters: {temperature: 1}
      http:
        body: {q: "{{input}}", x: "{{inpt}}"}
        text: answer

      """
    let (target, found, _) = try Self.load(text)
    #expect(
      found == [
        "targets/t.yaml:4:9 template-lacks", "targets/t.yaml:5:13 template-lacks",
        "targets/t.yaml:7:9 placeholder-unknown", "targets/t.yaml:8:9 pointer-form",
      ])
    #expect(target == nil)
  }

  @Test func everyTargetOfAnEvalsetIsLoaded() throws {
    let others: [String: String?] = ["targets/u.yml": "x", "targets/v.yaml": "name: v"]
    let folder = try TemporaryEvalset(Self.files.merging(others, uniquingKeysWith: { $1 }))
    let (targets, diagnostics) = try TargetLoader.loadAll(in: EvalsetFolder(folder.path))
    #expect(targets.map(\.name) == ["t"])
    #expect(
      diagnostics.map { folder.line($0) } == [
        "targets/u.yml unread-file", "targets/v.yaml:1:1 missing-key",
      ])
  }
}

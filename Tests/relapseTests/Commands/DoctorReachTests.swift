import EvalSchema
import Foundation
import TestSupport
import Testing

@testable import relapse

/// `relapse doctor --target`: each thing that can stand between, in words of its own, and never the key.
@Suite struct DoctorReachTests {
  private static let key = "sk-doctor-0123456789abcdefghij"

  /// What a server does, what doctor says of it and what it advises.
  struct Trouble: Sendable, CustomTestStringConvertible {
    var name: String
    var reply: TestServer.Reply
    var code: String
    var words: String
    var hint: String
    var testDescription: String { name }

    init(_ name: String, _ reply: TestServer.Reply, _ code: String, _ words: String, _ hint: String) {
      (self.name, self.reply, self.code, self.words, self.hint) = (name, reply, code, words, hint)
    }
  }

  private static func error(_ code: String, _ message: String) -> String {
    #"{"error":{"message":"\#(message) \#(key)","type":"\#(code)","code":"\#(code)"}}"#
  }

  static let troubles: [Trouble] = [
    Trouble(
      "401", .status(401, error("invalid_api_key", "Incorrect API key provided:")), "auth", "the key was refused",
      "variable"),
    Trouble(
      "403", .status(403, error("permission_denied", "No access with")), "auth", "the key was refused", "variable"),
    Trouble(
      "404 of a model", .status(404, error("model_not_found", "The model does not exist")), "bad-request",
      "no such model or address", "is there a model \"model-2026-11-02\""),
    Trouble(
      "404 of an address", .status(404, "<html>", type: "text/html"), "bad-request", "no such model or address",
      "base_url"),
    Trouble(
      "no money", .status(429, error("insufficient_quota", "You exceeded your current quota")), "quota",
      "the quota is used up", "the key itself was accepted"),
    Trouble("402", .status(402), "quota", "the quota is used up", "raise it or wait"),
    Trouble("too fast", .status(429, headers: ["Retry-After: 3"]), "rate-limited", "asks for less", "try again"),
    Trouble("overloaded", .status(529), "overloaded", "asks for less", "try again"),
    Trouble("broken", .status(500), "server", "the target is there and broke", "log"),
    Trouble(
      "a parameter", .status(400, error("unsupported_value", "temperature")), "bad-request", "refuses the request",
      "parameters"),
    Trouble(
      "another program", .status(200, "<html>Hello</html>", type: "text/html"), "malformed-response", "form",
      "docs/adapters.md"),
    Trouble(
      "a redirect", .status(301, headers: ["Location: https://else.example/"]), "bad-request", "leads elsewhere",
      "`base_url`"),
    // What servers that speak TLS say to a request without it: nginx and Apache, Go, most others, an alert of TLS.
    Trouble(
      "TLS wanted, a page",
      .status(400, "<html><title>400 The plain HTTP request was sent to HTTPS port</title>", type: "text/html"),
      "bad-request", "refuses the request", "begin with https://"),
    Trouble(
      "TLS wanted, a sentence",
      .status(400, "Client sent an HTTP request to an HTTPS server.\n", type: "text/plain; charset=utf-8"),
      "bad-request", "refuses the request", "begin with https://"),
    Trouble("TLS wanted, no answer", .init([.close]), "network", "was reached and broke off", "begin with https://"),
    Trouble(
      "TLS wanted, an alert", .init([.bytes([0x15, 3, 1, 0, 2, 2, 80]), .close]), "malformed-response", "form",
      "begin with https://"),
    Trouble("a reset", .init([.reset]), "network", "was reached and broke off", "log"),
    Trouble("silence", .init([.silence]), "timeout", "no answer came in time", "limits.timeout"),
    Trouble("too much", .bytes([UInt8](repeating: 32, count: 100_000)), "too-large", "too large", "response_bytes"),
  ]

  /// A target at an address; its key stands in `SHOP_KEY`.
  private static func world(_ url: String, timeout: String = "30s") throws -> TestWorld {
    let world = try TestWorld()
    try Data(
      """
      name: api
      adapter: openai-chat
      model: model-2026-11-02
      base_url: \(url)
      key_env: SHOP_KEY
      limits: {timeout: \(timeout), response_bytes: 64KiB}

      """.utf8
    ).write(to: URL(filePath: world.evalset + "/targets/api.yaml"))
    return world
  }

  /// Asks, and expects exit code 4 with a code, words and a hint, without the key.
  private static func expect(_ code: String, _ words: String, _ hint: String, _ world: TestWorld) async {
    let status = await world.run("doctor", world.evalset, "--target", "api", environment: ["SHOP_KEY": key])
    #expect(status == .error)
    #expect(world.reported.contains("error[target-\(code)]"), "\(world.reported)")
    #expect(world.reported.contains(words), "\(world.reported)")
    let advice = world.reported.split(separator: "\n").first { $0.contains("hint:") } ?? ""
    #expect(advice.contains(hint), "\(world.reported)")
    #expect(!(world.printed + world.reported).contains(key))
    #expect(world.printed.contains("api (openai-chat): not reached"))
  }

  @Test(arguments: troubles)
  func whatStandsBetweenIsSaidInWords(trouble: Trouble) async throws {
    try await withTestServer({ _ in trouble.reply }) { server in
      // Only silence is waited for; a machine with much to do may take its time for everything else.
      let world = try Self.world(server.url, timeout: trouble.code == "timeout" ? "1s" : "30s")
      await Self.expect(trouble.code, trouble.words, trouble.hint, world)
      #expect(server.seen.served == 1)
    }
  }

  @Test func aRefusalThatSaysWhatIsWrongIsNotBlamedOnTLS() async throws {
    let reply = TestServer.Reply.status(400, Self.error("unsupported_value", "temperature"))
    try await withTestServer({ _ in reply }) { server in
      let world = try Self.world(server.url)
      await Self.expect("bad-request", "refuses the request", "parameters", world)
      #expect(!world.reported.contains("https://"), "\(world.reported)")
    }
  }

  @Test func anAnswerSaysWhoAnsweredAndShowsNoKey() async throws {
    let body =
      #"{"model":"model-2026-11-02","choices":[{"message":{"content":"ok, \#(Self.key)"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}"#
    try await withTestServer({ _ in .status(200, body) }) { server in
      let world = try Self.world(server.url)
      let status = await world.run("doctor", world.evalset, "--target", "api", environment: ["SHOP_KEY": Self.key])
      #expect(status == .pass, "\(world.reported)")
      #expect(world.printed.contains("model as returned: model-2026-11-02") && world.printed.contains("9 in, 2 out"))
      #expect(world.printed.contains("it said: ok, [SHOP_KEY]") && !world.printed.contains(Self.key))
      #expect(server.seen.requests.first?.header("authorization") == "Bearer \(Self.key)")
    }
  }

  /// A label of a name has at most 63 letters, so that this one is refused without asking anybody.
  @Test func aNameThatNobodyKnowsIsSaidSo() async throws {
    let name = String(repeating: "a", count: 70) + ".invalid"
    await Self.expect("network", "the name of the host is not known", "spelling", try Self.world("https://\(name)/v1"))
  }

  @Test func aPortWithoutAServerIsSaidSo() async throws {
    try await withRefusingPort { port in
      let world = try Self.world("http://127.0.0.1:\(port)")
      await Self.expect("network", "nothing answers at the address", "is the target running", world)
    }
  }

  @Test func anAddressWithoutTLSIsSaidSo() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      let url = "https://127.0.0.1:\(server.port)"
      await Self.expect("network", "the connection is not safe", "SSL_CERT_FILE", try Self.world(url))
    }
  }

  @Test func aKeyThatIsMissingOrNoKeyIsSaidBeforeAnythingIsSent() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      let world = try Self.world(server.url)
      for (value, code) in [("", "key-missing"), ("two words \(Self.key)", "key-form")] {
        let status = await world.run("doctor", world.evalset, "--target", "api", environment: ["SHOP_KEY": value])
        // The same code as of every other command: the target is not fit to be asked, whoever asks.
        #expect(status == .usage && world.reported.contains("error[\(code)]"), "\(world.reported)")
        #expect(world.reported.contains("SHOP_KEY") && !world.reported.contains(Self.key))
        #expect(world.printed.contains("nothing was sent"))
      }
      #expect(server.seen.served == 0)
    }
  }
}

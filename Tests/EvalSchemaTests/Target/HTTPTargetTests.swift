import Testing

@testable import EvalSchema

@Suite struct HTTPTargetTests {
  private func target(_ usage: HTTPUsagePointers) -> Target {
    Target(
      name: "t", adapter: .http, baseURL: "https://a.example",
      http: HTTPTarget(body: ["q": "{{input}}"], text: "/a", usage: usage))
  }

  /// What is not said is not in the JSON, so that fingerprints of targets that say nothing of it stay.
  @Test func pointersThatAreNotSaidAreLeftOut() throws {
    let old = HTTPUsagePointers(inputTokens: "/in", outputTokens: "/out")
    #expect(try CanonicalJSON.text(old) == #"{"input_tokens":"/in","output_tokens":"/out"}"#)
    var new = old
    new.cachedInputTokens = "/cached"
    new.reasoningTokens = "/thought"
    #expect(
      try CanonicalJSON.text(new)
        == #"{"cached_input_tokens":"/cached","input_tokens":"/in","output_tokens":"/out","reasoning_tokens":"/thought"}"#
    )
    #expect(try target(old).fingerprint() != target(new).fingerprint())
  }

  @Test(arguments: [("cached", nil), (nil, "thought"), ("/cached", "/thought")] as [(String?, String?)])
  func everyPointerIsChecked(cached: String?, thought: String?) {
    let findings = target(HTTPUsagePointers(cachedInputTokens: cached, reasoningTokens: thought)).findings()
    let wrong = [("cached_input_tokens", cached), ("reasoning_tokens", thought)].filter {
      $0.1.map { !$0.hasPrefix("/") } ?? false
    }
    #expect(findings.map(\.path) == wrong.map { ["http", "usage", $0.0] })
    #expect(findings.allSatisfy { $0.code == "pointer-form" })
  }
}

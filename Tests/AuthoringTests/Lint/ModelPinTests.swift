import Testing

@testable import Authoring

@Suite struct ModelPinTests {
  @Test(arguments: [
    "gpt-4.1-2025-04-14", "claude-sonnet-4-20250514", "gpt-4-0613", "gemini-1.5-pro-002", "llama3@sha256:0123abcd",
    "app@e0d17f4",
    "ft:gpt-4o-mini-2024-07-18:acme::abc", "anthropic.claude-3-5-sonnet-20241022-v2:0", "mistral-large-2411",
    "simulator-2026-11-02",
    "vllm/support-3f2a9c1",
  ])
  func pinnedModelsAreTold(model: String) { #expect(ModelPin.isPinned(model)) }

  @Test(arguments: [
    "gpt-4.1", "gpt-4", "claude-3-5-sonnet-latest", "llama3:8b", "gemini-2.5-flash", "", "gpt-4o-2024", "o3",
    "gemini-2.5-pro-preview", "mixtral-8x7b", "app@",
  ])
  func aliasesAreTold(model: String) { #expect(!ModelPin.isPinned(model)) }
}

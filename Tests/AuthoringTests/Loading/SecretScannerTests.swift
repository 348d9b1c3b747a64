import EvalSchema
import Testing

@testable import Authoring

@Suite struct SecretScannerTests {
  @Test(arguments: [
    "sk-proj-abcdefghijkl1234", "key is sk-ant-api03-abcdefghijklmn0", "AKIAIOSFODNN7EXAMPLE",
    "(ghp_0123456789abcdefghijklmnopqrstuvwxyz)",
    "-----BEGIN RSA PRIVATE KEY-----", "postgres://user:hunter22@db/x", "Authorization: Bearer abcdefghijklmnopqrstu1",
    "xoxb-123456789012-abcdefghij", "AIzaSyA1234567890abcdefghijklmnopqrstuv", "glpat-abcdefghij0123456789",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcDEF123",
  ])
  func findsCredentials(text: String) {
    #expect(SecretScanner.secrets(in: text).count == 1)
  }

  @Test(arguments: [
    "a risk-assessment-of-2026-and-later", "sk-REDACTED-PLACEHOLDER-TEXT", "task-1234567890123456789",
    "https://example.com:8080/a@b",
    "OPENAI_API_KEY", "sk-short1", "Bearer of bad news 1234567890123456", "https://user@example.com", "AKIA", "",
    "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
  ])
  func takesNothingElseForOne(text: String) {
    #expect(SecretScanner.secrets(in: text) == [])
  }

  @Test(arguments: [("api_key", true), ("API-Key", true), ("token", true), ("max_tokens", false), ("key_env", false)])
  func namesTell(name: String, isSecret: Bool) {
    #expect(SecretScanner.namesSecret(name) == isSecret)
  }

  @Test func everySecretOfATextIsFoundWithItsPlace() {
    let source = SourceText("a: é sk-proj-abcdefghijkl1234\n\n# AKIAIOSFODNN7EXAMPLE\n", file: "f")
    let places = SecretScanner.scan(source, tree: nil).diagnostics.compactMap { $0.place?.description }
    #expect(places == ["f:1:6", "f:3:3"])
  }
}

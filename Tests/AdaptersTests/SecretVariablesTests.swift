import EvalSchema
import Testing

@testable import Adapters

@Suite struct SecretVariablesTests {
  @Test func whatIsNamedOrCalledLikeASecretIsOne() {
    var target = Target(name: "t", adapter: .command, keyEnv: "WAY_IN")
    target.command = CommandTarget(program: ["x"], environment: ["SHOP"])
    let environment = [
      "WAY_IN": "0123456", "SHOP": "abc-defg", "aws_session_token": "tttttt", "DB_PASSWORD": "pppppp",
      "HOME": "/root/x",
      "API_KEY": "short", "NO_CREDENTIALS": "cccccc",
    ]
    #expect(
      Set(SecretVariables.of(target, in: environment).keys) == [
        "WAY_IN", "SHOP", "aws_session_token", "DB_PASSWORD", "NO_CREDENTIALS",
      ])
  }

  @Test(
    arguments: [
      ("SHOP", "abc-defg", true), ("LOG_LEVEL", "warning", false), ("TIMEOUT", "600000", false),
      ("DB_PASS", "warning", true), ("API_KEY", "600000", true), ("MODEL", "m-2026-11-02", false),
      ("MODEL_KEY", "m-2026-11-02", true), ("HOME", "/home/somebody", false), ("OTHER", "abc-defg", false),
    ])
  func whatIsPlainlyNoSecretIsNone(name: String, value: String, isSecret: Bool) {
    let listed = ["SHOP", "LOG_LEVEL", "TIMEOUT", "DB_PASS", "API_KEY", "MODEL", "MODEL_KEY", "HOME"]
    let command = CommandTarget(program: ["x"], environment: listed)
    let given = SecretVariables.given(to: command, model: "m-2026-11-02", in: [name: value])
    #expect(given == (isSecret ? [name: value] : [:]))
  }
}

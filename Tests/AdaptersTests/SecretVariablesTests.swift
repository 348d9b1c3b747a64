import EvalSchema
import Testing

@testable import Adapters

@Suite struct SecretVariablesTests {
  @Test func whatIsNamedOrCalledLikeASecretIsOne() {
    var target = Target(name: "t", adapter: .command, keyEnv: "WAY_IN")
    target.command = CommandTarget(program: ["x"], environment: ["SHOP"])
    let environment = [
      "WAY_IN": "0123456", "SHOP": "abcdefg", "aws_session_token": "tttttt", "DB_PASSWORD": "pppppp", "HOME": "/root/x",
      "API_KEY": "short", "NO_CREDENTIALS": "cccccc",
    ]
    #expect(
      Set(SecretVariables.of(target, in: environment).keys) == [
        "WAY_IN", "SHOP", "aws_session_token", "DB_PASSWORD", "NO_CREDENTIALS",
      ])
  }
}

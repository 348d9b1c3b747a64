package import EvalSchema

/// The variables of an environment whose values must not reach a file or a terminal.
package enum SecretVariables {
  /// Shorter values are not secret, and would make a text unreadable.
  static let shortest = 6

  /// The variables that a target names or that are called like a secret, with values of at least six bytes.
  ///
  /// Of those that a program is given, plain ones are none, as `given` says.
  package static func of(_ target: Target, in environment: [String: String]) -> [String: String] {
    let given = target.command.map { Self.given(to: $0, model: target.model, in: environment) } ?? [:]
    return environment.filter { name, value in
      value.utf8.count >= shortest && (name == target.keyEnv || given[name] != nil || soundsSecret(name))
    }
  }

  /// The variables of a program whose values must not stand in its answers.
  ///
  /// A value that is one word or one number (`warning`, `600000`), or the model that the target's file names, would be cut out of
  /// answers that have nothing to do with it: it is a secret only where the variable's name says so.
  static func given(
    to command: CommandTarget, model: String?, in environment: [String: String]
  ) -> [String: String] {
    let listed = Set(command.environment).subtracting(CommandProgram.commonVariables)
    return environment.filter { name, value in
      listed.contains(name) && (soundsSecret(name) || !(value == model || isPlain(value)))
    }
  }

  private static func isPlain(_ value: String) -> Bool {
    value.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) } || value.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func soundsSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    return ["KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL"].contains { upper.contains($0) }
  }
}

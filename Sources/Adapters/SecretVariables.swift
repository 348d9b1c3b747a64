package import EvalSchema

/// The variables of an environment whose values must not reach a file or a terminal.
package enum SecretVariables {
  /// Shorter values are not secret, and would make a text unreadable.
  static let shortest = 6

  /// The variables that a target names or that are called like a secret, with values of at least six bytes.
  package static func of(_ target: Target, in environment: [String: String]) -> [String: String] {
    let named = Set((target.command?.environment ?? []) + [target.keyEnv].compactMap(\.self))
    return environment.filter { name, value in
      value.utf8.count >= shortest && (named.contains(name) || soundsSecret(name))
    }
  }

  private static func soundsSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    return ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"].contains { upper.contains($0) }
  }
}
